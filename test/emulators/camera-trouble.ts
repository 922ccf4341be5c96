import type { Page } from "@playwright/test";

/** What can be wrong with the camera; `none` ends it. */
export type CameraTrouble = "none" | "unplugged" | "in-use" | "refused";

/**
 * Puts trouble in a page's way to its camera. Chromium's made-up camera is always there and always willing: the page's own media devices are made to
 * answer as they do for a real one that is pulled out (its picture ends, the system tells of a change), that another program holds, or that the system
 * forbids.
 */
export async function setCameraTrouble(page: Page, trouble: CameraTrouble): Promise<void> {
  await page.evaluate((next) => {
    const names = { none: undefined, unplugged: "NotFoundError", "in-use": "NotReadableError", refused: "NotAllowedError" } as const;
    const media = navigator.mediaDevices as MediaDevices & { trouble?: { now: typeof next; readonly streams: MediaStream[] } };
    if (media.trouble === undefined) {
      const state = (media.trouble = { now: "none" as typeof next, streams: [] as MediaStream[] });
      const [enumerate, open] = [media.enumerateDevices.bind(media), media.getUserMedia.bind(media)];
      media.enumerateDevices = async () => (state.now === "unplugged" ? [] : enumerate());
      media.getUserMedia = async (asked) => {
        const name = names[state.now];
        if (name !== undefined) throw new DOMException("", name);
        const stream = await open(asked);
        state.streams.push(stream);
        return stream;
      };
    }
    const isChange = (media.trouble.now === "unplugged") !== (next === "unplugged");
    media.trouble.now = next;
    if (next === "unplugged") {
      for (const track of media.trouble.streams.splice(0).flatMap((stream) => stream.getTracks())) {
        track.stop();
        track.dispatchEvent(new Event("ended"));
      }
    }
    if (isChange) media.dispatchEvent(new Event("devicechange"));
  }, trouble);
}
