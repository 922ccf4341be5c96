import { Failure } from "../../../domain/failure.ts";
import type { Sha256 } from "../../../domain/ids.ts";
import type { Store } from "../../../db/store.ts";
import type { CentreLink } from "../workplace/centre-link.ts";

export interface PagesPorts {
  readonly store: Pick<Store, "pages">;
  readonly link: Pick<CentreLink, "fetchPage" | "isOffline">;
  /** Pages the centre has too are kept here up to this size. */
  readonly cacheLimitBytes: number;
}

export interface Pages {
  /** The page's JPEG. Throws Failure `page-not-here` when it is at the centre only and that cannot be reached. */
  read(sha256: Sha256): Promise<Uint8Array>;
}

/** Pages as they are looked at: from here, else fetched once from the centre and kept for the next look. */
export function createPages({ store, link, cacheLimitBytes }: PagesPorts): Pages {
  const underWay = new Map<Sha256, Promise<Uint8Array>>();

  const fetchPage = async (sha256: Sha256): Promise<Uint8Array> => {
    try {
      const bytes = await link.fetchPage(sha256);
      store.pages.putFromCentre(sha256, bytes);
      store.pages.trim(cacheLimitBytes);
      return bytes;
    } catch (cause) {
      if (!link.isOffline(cause)) throw cause;
      throw new Failure("page-not-here", { retryable: true, details: { sha256 }, cause });
    }
  };

  return {
    read(sha256) {
      const kept = store.pages.find(sha256);
      // Copied: what the database hands out may be part of a larger buffer, which would travel to the page whole.
      if (kept) return Promise.resolve(new Uint8Array(kept));
      const fetching = underWay.get(sha256) ?? fetchPage(sha256).finally(() => underWay.delete(sha256));
      underWay.set(sha256, fetching);
      return fetching;
    },
  };
}
