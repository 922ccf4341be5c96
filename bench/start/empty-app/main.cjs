// The floor of every start: Electron with one window and nothing in it.
const { app, BrowserWindow } = require("electron");
void app.whenReady().then(() => new BrowserWindow({ width: 1366, height: 768 }).loadURL("data:text/html,<main>empty</main>"));
