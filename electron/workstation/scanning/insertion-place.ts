import type { Page } from "../../../domain/case/page.ts";
import type { PageId } from "../../../domain/ids.ts";

/**
 * Where the next page of a batch belongs, though the clerk inserts, moves and removes other pages of the material meanwhile
 * (R-SCAN-2): after the batch's last page that is still there, else where the batch began, told by its neighbours then.
 */
export interface InsertionPlace {
  /** The index to insert at, in the material as it is now. */
  next(pages: readonly Page[]): number;
  inserted(pageId: PageId): void;
}

/** `index` is where the batch begins in `pages`, the material as it was then. */
export function createInsertionPlace(pages: readonly Page[], index: number): InsertionPlace {
  const before = pages.slice(0, index).map(({ pageId }) => pageId);
  const after = pages.slice(index).map(({ pageId }) => pageId);
  const batch: PageId[] = [];
  return {
    next(current) {
      const places = new Map(current.map(({ pageId }, place) => [pageId, place]));
      const lastThere = (pageIds: readonly PageId[]): number | undefined => {
        const found = pageIds.findLast((pageId) => places.has(pageId));
        return found === undefined ? undefined : places.get(found);
      };
      const previous = lastThere(batch) ?? lastThere(before);
      if (previous !== undefined) return previous + 1;
      const following = after.find((pageId) => places.has(pageId));
      return following === undefined ? 0 : (places.get(following) ?? 0);
    },
    inserted: (pageId) => void batch.push(pageId),
  };
}
