import type { ItemDefinition } from "../../item/item-definition.ts";
import { findPageViolations } from "../../page/page-rules.ts";
import { rolesAllowed } from "../available-actions.ts";
import { allPages, findPage, materialOf, type Case } from "../case-state.ts";
import type { Page } from "../page.ts";
import type { Refusal } from "../refusal.ts";
import { findFreeze } from "./materials.ts";
import { happened, refused, type Decision, type DecisionContext, type Rule } from "./rule.ts";

export const attachPages: Rule<"attachPages"> = (current, { payload }, { item }) => {
  const refusal =
    findFreeze(current, item, payload.materialCode) ??
    findPlaceProblem(payload.index, materialOf(current, payload.materialCode).pages.length) ??
    findNewPageProblem(current, payload.pages);
  return refusal ? refused(refusal) : happened({ kind: "pagesAttached", payload });
};

export const movePage: Rule<"movePage"> = (current, { payload }, context) =>
  changePage(current, payload.pageId, context, (from) => {
    const target = materialOf(current, payload.materialCode).pages.length;
    const pageCount = from === payload.materialCode ? target - 1 : target;
    const refusal = findFreeze(current, context.item, payload.materialCode) ?? findPlaceProblem(payload.index, pageCount);
    return refusal ? refused(refusal) : happened({ kind: "pageMoved", payload });
  });

export const removePage: Rule<"removePage"> = (current, { payload }, context) =>
  changePage(current, payload.pageId, context, () => happened({ kind: "pageRemoved", payload }));

export const turnPage: Rule<"turnPage"> = (current, { payload }, context) =>
  changePage(current, payload.pageId, context, () => happened({ kind: "pageTurned", payload }));

export const replacePage: Rule<"replacePage"> = (current, { payload }, context) =>
  changePage(current, payload.pageId, context, () => {
    const refusal = findNewPageProblem(current, [payload.page]);
    return refusal ? refused(refusal) : happened({ kind: "pageReplaced", payload });
  });

/**
 * The very page whose picture is lost gets another of the same sheet, also after the materials are frozen: the freeze keeps what was
 * accepted, and without the picture the centre has nothing of it (R-RECV-6, R-OFF-3).
 */
export const supplyLostPage: Rule<"supplyLostPage"> = (current, { payload }, { lostPages }) => {
  const place = findPage(current, payload.pageId);
  if (place === undefined) return refused({ code: "page-unknown", pageId: payload.pageId });
  if (lostPages?.has(place.page.sha256) !== true) return refused({ code: "page-not-lost", pageId: payload.pageId });
  const refusal = findNewPageProblem(current, [payload.page]);
  return refusal ? refused(refusal) : happened({ kind: "lostPageSupplied", payload: { ...payload, lostSha256: place.page.sha256 } });
};

/** What a rescan of one of the material's pages is: a change while the material may change, afterwards only the supply of what is lost. */
export function rescanKind(current: Case, item: ItemDefinition, materialCode: string): "replacePage" | "supplyLostPage" {
  const mayChange = rolesAllowed(current.stage, "replacePage").length > 0 && findFreeze(current, item, materialCode) === undefined;
  return mayChange ? "replacePage" : "supplyLostPage";
}

function changePage(current: Case, pageId: string, context: DecisionContext, change: (from: string) => Decision): Decision {
  const place = findPage(current, pageId);
  if (place === undefined) return refused({ code: "page-unknown", pageId });
  const freeze = findFreeze(current, context.item, place.materialCode);
  return freeze ? refused(freeze) : change(place.materialCode);
}

function findPlaceProblem(index: number, pageCount: number): Refusal | undefined {
  return index > pageCount ? { code: "place-out-of-range", index, pageCount } : undefined;
}

/** R-SCAN-1 holds at the case's door, whatever scanner or program the page came from; a page's id is used once. */
function findNewPageProblem(current: Case, pages: readonly Page[]): Refusal | undefined {
  const known = new Set(allPages(current).map((page) => page.pageId));
  for (const page of pages) {
    if (known.has(page.pageId)) return { code: "page-already-attached", pageId: page.pageId };
    known.add(page.pageId);
    const violations = findPageViolations({ ...page, bytes: page.byteLength, format: "jpeg" });
    if (violations.length > 0) {
      return { code: "page-out-of-bounds", pageId: page.pageId, violations: violations.map(({ rule }) => rule) };
    }
  }
  return undefined;
}
