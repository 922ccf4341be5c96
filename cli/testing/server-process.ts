import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface ServerProcess {
  readonly url: string;
  readonly enrolmentCode: string;
  readonly account: string;
  readonly password: string;
  /** Ends it as Ctrl+C would; answers its exit code. */
  stop(): Promise<number | null>;
}

const launcher = fileURLToPath(new URL("../yichuang.js", import.meta.url));

/** `yichuang server --trial --json` on a free port. */
export async function startServerProcess(dataFolder: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [launcher, "server", "--trial", "--json", "--port", "0", "--data", dataFolder], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit") as Promise<[number | null]>;
  const first = once(createInterface({ input: child.stdout }), "line") as Promise<[string]>;
  const started = await Promise.race([first, exited.then(([code]) => Promise.reject(new Error(`the server ended with ${code}`)))]);
  return {
    ...(JSON.parse(started[0]) as Omit<ServerProcess, "stop">),
    async stop() {
      child.kill("SIGINT");
      return (await exited)[0];
    },
  };
}
