/** What a page is allowed to be (R-SCAN-1). The workstation checks before a page enters a case, the centre checks again. */

/** Pixels, written for a landscape sheet; a portrait sheet has them the other way round. */
export const PAGE_MINIMUM = { longSide: 640, shortSide: 480 } as const;
export const PAGE_MAXIMUM = { longSide: 1600, shortSide: 1200 } as const;
/** "90 KB" in its strict reading, so that both readings are satisfied. */
export const PAGE_LIMIT_BYTES = 90_000;
export const PAGE_FORMAT = "jpeg";

/** What a scan may have before it is a page. A sheet of A3 at 600 dpi, in colour and without compression, has 209 million. */
export const SCAN_LIMIT_BYTES = 256_000_000;

export interface PageFacts {
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly format: string;
}

export type PageViolation =
  | { readonly rule: "format"; readonly format: string }
  | { readonly rule: "too-small"; readonly width: number; readonly height: number }
  | { readonly rule: "too-large"; readonly width: number; readonly height: number }
  | { readonly rule: "too-many-bytes"; readonly bytes: number }
  | { readonly rule: "no-bytes" };

/** R-SCAN-1: everything that keeps these facts from being a page; empty when it is one. Sizes are in pixels and bytes. */
export function findPageViolations(page: PageFacts): PageViolation[] {
  const violations: PageViolation[] = [];
  if (page.format !== PAGE_FORMAT) violations.push({ rule: "format", format: page.format });
  if (isBelowPageMinimum(page)) violations.push({ rule: "too-small", width: page.width, height: page.height });
  if (isAbovePageMaximum(page)) violations.push({ rule: "too-large", width: page.width, height: page.height });
  if (page.bytes > PAGE_LIMIT_BYTES) violations.push({ rule: "too-many-bytes", bytes: page.bytes });
  if (!(page.bytes > 0)) violations.push({ rule: "no-bytes" });
  return violations;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

export function isBelowPageMinimum({ width, height }: Size): boolean {
  return !(Math.max(width, height) >= PAGE_MINIMUM.longSide && Math.min(width, height) >= PAGE_MINIMUM.shortSide);
}

export function isAbovePageMaximum({ width, height }: Size): boolean {
  return Math.max(width, height) > PAGE_MAXIMUM.longSide || Math.min(width, height) > PAGE_MAXIMUM.shortSide;
}

/** The largest page of the same proportions, never larger than the picture itself: `scale` is at most 1. */
export function fitPage({ width, height }: Size): Size & { readonly scale: number } {
  const scale = Math.min(1, PAGE_MAXIMUM.longSide / Math.max(width, height), PAGE_MAXIMUM.shortSide / Math.min(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)), scale };
}
