import { ipcRenderer } from "electron";
import { pageReadyMessage, workstationGoneMessage, workstationOpeningMessage, workstationPortMessage, type OpeningProgress } from "../../contracts/page-bridge.ts";

/** Passes the page's announcement to the main process and the workstation's port to the page; offers the page nothing else. */
window.addEventListener("message", (event) => {
  if (event.source === window && event.data === pageReadyMessage) ipcRenderer.send(pageReadyMessage);
});
ipcRenderer.on(workstationPortMessage, (event) => window.postMessage(workstationPortMessage, location.origin, [...event.ports]));
ipcRenderer.on(workstationOpeningMessage, (_event, { done, total }: OpeningProgress) => window.postMessage({ message: workstationOpeningMessage, done, total }, location.origin));
ipcRenderer.on(workstationGoneMessage, () => window.postMessage(workstationGoneMessage, location.origin));
