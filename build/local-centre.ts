import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";

export interface LocalCentre {
  readonly url: string;
  stop(): void;
}

/** How the centre of a trial on one PC (单机试用) is started; it says its address on its first lines. */
const serverCommand = ["cli/yichuang.ts", "server"];

/**
 * Starts a centre beside the desktop app and waits until it names its address.
 * @throws when it ends before that
 */
export async function launchLocalCentre(): Promise<LocalCentre> {
  const server = spawn(process.execPath, serverCommand, { cwd: join(import.meta.dirname, ".."), stdio: ["ignore", "pipe", "inherit"] });
  const stop = (): void => {
    server.kill("SIGTERM");
  };
  process.once("exit", stop);
  const url = await new Promise<string>((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`the local centre ended with ${String(code)}`)));
    createInterface({ input: server.stdout }).on("line", (line) => {
      console.log(line);
      const address = /https?:\/\/[\w.:[\]-]+/.exec(line)?.[0];
      if (address) resolve(address);
    });
  });
  return { url, stop };
}
