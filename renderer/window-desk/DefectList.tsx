import type { Defect } from "../../domain/case/case-parts.ts";
import type { MaterialDefinition } from "../../domain/item/item-definition.ts";
import { focusSoon } from "../app/focus-guard.ts";
import { displayOf } from "../keyboard/key-combination.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { bindingOf } from "../keyboard/key-map.ts";
import { useKey } from "../keyboard/use-keys.ts";

export interface DefectListProps {
  readonly defects: readonly Defect[];
  readonly materials: readonly MaterialDefinition[];
  readonly onChange: (defects: Defect[]) => void;
}

export const blankDefect: Defect = { materialCode: null, problem: "", remedy: "" };

/** The defects of a correction notice, one a line; a key adds one, a key strikes the one with the focus. */
export function DefectList({ defects, materials, onChange }: DefectListProps) {
  const [removeKey] = bindingOf("removeDefect").keys;
  const change = (index: number, part: Partial<Defect>): void => onChange(defects.map((defect, at) => (at === index ? { ...defect, ...part } : defect)));
  const add = (): void => {
    onChange([...defects, blankDefect]);
    focusSoon(`defect-${defects.length}-problem`);
  };
  const remove = (index: number): void => {
    onChange(defects.filter((_, at) => at !== index));
    focusSoon(defects.length === 1 ? addButtonId : `defect-${Math.max(0, index - 1)}-problem`);
  };
  useKey("removeDefect", () => {
    const index = findFocusedLine();
    if (index !== undefined) remove(index);
  });

  return (
    <>
      <ol className="defects">
        {defects.map((defect, index) => (
          <li key={index} data-defect={index}>
            <select
              aria-label={`第 ${index + 1} 条涉及的材料`}
              value={defect.materialCode ?? ""}
              onChange={(event) => change(index, { materialCode: event.target.value || null })}
            >
              <option value="">申请表</option>
              {materials.map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
            </select>
            <input id={`defect-${index}-problem`} aria-label={`第 ${index + 1} 条问题`} placeholder="问题" maxLength={500} value={defect.problem} onChange={(event) => change(index, { problem: event.target.value })} />
            <input aria-label={`第 ${index + 1} 条补正办法`} placeholder="补正办法" maxLength={500} value={defect.remedy} onChange={(event) => change(index, { remedy: event.target.value })} />
            <button type="button" className="button" aria-keyshortcuts={removeKey} onClick={() => remove(index)}>
              删除<span className="visually-hidden">第 {index + 1} 条</span><kbd aria-hidden="true">{displayOf(removeKey)}</kbd>
            </button>
          </li>
        ))}
      </ol>
      <div><KeyButton id={addButtonId} action="addDefect" label="增加一条" onPress={add} /></div>
    </>
  );
}

const addButtonId = "defect-add";

function findFocusedLine(): number | undefined {
  const line = document.activeElement?.closest<HTMLElement>("[data-defect]");
  return line ? Number(line.dataset["defect"]) : undefined;
}
