import { createStore, type StoreApi } from "zustand/vanilla";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import type { CommandBody } from "../../domain/case/case-command.ts";
import { findPage, materialOf } from "../../domain/case/case-state.ts";
import type { Page } from "../../domain/case/page.ts";
import type { CaseId, PageId } from "../../domain/ids.ts";
import type { NoticeStore } from "../app/notice-store.ts";
import type { Services } from "../app/services.ts";
import type { ScanProgress } from "../../contracts/ipc/scanning.ts";
import type { UnsentWordsStore } from "../unsent-words/unsent-words-store.ts";
import { sheetsAfterScan } from "./count-sheets.ts";
import { namesOf } from "../app/catalogue-store.ts";

/** The case on the window desk, from reception on. */
export interface CaseStore {
  readonly opened: OpenedCase | null;
  readonly materialCode: string | null;
  readonly pageId: PageId | null;
  /** Where the next scan goes, before this place; null for behind the last page. */
  readonly insertIndex: number | null;
  /** The page taken out last, while it can be put back as it was. */
  readonly lastRemoved: { materialCode: string; index: number; page: Page } | null;
  /** Acts given and not answered yet. */
  readonly pendingCount: number;
  open(caseId: CaseId): Promise<void>;
  show(opened: OpenedCase): void;
  close(): void;
  selectMaterial(materialCode: string): void;
  selectPage(pageId: PageId | null): void;
  setInsertIndex(index: number | null): void;
  /** Acts one after the other, in the order given. True when it was done; a refusal or failure is shown. */
  act(body: CommandBody): Promise<boolean>;
  /** Takes the selected page out, remembering it. */
  removePage(): Promise<void>;
  restorePage(): Promise<void>;
  /** A batch has ended: the sheets registered follow the pages scanned, unless they were typed. */
  countSheets(progress: ScanProgress): Promise<void>;
  /** Subscribes to news of the case. Returns a function that ends it. */
  start(): () => void;
}

/** Remembers the case on the desk, so that a restart brings it back. */
const openCasePreference = "window-desk.open-case";

export function createCaseStore({ client, preferences }: Services, notices: () => NoticeStore, unsentWords: StoreApi<UnsentWordsStore>) {
  return createStore<CaseStore>()((set, get) => {
    let queue: Promise<unknown> = Promise.resolve();

    const show = (opened: OpenedCase): void => {
      const before = get();
      const isSame = before.opened?.case.id === opened.case.id;
      // An answer overtaken by a newer one must not turn the page back.
      if (isSame && before.opened && opened.case.version < before.opened.case.version && opened.waitingCommandCount > 0) return;
      const materialCode = (isSame ? before.materialCode : null) ?? firstToDo(opened);
      const pages = materialCode === null ? [] : materialOf(opened.case, materialCode).pages;
      const pageId = keepSelection(before, opened.case.id, pages.map((page) => page.pageId));
      if (!isSame) set({ lastRemoved: null });
      const insertIndex = isSame && before.insertIndex !== null && before.insertIndex <= pages.length ? before.insertIndex : null;
      set({ opened, materialCode, pageId, insertIndex });
      preferences.write(openCasePreference, opened.case.id);
    };

    const reload = async (caseId: CaseId): Promise<void> => {
      const opened = await client.call("cases.open", { caseId });
      if (get().opened?.case.id === caseId) show(opened);
    };

    return {
      opened: null,
      materialCode: null,
      pageId: null,
      insertIndex: null,
      lastRemoved: null,
      pendingCount: 0,
      show,
      async open(caseId) {
        try {
          show(await client.call("cases.open", { caseId }));
        } catch (error) {
          notices().report(error);
        }
      },
      close() {
        set({ opened: null, materialCode: null, pageId: null, insertIndex: null, lastRemoved: null });
        preferences.write(openCasePreference, "");
      },
      selectMaterial(materialCode) {
        const { opened } = get();
        const first = opened ? materialOf(opened.case, materialCode).pages[0] : undefined;
        set({ materialCode, pageId: first?.pageId ?? null, insertIndex: null });
      },
      selectPage: (pageId) => set({ pageId }),
      setInsertIndex: (insertIndex) => set({ insertIndex }),
      act(body) {
        const caseId = get().opened?.case.id;
        if (caseId === undefined) return Promise.resolve(false);
        set({ pendingCount: get().pendingCount + 1 });
        const give = async (): Promise<boolean> => {
          try {
            const answer = await client.call("cases.act", { caseId, body });
            if (answer.outcome === "refused") {
              notices().refuse(answer.refusal, namesOf(get().opened?.item));
              return false;
            }
            if (get().opened?.case.id === caseId) show(answer.opened);
            return true;
          } catch (error) {
            notices().report(error);
            return false;
          } finally {
            set({ pendingCount: get().pendingCount - 1 });
          }
        };
        const done = queue.then(() => unsentWords.getState().giving(caseId, body.kind, give));
        queue = done;
        return done;
      },
      async removePage() {
        const { opened, pageId } = get();
        const place = opened && pageId !== null ? findPage(opened.case, pageId) : undefined;
        if (place && (await get().act({ kind: "removePage", payload: { pageId: place.page.pageId } }))) set({ lastRemoved: place });
      },
      async restorePage() {
        const { lastRemoved, opened } = get();
        if (!lastRemoved || !opened) return;
        const { materialCode, page } = lastRemoved;
        const index = Math.min(lastRemoved.index, materialOf(opened.case, materialCode).pages.length);
        if (await get().act({ kind: "attachPages", payload: { materialCode, index, pages: [page] } })) set({ lastRemoved: null, materialCode, pageId: page.pageId });
      },
      async countSheets(progress) {
        if (progress.state === "running" || get().opened?.case.id !== progress.target.caseId) return;
        try {
          const opened = await client.call("cases.open", { caseId: progress.target.caseId });
          for (const body of sheetsAfterScan(opened, progress)) if (get().opened?.case.id === opened.case.id) await get().act(body);
        } catch (error) {
          notices().report(error);
        }
      },
      start: () =>
        client.subscribe("cases.changed", ({ caseIds }) => {
          const caseId = get().opened?.case.id;
          if (caseId !== undefined && caseIds.includes(caseId)) void reload(caseId).catch((error: unknown) => notices().report(error));
        }),
    };
  });
}

export function findRememberedCase(preferences: Services["preferences"]): CaseId | undefined {
  const remembered = preferences.read(openCasePreference);
  return remembered ? (remembered as CaseId) : undefined;
}

/** The first material still without anything: where a clerk goes on. */
function firstToDo({ case: current, item }: OpenedCase): string | null {
  const toDo = item.materials.find(({ code, isRequired }) => {
    const { record, certificate, pages } = materialOf(current, code);
    return isRequired && record === null && certificate === null && pages.length === 0;
  });
  return (toDo ?? item.materials[0])?.code ?? null;
}

/** The same page while it is there; else its neighbour, so that deleting page after page needs no mouse. */
function keepSelection(before: CaseStore, caseId: CaseId, pageIds: readonly PageId[]): PageId | null {
  if (before.opened?.case.id !== caseId || before.materialCode === null) return pageIds[0] ?? null;
  if (before.pageId !== null && pageIds.includes(before.pageId)) return before.pageId;
  const place = materialOf(before.opened.case, before.materialCode).pages.findIndex((page) => page.pageId === before.pageId);
  return pageIds[Math.min(Math.max(place, 0), pageIds.length - 1)] ?? null;
}
