import type { WorkstationContract } from "../../contracts/ipc.ts";
import type { IpcClient } from "../../contracts/ipc-client.ts";
import type { OpeningProgress } from "../../contracts/page-bridge.ts";
import type { Instant } from "../../domain/time/instant.ts";

/** What the desks need from outside, so that every store can be tried without a browser. */
export interface Services {
  readonly client: IpcClient<WorkstationContract>;
  /** Told true when a workstation process answers, false when it has gone. */
  onConnectionChange(listener: (isConnected: boolean) => void): () => void;
  onOpening(listener: (progress: OpeningProgress) => void): () => void;
  now(): Instant;
  newId(): string;
  /** Runs once after the delay; the function returned calls it off. */
  schedule(run: () => void, delayMs: number): () => void;
  /** Small preferences of this PC (the scanner last used); never anything about a person. */
  readonly preferences: Preferences;
}

export interface Preferences {
  read(name: string): string | null;
  write(name: string, value: string): void;
}
