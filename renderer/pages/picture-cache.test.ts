import { describe, expect, it, vi } from "vitest";
import type { Sha256 } from "../../domain/ids.ts";
import { createPictureCache } from "./picture-cache.ts";
import { pageGeometry } from "./page-geometry.ts";

const sha = (count: number): Sha256 => String(count).padStart(64, "0") as Sha256;

function setUp(idleLimit: number) {
  const live = new Set<string>();
  const loaded: string[] = [];
  const read = vi.fn((sha256: Sha256) => Promise.resolve(new TextEncoder().encode(sha256)));
  const cache = createPictureCache(
    {
      read,
      makeUrl(jpeg) {
        const url = `blob:${Number(new TextDecoder().decode(jpeg))}`;
        live.add(url);
        return url;
      },
      revokeUrl: (url) => void live.delete(url),
      loadAhead: (url) => loaded.push(url),
    },
    idleLimit,
  );
  return { cache, read, live, loaded };
}

describe("the picture cache", () => {
  it("reads a page once for all who show it", async () => {
    const { cache, read } = setUp(2);
    const urls = await Promise.all([cache.lease(sha(1)).url, cache.lease(sha(1)).url]);
    expect(urls).toEqual(["blob:1", "blob:1"]);
    expect(read).toHaveBeenCalledOnce();
  });

  it("revokes what nobody shows beyond the limit, the longest unused first", async () => {
    const { cache, live } = setUp(2);
    for (const count of [1, 2, 3, 4]) {
      const lease = cache.lease(sha(count));
      await lease.url;
      lease.end();
    }
    await vi.waitFor(() => expect([...live]).toEqual(["blob:3", "blob:4"]));
  });

  it("never revokes what is shown", async () => {
    const { cache, live } = setUp(0);
    const shown = cache.lease(sha(1));
    await shown.url;
    for (const count of [2, 3]) {
      const lease = cache.lease(sha(count));
      await lease.url;
      lease.end();
    }
    await vi.waitFor(() => expect([...live]).toEqual(["blob:1"]));
    shown.end();
    shown.end();
    await vi.waitFor(() => expect(live.size).toBe(0));
  });

  it("has a page read ahead when it is turned to", async () => {
    const { cache, read } = setUp(2);
    cache.preload(sha(1));
    expect(await cache.lease(sha(1)).url).toBe("blob:1");
    expect(read).toHaveBeenCalledOnce();
  });

  it("knows the page read ahead at once, loaded one time", async () => {
    const { cache, loaded } = setUp(1);
    cache.preload(sha(1));
    expect(cache.find(sha(1))).toBeUndefined();
    await vi.waitFor(() => expect(cache.find(sha(1))).toBe("blob:1"));
    cache.preload(sha(1));
    await cache.lease(sha(1)).url;
    expect(loaded).toEqual(["blob:1"]);
  });

  it("knows nothing of a page whose URL was revoked", async () => {
    const { cache, live } = setUp(1);
    cache.preload(sha(1));
    await vi.waitFor(() => expect(cache.find(sha(1))).toBe("blob:1"));
    cache.preload(sha(2));
    expect(cache.find(sha(1))).toBeUndefined();
    await vi.waitFor(() => expect([...live]).toEqual(["blob:2"]));
  });

  it("tries again after a failure", async () => {
    const { cache, read } = setUp(2);
    read.mockRejectedValueOnce(new Error("offline"));
    await expect(cache.lease(sha(1)).url).rejects.toThrow("offline");
    expect(await cache.lease(sha(1)).url).toBe("blob:1");
  });
});

it("a page turned sideways fits by its other side", () => {
  const a4 = { width: 1131, height: 1600 };
  expect(pageGeometry(a4, 0, { width: 800, height: 800 }, 1)).toMatchObject({ boxHeight: 800, boxWidth: 565 });
  expect(pageGeometry(a4, 90, { width: 800, height: 800 }, 1)).toMatchObject({ boxWidth: 800, boxHeight: 565, pictureHeight: 800 });
  expect(pageGeometry(a4, 0, { width: 800, height: 800 }, 2).boxHeight).toBe(1600);
});
