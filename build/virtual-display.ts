import { spawn } from "node:child_process";
import { once } from "node:events";

export interface VirtualDisplay {
  /** For the environment variable `DISPLAY`: `:99`. */
  readonly name: string;
  stop(): void;
}

/**
 * Starts an X server without a monitor, on whichever display number is free. Stops by itself when this process ends.
 * @throws when Xvfb is not installed or does not start
 */
export async function startVirtualDisplay(): Promise<VirtualDisplay> {
  const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  // Shown only if it does not start: it also grumbles about every display number that is taken.
  let complaints = "";
  server.stderr?.on("data", (text) => (complaints += String(text)));
  const stop = (): void => {
    server.kill();
  };
  process.once("exit", stop);
  const ready = once(server.stdio[3] as NodeJS.ReadableStream, "data").then(([number]) => `:${String(number).trim()}`);
  const ended = once(server, "exit").then(([code]) => Promise.reject(new Error(`Xvfb ended with ${String(code)}: ${complaints}`)));
  // After the start, the exit is expected: nobody waits for it any more.
  ended.catch(() => undefined);
  return { name: await Promise.race([ready, ended]), stop };
}
