import { describe, expect, it } from "vitest";
import fc from "fast-check";
import type { Page } from "../../../domain/case/page.ts";
import type { PageId } from "../../../domain/ids.ts";
import { testPage } from "../../../test/fixtures/cases.ts";
import { createInsertionPlace } from "./insertion-place.ts";

const page = (count: number): Page => testPage(count);
const idOf = (count: number): PageId => page(count).pageId;
const numbers = (pages: readonly Page[]): number[] => pages.map(({ pageId }) => Number(pageId.slice(-12)));

describe("the place of a batch's next page (R-SCAN-2)", () => {
  it("is where the clerk pointed, then after the page before", () => {
    const pages = [page(1), page(2)];
    const place = createInsertionPlace(pages, 1);
    expect(place.next(pages)).toBe(1);
    place.inserted(idOf(11));
    expect(place.next([page(1), page(11), page(2)])).toBe(2);
  });

  it("moves along when the clerk inserts before it", () => {
    const place = createInsertionPlace([page(1), page(2)], 1);
    expect(place.next([page(31), page(1), page(2)])).toBe(2);
  });

  it("follows the batch's last page when the clerk moves it", () => {
    const place = createInsertionPlace([page(1)], 1);
    place.inserted(idOf(11));
    expect(place.next([page(11), page(1)])).toBe(1);
  });

  it("goes back to the page before when the batch's last page is removed", () => {
    const place = createInsertionPlace([page(1), page(2)], 1);
    place.inserted(idOf(11));
    place.inserted(idOf(12));
    expect(place.next([page(1), page(11), page(2)])).toBe(2);
    expect(place.next([page(1), page(2)])).toBe(1);
  });

  it("stays before what followed when everything before is gone", () => {
    const place = createInsertionPlace([page(1), page(2)], 1);
    expect(place.next([page(31), page(2)])).toBe(1);
    expect(place.next([page(31)])).toBe(0);
    expect(place.next([])).toBe(0);
  });

  it("keeps the paper's order whatever the clerk does to the other pages", () => {
    const interference = fc.array(fc.record({ act: fc.constantFrom("insert", "remove", "move"), at: fc.nat(20), to: fc.nat(20) }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.nat(5), fc.nat(5), fc.array(interference, { maxLength: 6 }), (count, start, rounds) => {
        let pages = Array.from({ length: count }, (_, index) => page(index + 1));
        const place = createInsertionPlace(pages, Math.min(start, count));
        let foreign = 500;
        rounds.forEach((acts, round) => {
          for (const { act, at, to } of acts) {
            const others = pages.map((one, index) => ({ one, index })).filter(({ one }) => Number(one.pageId.slice(-12)) < 100 || Number(one.pageId.slice(-12)) >= 500);
            if (act === "insert") pages = pages.toSpliced(at % (pages.length + 1), 0, page(foreign++));
            const chosen = others[at % Math.max(1, others.length)];
            if (act === "insert" || !chosen) continue;
            pages = pages.toSpliced(pages.indexOf(chosen.one), 1);
            if (act === "move") pages = pages.toSpliced(to % (pages.length + 1), 0, chosen.one);
          }
          const index = place.next(pages);
          expect(index).toBeGreaterThanOrEqual(0);
          expect(index).toBeLessThanOrEqual(pages.length);
          pages = pages.toSpliced(index, 0, page(100 + round));
          place.inserted(idOf(100 + round));
        });
        const ofBatch = numbers(pages).filter((number) => number >= 100 && number < 500);
        expect(ofBatch).toEqual(ofBatch.toSorted((a, b) => a - b));
      }),
    );
  });
});
