import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";

/** What `yichuang server --trial --json` says once it answers. */
const startedSchema = z.object({ url: z.url(), enrolmentCode: z.string(), account: z.string(), password: z.string() });

export interface LocalCentre extends z.infer<typeof startedSchema> {
  /** Waits until the centre has closed its database. */
  stop(): Promise<void>;
}

/**
 * Starts the centre of a trial on one PC (单机试用), with sample offices and people, and waits until it answers.
 * `arguments_` are further ones of `yichuang server`.
 * @throws when it ends before that; it has said why on the terminal
 */
export async function launchLocalCentre(arguments_: readonly string[]): Promise<LocalCentre> {
  const root = join(import.meta.dirname, "..");
  const server = spawn(process.execPath, ["cli/yichuang.ts", "server", "--trial", "--json", ...arguments_], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const started = await new Promise<z.infer<typeof startedSchema>>((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`the local centre ended with ${String(code)}`)));
    createInterface({ input: server.stdout }).once("line", (line) => resolve(startedSchema.parse(JSON.parse(line))));
  });
  return {
    ...started,
    stop() {
      server.kill("SIGTERM");
      return ended;
    },
  };
}
