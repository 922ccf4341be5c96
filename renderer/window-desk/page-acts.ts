import type { CommandBody } from "../../domain/case/case-command.ts";
import { materialOf, type Case } from "../../domain/case/case-state.ts";
import type { Page, TurnDegrees } from "../../domain/case/page.ts";
import type { PageId } from "../../domain/ids.ts";

/** Takes the page one place on or back; undefined at the end. Places are those after the page was taken out (R-SCAN-2). */
export function moveBy(pages: readonly Page[], pageId: PageId, materialCode: string, by: 1 | -1): CommandBody | undefined {
  const index = pages.findIndex((page) => page.pageId === pageId) + by;
  return index < 0 || index >= pages.length ? undefined : { kind: "movePage", payload: { pageId, materialCode, index } };
}

/**
 * Puts a page before place `before` of the strip as it is shown, which still holds the page itself. Undefined when that is where
 * it lies already.
 */
export function moveBefore(pages: readonly Page[], pageId: PageId, materialCode: string, before: number): CommandBody | undefined {
  const from = pages.findIndex((page) => page.pageId === pageId);
  const index = from >= 0 && from < before ? before - 1 : before;
  return index === from ? undefined : { kind: "movePage", payload: { pageId, materialCode, index } };
}

/** Puts a page of another material behind this one's last. */
export function moveBehind(current: Pick<Case, "materials">, pageId: PageId, materialCode: string): CommandBody {
  return { kind: "movePage", payload: { pageId, materialCode, index: materialOf(current, materialCode).pages.length } };
}

export function turnBy(page: Page, degrees: 90 | 270): CommandBody {
  return { kind: "turnPage", payload: { pageId: page.pageId, turnDegrees: ((page.turnDegrees + degrees) % 360) as TurnDegrees } };
}
