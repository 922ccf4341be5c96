import { useStore } from "zustand";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { materialOf } from "../../domain/case/case-state.ts";
import { useStores } from "../app/stores.ts";
import type { KeyAction } from "../keyboard/key-map.ts";
import { moveBy, turnBy } from "./page-acts.ts";
import { isToBeSupplied, mayChangePages, moveTargetsOf, rescanTargetOf } from "./scan-target.ts";

export interface PageActs {
  readonly mayChange: boolean;
  /** What may be done to the selected page, by action. */
  readonly byKey: Partial<Record<KeyAction, () => void>>;
}

/** R-SCAN-2: the operations on the selected page; none disturbs the others. `askWhere` asks which material it goes to instead. */
export function usePageActs(opened: OpenedCase, materialCode: string, askWhere: () => void): PageActs {
  const { openCase, scans } = useStores();
  const { pageId, insertIndex } = useStore(openCase);
  const mayChange = mayChangePages(opened, materialCode);
  const { pages } = materialOf(opened.case, materialCode);
  const index = pages.findIndex((page) => page.pageId === pageId);
  const page = pages[index];
  const rescan = (): void => void (page && scans.getState().scan(rescanTargetOf(opened, materialCode, page.pageId)));
  if (!mayChange || !page) return { mayChange, byKey: isToBeSupplied(opened, materialCode, page) ? { rescan } : {} };
  const { act, removePage, setInsertIndex } = openCase.getState();
  const move = (by: 1 | -1): void => {
    const body = moveBy(pages, page.pageId, materialCode, by);
    if (body) void act(body);
  };
  return {
    mayChange,
    byKey: {
      movePageBack: () => move(-1),
      movePageOn: () => move(1),
      ...(moveTargetsOf(opened, materialCode).length > 0 && { moveElsewhere: askWhere }),
      turnLeft: () => void act(turnBy(page, 270)),
      turnRight: () => void act(turnBy(page, 90)),
      insertHere: () => setInsertIndex(insertIndex === index ? null : index),
      rescan,
      removePage: () => void removePage(),
    },
  };
}
