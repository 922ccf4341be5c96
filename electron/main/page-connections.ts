import { MessageChannelMain, type WebContents } from "electron";
import { workstationGoneMessage, workstationOpeningMessage, workstationPortMessage, type OpeningProgress } from "../../contracts/page-bridge.ts";
import type { WorkstationChild } from "./workstation-child.ts";

/** Gives every ready page a port to the workstation process, again after each restart of either. */
export interface PageConnections {
  pageReady(page: WebContents): void;
  workstationOpening(progress: OpeningProgress): void;
  workstationReady(child: WorkstationChild): void;
  workstationGone(): void;
}

export function createPageConnections(): PageConnections {
  const pages = new Map<WebContents, { close(): void }>();
  let child: WorkstationChild | undefined;
  let opening: OpeningProgress | undefined;
  let lastConnection = 0;

  const connect = (page: WebContents): void => {
    if (!child) return;
    pages.get(page)?.close();
    const { port1: pagePort, port2: ownPort } = new MessageChannelMain();
    pages.set(page, { close: child.connectPage(++lastConnection, ownPort) });
    page.postMessage(workstationPortMessage, null, [pagePort]);
  };

  const forget = (page: WebContents): void => {
    pages.get(page)?.close();
    pages.delete(page);
  };

  return {
    pageReady(page) {
      if (!pages.has(page)) {
        pages.set(page, unconnected);
        page.once("destroyed", () => forget(page));
      }
      connect(page);
      if (opening) page.postMessage(workstationOpeningMessage, opening);
    },
    workstationOpening(progress) {
      opening = progress;
      for (const page of pages.keys()) page.postMessage(workstationOpeningMessage, progress);
    },
    workstationReady(ready) {
      child = ready;
      opening = undefined;
      for (const page of pages.keys()) connect(page);
    },
    workstationGone() {
      child = undefined;
      opening = undefined;
      for (const page of pages.keys()) {
        pages.set(page, unconnected);
        page.postMessage(workstationGoneMessage, null);
      }
    },
  };
}

const unconnected = { close: () => undefined };
