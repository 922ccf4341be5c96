import { useState } from "react";
import type { MaterialDefinition } from "../../domain/item/item-definition.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { groupMaterials } from "./material-state.ts";

export interface MovePageDialogProps {
  /** What is moved, in words. */
  readonly pageName: string;
  /** The materials it can go to, at least one. */
  readonly targets: readonly [MaterialDefinition, ...MaterialDefinition[]];
  /** Chosen beforehand if it is among them: pages that belong elsewhere often come several together. */
  readonly lastTarget: string | null;
  readonly onMove: (materialCode: string) => void;
  readonly onClose: () => void;
}

/** A page that was scanned to the wrong material goes behind the last page of the right one. */
export function MovePageDialog({ pageName, targets, lastTarget, onMove, onClose }: MovePageDialogProps) {
  const [materialCode, setMaterialCode] = useState(() => (targets.find(({ code }) => code === lastTarget) ?? targets[0]).code);
  return (
    <FormDialog title="移到其他材料" firstFocusId="move-page-target" confirmLabel="移动" onConfirm={() => onMove(materialCode)} onClose={onClose}>
      <Field id="move-page-target" label={`把${pageName}移到`} isRequired hint="放在该材料最后一页之后。">
        {(aria) => (
          <select {...aria} value={materialCode} onChange={(event) => setMaterialCode(event.target.value)}>
            {groupMaterials(targets).map((group) => (
              <optgroup key={group.name} label={group.name}>
                {group.materials.map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
    </FormDialog>
  );
}
