import type { Attention } from "../../../contracts/ipc/workplace.ts";
import type { ListedAttention } from "../../../db/store-types.ts";
import { materialOf, type Case } from "../../../domain/case/case-state.ts";

/** The rows as the desk shows them: a page that was not sent also with where it lies in its case (R-OFF-3). */
export function listAttentions(listed: readonly ListedAttention[], findCase: (caseId: Case["id"]) => Case | undefined): Attention[] {
  return listed.map(({ cause, ...about }) => {
    if (cause.kind !== "page-not-sent") return { ...about, cause };
    const current = about.caseId === null ? undefined : findCase(about.caseId);
    return { ...about, cause: { ...cause, place: (current && placeOf(current, cause.sha256)) ?? null } };
  });
}

function placeOf(current: Case, sha256: string) {
  for (const materialCode of Object.keys(current.materials)) {
    const index = materialOf(current, materialCode).pages.findIndex((page) => page.sha256 === sha256);
    const page = materialOf(current, materialCode).pages[index];
    if (page !== undefined) return { materialCode, pageId: page.pageId, pageNumber: index + 1 };
  }
  return undefined;
}
