import type { ToNative } from "./native-messages.ts";

/** One run of a native driver's process, however it was started. */
export interface NativeChild {
  send(message: ToNative): void;
  /** Called once, at once after the start. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called once. `reason` is for the log: an exit code or a signal. */
  onExit(listener: (reason: string) => void): void;
  /** Ends it without asking (SIGKILL): what hangs in a vendor's library hears nothing else. */
  kill(): void;
}

export type LaunchNative = () => NativeChild;
