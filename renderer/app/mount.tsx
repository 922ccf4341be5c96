import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { WorkstationContract } from "../../contracts/ipc.ts";
import type { IpcClient } from "../../contracts/ipc-client.ts";
import { instantOf } from "../../domain/time/instant.ts";
import { listenToKeys } from "../keyboard/use-keys.ts";
import { App } from "./App.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { guardFocus } from "./focus-guard.ts";
import type { Services } from "./services.ts";
import { createStores, startStores, StoresContext } from "./stores.ts";
import { newUuid } from "./uuid.ts";
import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/controls.css";
import "../styles/app.css";
import "../styles/lists.css";
import "../styles/window-desk.css";
import "../styles/reviewer.css";
import "../styles/capture.css";

export interface WorkstationLine {
  readonly client: IpcClient<WorkstationContract>;
  onChange(listener: (isConnected: boolean) => void): () => void;
  readonly onOpening: Services["onOpening"];
}

/** Draws the desks into `#root`, over whatever answers the contract. */
export function mountDesks({ client, onChange, onOpening }: WorkstationLine): void {
  const stores = createStores(
    {
      client,
      onConnectionChange: onChange,
      onOpening,
      now: () => instantOf(Date.now()),
      newId: newUuid,
      schedule(run, delayMs) {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
      preferences: {
        read: (name) => localStorage.getItem(name),
        write: (name, value) => localStorage.setItem(name, value),
      },
    },
    {
      makeUrl: (jpeg) => URL.createObjectURL(new Blob([new Uint8Array(jpeg)], { type: "image/jpeg" })),
      revokeUrl: (url) => URL.revokeObjectURL(url),
      decodeAhead(url) {
        const picture = new Image();
        picture.src = url;
        // One that is no picture is told where it is shown.
        picture.decode().catch(() => undefined);
        return picture;
      },
    },
  );
  startStores(stores);
  listenToKeys(window);
  guardFocus(document);
  window.addEventListener("pagehide", () => void stores.draft.getState().flush());

  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no #root");
  createRoot(root).render(
    <StrictMode>
      <StoresContext value={stores}>
        <ErrorBoundary>
          <App />
        </ErrorBoundary>
      </StoresContext>
    </StrictMode>,
  );
}
