import { useState } from "react";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import { Field } from "../desk/Field.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { focusSoon } from "../app/focus-guard.ts";
import { findItems } from "./find-items.ts";
import { fieldIdOf } from "./field-ids.ts";

export interface ItemPickerProps {
  readonly items: readonly ItemDefinition[];
  readonly chosen: ItemDefinition | undefined;
  readonly problem: string | null | undefined;
  readonly onChoose: (itemCode: string) => void;
  /** Called with the choice made, to send the focus on. */
  readonly onDone: () => void;
}

const fieldId = fieldIdOf("itemCode");

/** The item, by part of its name or by the number before it. Folds to one line once chosen. */
export function ItemPicker({ items, chosen, problem, onChoose, onDone }: ItemPickerProps) {
  const [isChanging, setChanging] = useState(false);
  if (chosen && !isChanging) {
    return (
      <div className="field">
        <span className="label">事项</span>
        <div className="spread">
          <strong data-testid="chosen-item">{chosen.name}</strong>
          <KeyButton id={fieldId} action="changeItem" onPress={() => { setChanging(true); focusSoon(fieldId); }} />
        </div>
        <span className="hint">{chosen.officeName}，承诺 {chosen.promisedWorkingDays} 个工作日，材料 {chosen.materials.length} 项</span>
      </div>
    );
  }
  const choose = (item: ItemDefinition): void => {
    setChanging(false);
    onChoose(item.code);
    onDone();
  };
  return <ItemSearch items={items} problem={problem} onChoose={choose} />;
}

function ItemSearch({ items, problem, onChoose }: Pick<ItemPickerProps, "items" | "problem"> & { onChoose: (item: ItemDefinition) => void }) {
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const found = findItems(items, typed);
  const activeItem = found[Math.min(active, found.length - 1)];

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const byNumber = typed === "" && /^[1-9]$/.test(event.key) ? found[Number(event.key) - 1] : undefined;
    const picked = byNumber ?? (event.key === "Enter" ? activeItem : undefined);
    if (picked) onChoose(picked);
    else if (event.key === "ArrowDown") setActive(Math.min(found.length - 1, active + 1));
    else if (event.key === "ArrowUp") setActive(Math.max(0, active - 1));
    else return;
    event.preventDefault();
  };

  return (
    <Field id={fieldId} label="事项" isRequired problem={problem}>
      {(aria) => (
        <>
          <input
            {...aria}
            role="combobox"
            aria-expanded
            aria-controls="item-list"
            {...(activeItem ? { "aria-activedescendant": `item-${activeItem.code}` } : {})}
            autoComplete="off"
            placeholder="输入名称的一部分，或按前面的数字选择"
            value={typed}
            onChange={(event) => { setTyped(event.target.value); setActive(0); }}
            onKeyDown={onKeyDown}
          />
          <ul id="item-list" role="listbox" aria-label="可选列表" className="item-list">
            {found.map((item, index) => (
              <li key={item.code} id={`item-${item.code}`} role="option" aria-selected={item === activeItem} onClick={() => onChoose(item)}>
                <span>{index < 9 && <kbd aria-hidden="true">{index + 1}</kbd>} {item.name}</span>
                <span className="quiet">{item.officeName}</span>
              </li>
            ))}
          </ul>
          {found.length === 0 && <p className="hint">{items.length === 0 ? "事项目录还没有同步下来，请联网后再试。" : "没有这样的事项。"}</p>}
        </>
      )}
    </Field>
  );
}
