import { join } from "node:path";
import { BrowserWindow, screen } from "electron";
import { appName } from "../../contracts/wording/app.ts";

/** The one window of the app. Its page has no Node, runs in Chromium's sandbox, and reaches us through the preload script only. */
export function openWindow(url: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    useContentSize: true,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: appName,
    backgroundColor: "#ffffff",
    webPreferences: {
      preload: join(import.meta.dirname, "../preload/preload.cjs"),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  keepOnScreen(window);
  window.once("ready-to-show", () => window.show());
  void window.loadURL(url);
  return window;
}

/** On a screen too small for it the window takes the work area: the row of keys at its foot must not lie below the taskbar. */
function keepOnScreen(window: BrowserWindow): void {
  const { workArea } = screen.getPrimaryDisplay();
  const { width, height } = window.getBounds();
  if (width > workArea.width || height > workArea.height) {
    window.setBounds({ ...workArea, width: Math.min(width, workArea.width), height: Math.min(height, workArea.height) });
  }
}
