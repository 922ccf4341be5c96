import { useEffect } from "react";
import { useStore } from "zustand";
import type { CaseRow, CaseView } from "../../contracts/ipc/cases.ts";
import { useStores } from "../app/stores.ts";
import { useOpenCase } from "../app/use-open-case.ts";
import { searchFieldId } from "../app/TopBar.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { bindingOf, type KeyAction } from "../keyboard/key-map.ts";
import { focusSoon } from "../app/focus-guard.ts";
import { CaseTable } from "./CaseTable.tsx";
import type { ColumnSet } from "./columns.ts";

const views: readonly [CaseView, KeyAction][] = [["today", "showToday"], ["open", "showOpen"], ["all", "showAll"], ["publications", "showPublications"], ["published", "showPublished"], ["due", "showDue"], ["to-deliver", "showToDeliver"]];
const emptyTexts: Partial<Record<CaseView, string>> = { today: "今天还没有办件。按 F2 开始新办件。", open: "没有未结的办件。", all: "本机还没有办件。", publications: "没有待公示的结果。", published: "还没有公示过的结果。", due: "没有今天到期或逾期的办件。", "to-deliver": "没有待送达的文书。" };

const columnsOf = (view: CaseView): ColumnSet => (view === "publications" || view === "published" || view === "to-deliver" ? view : "cases");

/** With how many there are, where some wait to be done. */
function labelOf(action: KeyAction, count = 0): string {
  const { label } = bindingOf(action);
  return count === 0 ? label : `${label} ${count}`;
}

/** Today's cases, with state and light; a search goes through the view chosen. */
export function CasesDesk() {
  const { cases, due, toDeliver } = useStores();
  const counts: Partial<Record<CaseView, number>> = { due: useStore(due, (state) => state.total), "to-deliver": useStore(toDeliver, (state) => state.total) };
  const { view, search, total, isLoaded, show, searchFor } = useStore(cases);
  const openCase = useOpenCase();
  useEffect(() => show(cases.getState().view), [cases, show]);
  useEffect(() => focusSoon(searchFieldId), []);
  const openFirst = (event: React.KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const grid = document.querySelector<HTMLElement>("[role=grid]");
    if (event.key === "ArrowDown") grid?.focus();
    const row = cases.getState().rows.get(cases.getState().activeIndex);
    if (event.key === "Enter" && row && total === 1) openCase(row.caseId);
    else if (event.key === "Enter") grid?.focus();
  };
  return (
    <section className="panel list-desk" aria-label="今日办件">
      <header>
        <div className="row" role="group" aria-label="范围">
          {views.map(([value, action]) => (
            <KeyButton key={value} action={action} label={labelOf(action, counts[value])} isPrimary={view === value} onPress={() => show(value)} />
          ))}
        </div>
        <div className="row">
          <label htmlFor={searchFieldId}>查找<kbd aria-hidden="true">F3</kbd></label>
          <input
            id={searchFieldId}
            className="search"
            type="search"
            placeholder="姓名、项目、编号或手机的一部分"
            value={search}
            onChange={(event) => searchFor(event.target.value)}
            onKeyDown={openFirst}
          />
          <span className="quiet" role="status">{isLoaded ? `${total} 件` : "正在读取…"}</span>
        </div>
      </header>
      <CaseTable
        store={cases}
        label="办件列表"
        columns={columnsOf(view)}
        emptyText={search === "" ? (emptyTexts[view] ?? "没有办件。") : `没有找到“${search}”。可换“全部”再找。`}
        onOpen={(row: CaseRow) => openCase(row.caseId)}
      />
    </section>
  );
}
