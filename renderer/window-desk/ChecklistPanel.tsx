import { useEffect } from "react";
import { useStore } from "zustand";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { materialOf } from "../../domain/case/case-state.ts";
import type { MaterialDefinition } from "../../domain/item/item-definition.ts";
import { useStores } from "../app/stores.ts";
import { useKey } from "../keyboard/use-keys.ts";
import { checklistId, focusChecklist, focusPages } from "./field-ids.ts";
import { MaterialActions } from "./MaterialActions.tsx";
import { useMaterialKeys } from "./use-material-keys.ts";
import { groupMaterials, materialState, neighbourMaterial } from "./material-state.ts";

const marks = { done: "✓", begun: "…", missing: "○", optional: "－" } as const;

/** The materials by package, each with what is in hand of it; acts on the selected one stand below. */
export function ChecklistPanel({ opened }: { opened: OpenedCase }) {
  const { openCase } = useStores();
  const materialCode = useStore(openCase, (state) => state.materialCode);
  const { materials } = opened.item;
  const keys = useMaterialKeys(opened);
  const select = (by: 1 | -1): void => {
    const next = neighbourMaterial(materials, materialCode, by);
    if (next !== undefined) openCase.getState().selectMaterial(next);
  };
  useKey("nextMaterial", () => select(1));
  useKey("previousMaterial", () => select(-1));
  useKey("goToMaterials", focusChecklist);
  useEffect(() => {
    if (materialCode !== null) document.getElementById(optionId(materialCode))?.scrollIntoView({ block: "nearest" });
  }, [materialCode]);

  const checkedCount = materials.filter((material) => materialState(material, materialOf(opened.case, material.code)).tone === "done").length;
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === "ArrowDown" && !event.altKey) select(1);
    else if (event.key === "ArrowUp" && !event.altKey) select(-1);
    else if (event.key === "Enter") focusPages();
    else return keys.onKeyDown(event);
    event.preventDefault();
  };

  return (
    <section className="panel" aria-label="材料清单">
      <header>
        <h2>材料清单</h2>
        <span className="quiet">已核 {checkedCount} / {materials.length}</span>
      </header>
      <div className="body flush">
        <div
          id={checklistId}
          role="listbox"
          aria-label="材料"
          tabIndex={0}
          data-focus-home
          {...(materialCode === null ? {} : { "aria-activedescendant": optionId(materialCode) })}
          className="checklist"
          onKeyDown={onKeyDown}
        >
          {groupMaterials(materials).map((group) => (
            <div key={group.name} role="group" aria-label={group.name}>
              <div className="group-name" aria-hidden="true">{group.name}</div>
              {group.materials.map((material) => (
                <MaterialLine
                  key={material.code}
                  definition={material}
                  opened={opened}
                  isSelected={material.code === materialCode}
                  onSelect={() => openCase.getState().selectMaterial(material.code)}
                />
              ))}
            </div>
          ))}
        </div>
      </div>
      <footer><MaterialActions opened={opened} acts={keys.acts} /></footer>
    </section>
  );
}

function optionId(materialCode: string): string {
  return `material-${materialCode}`;
}

interface MaterialLineProps {
  readonly definition: MaterialDefinition;
  readonly opened: OpenedCase;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}

function MaterialLine({ definition, opened, isSelected, onSelect }: MaterialLineProps) {
  const state = materialState(definition, materialOf(opened.case, definition.code));
  return (
    <div id={optionId(definition.code)} role="option" aria-selected={isSelected} className={`material ${state.tone}`} onClick={onSelect}>
      <span className="mark" aria-hidden="true">{marks[state.tone]}</span>
      <span>
        <span className="material-name">{definition.name}</span>
        {definition.isRequired && <span className="danger" aria-label="必需"> *</span>}
        <span className="material-text">{state.text}</span>
        {state.mismatch && <span className="material-text warning">登记 {state.mismatch.sheetCount} 张，扫描 {state.mismatch.pageCount} 页，请核对</span>}
        {definition.condition && <span className="material-text">{definition.condition}</span>}
      </span>
    </div>
  );
}
