import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const launcher = fileURLToPath(new URL("../yichuang.js", import.meta.url));

/** The real command line as a child process, started by this Node or by another one named in `node`. */
export function runCli(arguments_: readonly string[], options: { cwd?: string; node?: string; env?: NodeJS.ProcessEnv } = {}): Promise<CliResult> {
  const child = spawn(options.node ?? process.execPath, [launcher, ...arguments_], { cwd: options.cwd, env: { ...process.env, ...options.env } });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}
