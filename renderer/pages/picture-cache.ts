import type { Sha256 } from "../../domain/ids.ts";

export interface PictureCacheParts {
  read(sha256: Sha256): Promise<Uint8Array>;
  makeUrl(jpeg: Uint8Array): string;
  revokeUrl(url: string): void;
  /** Has the browser read a picture in that will probably be shown next; what it answers is held as long as the URL is good. */
  loadAhead(url: string): unknown;
}

export interface PictureCache {
  /** The page's picture as a URL, good until the lease is ended. Rejects as the reading does; a later lease tries again. */
  lease(sha256: Sha256): PictureLease;
  /** The picture's URL when it is here already: good until something else is leased or preloaded, so lease it at once. */
  find(sha256: Sha256): string | undefined;
  /** Reads a page that will probably be looked at next; failures are left to the lease. */
  preload(sha256: Sha256): void;
}

export interface PictureLease {
  readonly url: Promise<string>;
  end(): void;
}

interface Entry {
  readonly url: Promise<string>;
  leaseCount: number;
  knownUrl?: string;
  /** Keeps the picture where the browser finds it. */
  loaded?: unknown;
}

/**
 * Keeps the pictures in use and the `idleLimit` looked at last; the URLs of all others are revoked, so that a day's thousands of
 * pages do not pile up in memory.
 */
export function createPictureCache(parts: PictureCacheParts, idleLimit: number): PictureCache {
  // In the order last used: the first is the oldest.
  const entries = new Map<Sha256, Entry>();

  const drop = (sha256: Sha256, entry: Entry): void => {
    if (entries.get(sha256) === entry) entries.delete(sha256);
    entry.url.then((url) => parts.revokeUrl(url), () => undefined);
  };
  const trim = (): void => {
    const idle = [...entries].filter(([, entry]) => entry.leaseCount === 0);
    for (const [sha256, entry] of idle.slice(0, Math.max(0, idle.length - idleLimit))) drop(sha256, entry);
  };
  const touch = (sha256: Sha256): Entry => {
    const known = entries.get(sha256);
    const entry: Entry = known ?? { url: parts.read(sha256).then((jpeg) => parts.makeUrl(jpeg)), leaseCount: 0 };
    entries.delete(sha256);
    entries.set(sha256, entry);
    if (known === undefined) {
      entry.url.then(
        (url) => (entry.knownUrl = url),
        () => {
          if (entries.get(sha256) === entry) entries.delete(sha256);
        },
      );
    }
    return entry;
  };

  return {
    lease(sha256) {
      const entry = touch(sha256);
      entry.leaseCount += 1;
      let isEnded = false;
      trim();
      return {
        url: entry.url,
        end() {
          if (isEnded) return;
          isEnded = true;
          entry.leaseCount -= 1;
          trim();
        },
      };
    },
    find: (sha256) => entries.get(sha256)?.knownUrl,
    preload(sha256) {
      const entry = touch(sha256);
      entry.url.then((url) => {
        if (entries.get(sha256) === entry) entry.loaded ??= parts.loadAhead(url);
      }, () => undefined);
      trim();
    },
  };
}
