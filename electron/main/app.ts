import { join } from "node:path";
import { app, ipcMain, safeStorage, type BrowserWindow } from "electron";
import { pageReadyMessage } from "../../contracts/page-bridge.ts";
import { deskUrl, problemUrl, registerAppScheme, serveApp } from "./app-protocol.ts";
import { parseCommandLine, type CommandLine } from "./command-line.ts";
import { obtainDatabaseKey, readDatabaseKeyFile } from "./database-key.ts";
import { isReleased } from "./flavour.ts";
import { launchWorkstation } from "./launch-workstation.ts";
import { openLogFile } from "./log-file.ts";
import { setMenu } from "./menu.ts";
import { createPageConnections } from "./page-connections.ts";
import { isFromOwnPage, lockDown } from "./security.ts";
import { StartProblem } from "./start-problem.ts";
import { openWindow } from "./window.ts";
import { startWorkstationProcess, type WorkstationProcess } from "./workstation-process.ts";

/** Of Chromium's own arguments, those that let somebody else steer the page, or a made-up camera stand in for the real one. */
const refusedSwitches = ["remote-debugging-port", "use-fake-device-for-media-stream", "use-fake-ui-for-media-stream", "use-file-for-fake-video-capture"];

/**
 * Runs the app. What must precede `ready` (scheme, folders, lock) happens at once; the rest is hung on `ready` without awaiting it
 * at the top level, where an ES module main would wait for itself.
 */
export function runApp(): void {
  const refused = isReleased() ? refusedSwitches.find((name) => app.commandLine.hasSwitch(name)) : undefined;
  if (refused !== undefined) {
    console.error(`${refused}-refused`);
    app.exit(1);
    return;
  }
  const commandLine = parseCommandLine(process.argv);
  if (commandLine.dataFolder) app.setPath("userData", commandLine.dataFolder);
  registerAppScheme();
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }
  app.whenReady().then(() => open(commandLine)).catch((error: unknown) => {
    console.error(error);
    app.exit(1);
  });
}

/** The workstation process first: it starts while the window does. */
function open(commandLine: CommandLine): void {
  const log = openLogFile(app.getPath("userData"), () => new Date().toISOString());
  const connections = createPageConnections();
  let problem: StartProblem | undefined;
  const note = (found: StartProblem): void => {
    log.write("main", `cannot start: ${found.code}`);
    problem = found;
  };
  try {
    const databaseKey = findDatabaseKey(commandLine);
    const workstation = startWorkstationProcess({
      launch: () => launchWorkstation((text) => log.write("workstation", text)),
      configuration: {
        databaseKey, dataFolder: app.getPath("userData"), appVersion: app.getVersion(), options: { ...commandLine.options },
      },
      onOpening: (done, total) => connections.workstationOpening({ done, total }),
      onReady: (child) => connections.workstationReady(child),
      onGone(reason) {
        log.write("main", `workstation process gone: ${reason}`);
        connections.workstationGone();
      },
      onFailed(code, details) {
        note(new StartProblem(code, details));
        void window.loadURL(problemUrl);
      },
      nowMs: Date.now,
    });
    stopBeforeQuit(workstation);
  } catch (error) {
    if (!(error instanceof StartProblem)) throw error;
    note(error);
  }

  lockDown();
  // The wording of everything that can go wrong is read only when something has.
  serveApp(join(import.meta.dirname, "../renderer"), async () =>
    problem ? (await import("./problem-page.ts")).renderProblemPage(problem.code, problem.details) : "");
  ipcMain.on(pageReadyMessage, (event) => {
    if (isFromOwnPage(event)) connections.pageReady(event.sender);
  });
  const window = openWindow(problem === undefined ? deskUrl : problemUrl);
  setMenu();
  app.on("second-instance", () => focus(window));
  app.on("window-all-closed", () => app.quit());
}

function findDatabaseKey(commandLine: CommandLine): string {
  const file = commandLine.databaseKeyFile ?? process.env["YICHUANG_DATABASE_KEY_FILE"];
  if (file && !isReleased()) return readDatabaseKeyFile(file);
  return obtainDatabaseKey(safeStorage, app.getPath("userData"));
}

/** The databases are closed before the app ends; a second attempt to quit meanwhile does not cut that short. */
function stopBeforeQuit(workstation: WorkstationProcess): void {
  let state: "running" | "stopping" | "stopped" = "running";
  app.on("before-quit", (event) => {
    if (state === "stopped") return;
    event.preventDefault();
    if (state === "stopping") return;
    state = "stopping";
    void workstation.stop().finally(() => {
      state = "stopped";
      app.quit();
    });
  });
}

function focus(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}
