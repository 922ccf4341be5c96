import sharp from "sharp";
import { findPageViolations } from "../domain/page/page-rules.ts";
import { allPages, type Case } from "../domain/case/case-state.ts";

/** What the demo looks at itself; anything not as it should be makes it fail. */
export interface Checks {
  /** Records one check and says it. */
  check(what: string, isTrue: boolean): void;
  failedCount(): number;
}

export function startChecks(): Checks {
  let failed = 0;
  return {
    check(what, isTrue) {
      if (!isTrue) failed += 1;
      console.log(`  ${isTrue ? "✓" : "✗ 不对："} ${what}`);
    },
    failedCount: () => failed,
  };
}

/** R-SCAN-1 of every page as it is stored, looked at again from outside. */
export async function countBadPages(current: Case, read: (sha256: Case["materials"][string]["pages"][number]["sha256"]) => Promise<Uint8Array>): Promise<number> {
  let bad = 0;
  for (const page of allPages(current)) {
    const jpeg = await read(page.sha256);
    const { width, height, format } = await sharp(jpeg).metadata();
    if (findPageViolations({ width, height, bytes: jpeg.byteLength, format }).length > 0) bad += 1;
  }
  return bad;
}
