import type { MainMessage } from "../../contracts/workstation-process.ts";

/** One run of the workstation process, however it was started. */
export interface WorkstationChild {
  readonly processId: number | undefined;
  send(message: MainMessage): void;
  /** Connects a page: hands the port over, or relays it. Returns a function that ends the connection. */
  connectPage(connection: number, port: PagePort): () => void;
  onMessage(listener: (message: unknown) => void): void;
  /** `reason` is for the log: an exit code or a signal. */
  onExit(listener: (reason: string) => void): void;
  kill(): void;
}

/** The part of Electron's `MessagePortMain` used here, so that the relay can be tested without Electron. */
export interface PagePort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { data: unknown }) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  start(): void;
  close(): void;
}
