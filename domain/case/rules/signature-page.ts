import { findPageViolations } from "../../page/page-rules.ts";
import { allPages, type Case } from "../case-state.ts";
import type { Page } from "../page.ts";
import type { Refusal } from "../refusal.ts";

/** The picture of a signature is a page like any other, and one of its own (R-SCAN-1). */
export function findSignatureProblem(current: Case, page: Page): Refusal | undefined {
  const signatures = [current.handOver?.signature, ...current.documents.map(({ delivery }) => delivery?.signature)];
  const known = [...allPages(current), ...signatures.flatMap((signature) => (signature ? [signature.page] : []))];
  if (known.some(({ pageId }) => pageId === page.pageId)) return { code: "page-already-attached", pageId: page.pageId };
  const violations = findPageViolations({ ...page, bytes: page.byteLength, format: "jpeg" });
  return violations.length > 0 ? { code: "page-out-of-bounds", pageId: page.pageId, violations: violations.map(({ rule }) => rule) } : undefined;
}
