import type { WorkstationContract } from "../contracts/ipc.ts";
import { createIpcClient, type IpcClient } from "../contracts/ipc-client.ts";
import { pageReadyMessage, workstationGoneMessage, workstationOpeningMessage, workstationPortMessage, type OpeningProgress } from "../contracts/page-bridge.ts";

export interface WorkstationConnection {
  readonly client: IpcClient<WorkstationContract>;
  /**
   * Told false when the workstation process has gone, true when another answers. Of the first nobody is told: what was called before has
   * waited for it. Returns a function that ends the subscription.
   */
  onChange(listener: (isConnected: boolean) => void): () => void;
  /** Told how far opening this PC's data is, where it takes long. Returns a function that ends the subscription. */
  onOpening(listener: (progress: OpeningProgress) => void): () => void;
}

/** Announces this page to the main process and keeps the client attached to whichever workstation process runs. */
export function connectWorkstation(): WorkstationConnection {
  const client = createIpcClient<WorkstationContract>();
  const listeners = new Set<(isConnected: boolean) => void>();
  let isFirst = true;
  const tell = (isConnected: boolean): void => {
    if (!isFirst || !isConnected) for (const listener of listeners) listener(isConnected);
    isFirst = false;
  };
  const openingListeners = new Set<(progress: OpeningProgress) => void>();
  window.addEventListener("message", (event) => {
    if (event.source !== window) return;
    const port = event.ports[0];
    if (event.data === workstationPortMessage && port) {
      client.attach({
        post: (message) => port.postMessage(message),
        onMessage(listener) {
          port.addEventListener("message", ({ data }) => listener(data));
          port.start();
        },
      });
      tell(true);
    } else if (event.data === workstationGoneMessage) {
      client.detach();
      tell(false);
    } else if (event.data?.message === workstationOpeningMessage) {
      for (const listener of openingListeners) listener(event.data);
    }
  });
  window.postMessage(pageReadyMessage, location.origin);
  return {
    client,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onOpening(listener) {
      openingListeners.add(listener);
      return () => openingListeners.delete(listener);
    },
  };
}
