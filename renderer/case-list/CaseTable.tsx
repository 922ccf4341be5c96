import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useStore, type StoreApi } from "zustand";
import { lightWording } from "../../contracts/wording/cases.ts";
import { pauseWording } from "../../contracts/wording/flow.ts";
import type { CaseRow } from "../../contracts/ipc/cases.ts";
import { explainLight } from "../../domain/deadline/light.ts";
import { useDue } from "../app/use-due.ts";
import { useNow } from "../app/use-now.ts";
import { CaseTableRow } from "./CaseTableRow.tsx";
import type { CaseListStore } from "./case-list-store.ts";
import { columnsFor, deadlineOf, type ColumnSet } from "./columns.ts";

const rowHeightPx = 34;

export interface CaseTableProps {
  readonly store: StoreApi<CaseListStore>;
  readonly label: string;
  readonly columns: ColumnSet;
  readonly emptyText: string;
  readonly onOpen: (row: CaseRow) => void;
}

/** A list of cases of any length, walked with the arrow keys and opened with Enter. Only the rows in sight are drawn. */
export function CaseTable({ store, label, columns: columnSet, emptyText, onOpen }: CaseTableProps) {
  const { rows, total, activeIndex, isLoaded, need, activate } = useStore(store);
  const frame = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const now = useNow();
  const columns = columnsFor(columnSet);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by hand or by compiler
  const virtual = useVirtualizer({ count: total, getScrollElement: () => frame.current, estimateSize: () => rowHeightPx, overscan: 12 });
  const drawn = virtual.getVirtualItems();
  const [first, last] = [drawn[0]?.index ?? 0, drawn.at(-1)?.index ?? 0];
  const fetchSeen = useEffectEvent(() => need(first, last));
  useEffect(() => fetchSeen(), [first, last, total, rows]);

  const go = (index: number): void => {
    const target = Math.min(total - 1, Math.max(0, index));
    activate(target);
    if (total > 0) virtual.scrollToIndex(target);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const perPage = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / rowHeightPx) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: activeIndex + 1, ArrowUp: activeIndex - 1, PageDown: activeIndex + perPage, PageUp: activeIndex - perPage, Home: 0, End: total - 1,
    };
    const move = moves[event.key];
    const row = rows.get(activeIndex);
    if (event.ctrlKey || event.altKey) return;
    if (move !== undefined) go(move);
    else if (event.key === "Enter" && row) onOpen(row);
    else return;
    event.preventDefault();
  };
  const writeDue = useDue();
  const explained = rows.get(hovered ?? activeIndex);
  const deadline = explained && deadlineOf(explained, columnSet);

  return (
    <>
      <div
        ref={frame}
        className="case-table"
        role="grid"
        aria-label={label}
        aria-rowcount={total + 1}
        tabIndex={0}
        data-focus-home
        {...(rows.has(activeIndex) ? { "aria-activedescendant": `${label}-${activeIndex}` } : {})}
        onKeyDown={onKeyDown}
        onMouseLeave={() => setHovered(null)}
      >
        <div className="case-row case-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: columns.map((column) => column.width).join(" ") }}>
          {columns.map((column) => <span key={column.title} role="columnheader">{column.title}</span>)}
        </div>
        <div role="rowgroup" className="case-rows" style={{ height: virtual.getTotalSize() }}>
          {drawn.map(({ index, start }) => (
            <CaseTableRow
              key={index}
              id={`${label}-${index}`}
              row={rows.get(index)}
              rowIndex={index}
              topPx={start}
              columns={columns}
              now={now}
              isActive={index === activeIndex}
              onActivate={() => activate(index)}
              onHover={() => setHovered(index)}
              onOpen={onOpen}
            />
          ))}
        </div>
      </div>
      {isLoaded && total === 0 && <p className="empty">{emptyText}</p>}
      <p className="light-explanation" aria-live="polite">
        {explained?.pause
          ? `${explained.applicantName} · ${pauseWording(explained.pause)}`
          : explained && deadline
          ? `${explained.applicantName} · ${lightWording(explainLight({ ...deadline, doneAt: null }, now), writeDue)}`
          : explained ? `${explained.applicantName} · 没有正在计算的期限。` : ""}
      </p>
    </>
  );
}
