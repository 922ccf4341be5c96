/**
 * What the preload script and the page say to each other by `window.postMessage`. The page announces itself; it is then handed a
 * MessagePort each time a workstation process starts, and told when one has gone. The port lives in the page: kept in the preload
 * script, every answer would be copied once more.
 */
export const pageReadyMessage = "yichuang:page-ready";
export const workstationPortMessage = "yichuang:workstation-port";
export const workstationGoneMessage = "yichuang:workstation-gone";

/** The workstation process is still opening this PC's data: so many of `total` cases are done. */
export interface OpeningProgress {
  readonly done: number;
  readonly total: number;
}
export const workstationOpeningMessage = "yichuang:workstation-opening";
