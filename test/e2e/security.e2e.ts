import { expect, test } from "@playwright/test";
import { join } from "node:path";
import { launchApp, repositoryRoot, type LaunchedApp } from "./launch.ts";

let launched: LaunchedApp;
test.beforeAll(async () => {
  launched = await launchApp();
});
test.afterAll(() => launched.close());

test("the page has no Node and nothing of Electron", async () => {
  const found = await launched.page.evaluate(() =>
    ["require", "process", "module", "Buffer", "electron", "ipcRenderer"].filter((name) => name in globalThis));
  expect(found).toEqual([]);
  const preferences = await launched.app.evaluate(({ BrowserWindow }) =>
    (BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences());
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
});

test("no window opens from the page", async () => {
  expect(await launched.page.evaluate(() => window.open("https://example.org/") === null)).toBe(true);
  expect(await launched.page.evaluate(() => window.open("app://yichuang/index.html") === null)).toBe(true);
  expect(launched.app.windows()).toHaveLength(1);
});

async function follow(url: string): Promise<void> {
  await launched.page.evaluate((target) => {
    const link = Object.assign(document.createElement("a"), { href: target });
    document.body.append(link);
    link.click();
    link.remove();
  }, url);
}

test("the page cannot be led away by a link", async () => {
  await launched.app.evaluate(({ BrowserWindow }) => {
    const denied: string[] = [];
    Object.assign(globalThis, { deniedNavigations: denied });
    BrowserWindow.getAllWindows()[0]?.webContents.on("will-frame-navigate", (event) => {
      if (event.defaultPrevented) denied.push(event.url);
    });
  });
  for (const url of ["https://example.org/", "app://yichuang/problem.html", "app://elsewhere/index.html"]) {
    await follow(url);
    await expect.poll(() => launched.app.evaluate(() => (globalThis as { deniedNavigations?: string[] }).deniedNavigations)).toContain(url);
  }
  // Asked of the page itself: Playwright still waits for the navigation that was denied.
  expect(await launched.page.evaluate(() => location.href)).toBe("app://yichuang/index.html");
});

test("the page cannot be led to local files or data", async () => {
  // Chromium refuses these before it asks us.
  const messages: string[] = [];
  launched.page.on("console", (message) => messages.push(message.text()));
  await follow("file:///etc/passwd");
  await expect.poll(() => messages.join()).toContain("Not allowed to load local resource");
  await follow("data:text/html,<p>x</p>");
  await expect.poll(() => messages.join()).toContain("Not allowed to navigate top frame to data URL");
  expect(await launched.page.evaluate(() => location.href)).toBe("app://yichuang/index.html");
});

test("permissions are denied, except writing the clipboard and seeing through a camera", async () => {
  const states = await launched.page.evaluate(async () => {
    const query = async (name: string): Promise<string> => (await navigator.permissions.query({ name: name as PermissionName })).state;
    const sound = await navigator.mediaDevices.getUserMedia({ audio: true }).then(() => "granted", (error: Error) => error.name);
    return { notifications: await query("notifications"), location: await query("geolocation"), camera: await query("camera"), microphone: await query("microphone"), sound };
  });
  expect(states).toMatchObject({ notifications: "denied", location: "denied", camera: "granted", microphone: "denied" });
  // A PC without a microphone says so before anybody is asked; `capture.e2e.ts` has one.
  expect(["NotAllowedError", "NotFoundError"]).toContain(states.sound);
});

test("the policy stops inline script, foreign pictures and the network, and lets our own page be", async () => {
  await launched.page.evaluate(async () => {
    const found: string[] = [];
    Object.assign(window, { violations: found });
    document.addEventListener("securitypolicyviolation", (event) => found.push(event.effectiveDirective));
    const script = document.createElement("script");
    script.textContent = "window.wasRun = true";
    document.body.append(script);
    document.body.append(Object.assign(document.createElement("img"), { src: "https://example.org/x.png" }));
    document.head.append(Object.assign(document.createElement("style"), { textContent: "body { color: red }" }));
    await fetch("https://example.org/").catch(() => undefined);
  });
  await expect.poll(() => launched.page.evaluate(() => (window as unknown as { violations: string[] }).violations.toSorted()))
    .toEqual(["connect-src", "img-src", "script-src-elem", "style-src-elem"]);
  expect(await launched.page.evaluate(() => "wasRun" in window)).toBe(false);
});

test("the page loads without a single violation of the policy", async () => {
  const messages: string[] = [];
  launched.page.on("console", (message) => messages.push(message.text()));
  launched.page.on("pageerror", (error) => messages.push(String(error)));
  await launched.page.reload();
  await expect(launched.page.locator("#root > *").first()).toBeAttached();
  expect(messages.filter((text) => text.includes("Content Security Policy"))).toEqual([]);
});

test("only files of the page are served", async () => {
  const statuses = await launched.app.evaluate(({ net }) =>
    Promise.all(["/../main/main.js", "/%2e%2e/main/main.js", "/..%2fmain%2fmain.js", "/nothing.js", "/index.html"].map(async (path) =>
      (await net.fetch(`app://yichuang${path}`)).status)));
  expect(statuses).toEqual([404, 404, 404, 404, 200]);
});

test("a port to the workstation process is given to our own page's main frame only", async () => {
  // A page of another origin with our own preload script: what a mistake of ours, or a bug in Chromium, would bring about.
  const preload = join(repositoryRoot, "out/preload/preload.cjs");
  const isGivenPort = (url: string): Promise<boolean> =>
    launched.app.evaluate(async ({ BrowserWindow, ipcMain }, { url, preload }) => {
      const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await window.loadURL(url);
      let given = false;
      const original = window.webContents.postMessage.bind(window.webContents);
      window.webContents.postMessage = (...args) => {
        given = true;
        original(...args);
      };
      const received = new Promise((resolve) => ipcMain.once("yichuang:page-ready", resolve));
      await window.webContents.executeJavaScript('window.postMessage("yichuang:page-ready", "*")');
      await received;
      await new Promise((resolve) => setImmediate(resolve));
      window.destroy();
      return given;
    }, { url, preload });
  expect(await isGivenPort("data:text/html,<p>foreign</p>")).toBe(false);
  expect(await isGivenPort("app://yichuang/index.html")).toBe(true);
});
