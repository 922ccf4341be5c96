import { useEffect } from "react";
import { useStore } from "zustand";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { materialOf } from "../../domain/case/case-state.ts";
import { useStores } from "../app/stores.ts";
import { groupMaterials, materialState } from "../window-desk/material-state.ts";

/** The checklist as it was handed in; choosing a material shows its first page. */
export function MaterialList({ opened }: { opened: OpenedCase }) {
  const { reviewer } = useStores();
  const { place, goTo, stepMaterial } = useStore(reviewer);
  const materialCode = place?.materialCode ?? null;
  useEffect(() => {
    if (materialCode !== null) document.getElementById(`reviewed-${materialCode}`)?.scrollIntoView({ block: "nearest" });
  }, [materialCode]);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.ctrlKey || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    stepMaterial(event.key === "ArrowDown" ? 1 : -1);
  };
  return (
    <section className="panel" aria-label="材料清单">
      <header><h2>材料清单</h2></header>
      <div className="body flush">
        <div className="checklist" role="listbox" aria-label="材料" tabIndex={0} {...(materialCode === null ? {} : { "aria-activedescendant": `reviewed-${materialCode}` })} onKeyDown={onKeyDown}>
          {groupMaterials(opened.item.materials).map((group) => (
            <div key={group.name} role="group" aria-label={group.name}>
              <div className="group-name" aria-hidden="true">{group.name}</div>
              {group.materials.map((material) => {
                const { tone, text } = materialState(material, materialOf(opened.case, material.code));
                return (
                  <div
                    key={material.code}
                    id={`reviewed-${material.code}`}
                    role="option"
                    aria-selected={material.code === materialCode}
                    className={`material ${tone}`}
                    onClick={() => goTo({ materialCode: material.code, index: 0 })}
                  >
                    <span>
                      <span className="material-name">{material.name}</span>
                      <span className="material-text">{text}</span>
                    </span>
                  </div>
                );
              })}
            </div>
          ))}
        </div>
      </div>
    </section>
  );
}
