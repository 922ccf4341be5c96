import type { Page } from "@playwright/test";

let lastId = 1_000_000;

/**
 * Calls the workstation process from inside the page by the wire protocol itself: announces the page anew, takes the port it is
 * handed, waits for the answer. Ids start high, so that the page's own client does not take the answer for one of its own.
 */
export async function callWorkstation(page: Page, channel: string, input: unknown): Promise<unknown> {
  const id = ++lastId;
  return page.evaluate(
    ({ id, channel, input }) =>
      new Promise((resolve) => {
        window.addEventListener("message", function take(event) {
          const port = event.ports[0];
          if (event.data !== "yichuang:workstation-port" || !port) return;
          // The next port is for the next call; this one is made once.
          window.removeEventListener("message", take);
          port.addEventListener("message", ({ data }) => {
            if (data.id === id) resolve(data);
          });
          port.start();
          port.postMessage({ kind: "call", id, channel, input });
        });
        window.postMessage("yichuang:page-ready", location.origin);
      }),
    { id, channel, input },
  );
}

/** Notes in the page what the preload script tells it from here on: names of messages, in order. */
export async function watchBridge(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heardOnBridge: heard });
    window.addEventListener("message", ({ data }) => heard.push(String(data)));
  });
  return () => page.evaluate(() => (window as unknown as { heardOnBridge: string[] }).heardOnBridge);
}
