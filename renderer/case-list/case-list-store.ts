import { createStore } from "zustand/vanilla";
import type { CaseRow, CaseView } from "../../contracts/ipc/cases.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { NoticeStore } from "../app/notice-store.ts";
import type { Services } from "../app/services.ts";

/** A list of any length: only the stretches looked at are fetched, rows not here yet are holes. */
export interface CaseListStore {
  readonly view: CaseView;
  readonly search: string;
  readonly total: number;
  readonly rows: ReadonlyMap<number, CaseRow>;
  readonly activeIndex: number;
  /** False until the first answer: an empty list and an unknown one look different. */
  readonly isLoaded: boolean;
  show(view: CaseView): void;
  searchFor(text: string): void;
  /** Fetches what of rows `first` … `last` is missing. */
  need(first: number, last: number): void;
  activate(index: number): void;
  /** Fetches anew what has been fetched, keeping the old rows on screen until then. */
  refresh(): void;
  /** Holds nothing any more, as before it was shown first. */
  clear(): void;
  start(): () => void;
}

export const rowsPerFetch = 100;
const searchesAfterMs = 120;
const refreshesAfterMs = 150;

export function createCaseListStore({ client, schedule }: Services, notices: () => NoticeStore, firstView: CaseView) {
  return createStore<CaseListStore>()((set, get) => {
    /** Answers to questions asked before the list became another are thrown away. */
    let generation = 0;
    let asked = new Set<number>();
    let callOffSearch: (() => void) | undefined;
    let callOffRefresh: (() => void) | undefined;

    const fetchBlock = async (block: number, isFresh: boolean): Promise<void> => {
      asked.add(block);
      const mine = generation;
      const { view, search } = get();
      const offset = block * rowsPerFetch;
      try {
        const { rows, total } = await client.call("cases.list", { view, search, offset, limit: rowsPerFetch });
        if (mine !== generation) return;
        const known = isFresh ? new Map<number, CaseRow>() : new Map(get().rows);
        rows.forEach((row, index) => known.set(offset + index, row));
        for (const index of known.keys()) if (index >= total) known.delete(index);
        set({ rows: known, total, isLoaded: true, activeIndex: Math.min(get().activeIndex, Math.max(0, total - 1)) });
      } catch (error) {
        asked.delete(block);
        if (mine === generation) notices().report(error);
      }
    };
    const begin = (): void => {
      generation += 1;
      asked = new Set();
      set({ activeIndex: 0 });
      void fetchBlock(0, true);
    };

    const empty = () => ({ view: firstView, search: "", total: 0, rows: new Map<number, CaseRow>(), activeIndex: 0, isLoaded: false });

    return {
      ...empty(),
      show(view) {
        set({ view });
        begin();
      },
      searchFor(search) {
        set({ search });
        callOffSearch?.();
        callOffSearch = schedule(begin, searchesAfterMs);
      },
      need(first, last) {
        const { total } = get();
        for (let block = Math.floor(first / rowsPerFetch); block * rowsPerFetch <= Math.min(last, total - 1); block += 1) {
          if (!asked.has(block)) void fetchBlock(block, false);
        }
      },
      activate: (index) => set({ activeIndex: Math.min(Math.max(0, index), Math.max(0, get().total - 1)) }),
      refresh() {
        generation += 1;
        const near = Math.floor(get().activeIndex / rowsPerFetch);
        asked = new Set();
        void fetchBlock(near, false);
      },
      clear() {
        generation += 1;
        asked = new Set();
        callOffSearch?.();
        callOffRefresh?.();
        set(empty());
      },
      start: () =>
        client.subscribe("cases.changed", () => {
          callOffRefresh?.();
          callOffRefresh = schedule(() => get().refresh(), refreshesAfterMs);
        }),
    };
  });
}

export function findRow(rows: ReadonlyMap<number, CaseRow>, caseId: CaseId): number | undefined {
  for (const [index, row] of rows) if (row.caseId === caseId) return index;
  return undefined;
}
