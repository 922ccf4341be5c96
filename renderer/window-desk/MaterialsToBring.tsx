import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import { groupMaterials } from "./material-state.ts";

const formNames = { original: "原件", copy: "复印件", "original-and-copy": "原件及复印件" } as const;

/** Before reception: what the item asks for, so that the clerk can see at a glance whether it is all on the table. */
export function MaterialsToBring({ item }: { item: ItemDefinition | undefined }) {
  return (
    <section className="panel" aria-label="所需材料">
      <header><h2>所需材料</h2></header>
      {item ? (
        <div className="body stack" tabIndex={0} role="group" aria-label="材料与条件">
          {groupMaterials(item.materials).map((group) => (
            <div key={group.name}>
              <h3>{group.name}</h3>
              <ul className="to-bring">
                {group.materials.map((material) => (
                  <li key={material.code}>
                    {material.name}
                    <span className="quiet"> {formNames[material.form]} {material.copies} 份{material.isRequired ? "" : `（${material.condition ?? "非必需"}）`}</span>
                  </li>
                ))}
              </ul>
            </div>
          ))}
          <div>
            <h3>办理条件</h3>
            <ul className="to-bring">{item.conditions.map((condition) => <li key={condition}>{condition}</li>)}</ul>
          </div>
          <p className="quiet">法定 {item.statutoryWorkingDays} 个工作日，承诺 {item.promisedWorkingDays} 个工作日。咨询电话 {item.phones.join("、")}</p>
        </div>
      ) : (
        <p className="empty">选定事项后，这里列出要交的材料。</p>
      )}
    </section>
  );
}
