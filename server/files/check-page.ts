import { Failure } from "../../domain/failure.ts";
import { findJpegHeader } from "../../domain/page/jpeg-header.ts";
import { findPageViolations, PAGE_FORMAT, type PageViolation } from "../../domain/page/page-rules.ts";

/**
 * R-SCAN-1 by the bytes themselves: what a command says of its page is the sender's word. Throws `file-not-a-page` with the `rules`
 * it breaks.
 */
export function checkPage(content: Uint8Array): void {
  const header = findJpegHeader(content);
  const rules: readonly PageViolation["rule"][] =
    header === undefined ? ["format"] : findPageViolations({ ...header, bytes: content.byteLength, format: PAGE_FORMAT }).map(({ rule }) => rule);
  if (rules.length > 0) throw new Failure("file-not-a-page", { details: { rules: rules.join(", "), offset: 0 } });
}
