import { useEffect, useState, type ReactNode } from "react";

export interface RecordListProps<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly idOf: (item: T) => string;
  readonly emptyText: string;
  readonly renderItem: (item: T) => ReactNode;
  /** Buttons for the selected one, each with its key. */
  readonly renderActions: (item: T) => ReactNode;
}

/** A short list of records: one is selected, the buttons below act on it. */
export function RecordList<T>({ label, items, idOf, emptyText, renderItem, renderActions }: RecordListProps<T>) {
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const at = Math.max(0, items.findIndex((item) => idOf(item) === selectedId));
  const selected = items[at];
  useEffect(() => {
    document.querySelector<HTMLElement>(".record-list")?.focus();
  }, []);
  const go = (index: number): void => {
    const item = items[Math.min(items.length - 1, Math.max(0, index))];
    if (!item) return;
    setSelectedId(idOf(item));
    document.getElementById(`record-${idOf(item)}`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const moves: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    go(move);
  };
  if (items.length === 0) return <p className="empty record-list" tabIndex={-1}>{emptyText}</p>;
  return (
    <>
      <div
        className="record-list"
        role="listbox"
        aria-label={label}
        tabIndex={0}
        data-focus-home
        {...(selected === undefined ? {} : { "aria-activedescendant": `record-${idOf(selected)}` })}
        onKeyDown={onKeyDown}
      >
        {items.map((item, index) => (
          <div key={idOf(item)} id={`record-${idOf(item)}`} role="option" aria-selected={item === selected} className="record" onClick={() => go(index)}>
            {renderItem(item)}
          </div>
        ))}
      </div>
      {selected !== undefined && <footer><div className="row" role="toolbar" aria-label={`${label}的操作`}>{renderActions(selected)}</div></footer>}
    </>
  );
}
