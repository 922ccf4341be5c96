import "./no-eval.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { WorkstationContract } from "../../contracts/ipc.ts";
import type { IpcClient } from "../../contracts/ipc-client.ts";
import { instantOf } from "../../domain/time/instant.ts";
import { listenToKeys } from "../keyboard/use-keys.ts";
import { App } from "./App.tsx";
import type { DrawDesks } from "./desks.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { guardFocus } from "./focus-guard.ts";
import { createFront, FrontContext, startFront } from "./front.ts";
import type { Services } from "./services.ts";
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

/** Draws the page into `#root`, over whatever answers the contract. */
export function mountPage({ client, onChange, onOpening }: WorkstationLine): void {
  const front = createFront({
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
  });
  startFront(front);
  let desks: Promise<DrawDesks> | undefined;
  const loadDesks = () => (desks ??= import("./desks.tsx").then(({ openDesks }) => openDesks(front)));
  listenToKeys(window);
  guardFocus(document);

  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no #root");
  onFirstChange([front.workplace, front.notices], () =>
    createRoot(root).render(
      <StrictMode>
        <FrontContext value={front}>
          <ErrorBoundary>
            <App loadDesks={loadDesks} />
          </ErrorBoundary>
        </FrontContext>
      </StrictMode>,
    ));
}

/** Until there is anything to tell, what `index.html` says stands: drawing the same again would hold up the first page. */
function onFirstChange(stores: readonly { subscribe(listener: () => void): () => void }[], draw: () => void): void {
  const ends = stores.map((store) =>
    store.subscribe(() => {
      ends.forEach((end) => end());
      draw();
    }));
}
