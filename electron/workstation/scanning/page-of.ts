import type { Page } from "../../../domain/case/page.ts";
import type { Sha256 } from "../../../domain/ids.ts";
import type { PreparedPage } from "../../../scanner/pipeline/prepare-page.ts";

/** A prepared page as the case names it. A long file name is cut to what the record takes. */
export function pageOf(prepared: PreparedPage, stamp: Pick<Page, "pageId" | "scannedAt" | "source">): Page {
  const { sha256, bytes, width, height, isBlank } = prepared;
  return { ...stamp, source: stamp.source.slice(0, 200), sha256: sha256 as Sha256, byteLength: bytes, width, height, isBlank, turnDegrees: 0 };
}
