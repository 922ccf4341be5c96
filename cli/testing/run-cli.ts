import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const cliLauncher = fileURLToPath(new URL("../yichuang.js", import.meta.url));

interface CliOptions {
  readonly cwd?: string;
  /** For Node itself. */
  readonly nodeOptions?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** The real command line as a child process. */
export function runCli(arguments_: readonly string[], { cwd, nodeOptions = [], env }: CliOptions = {}): Promise<CliResult> {
  const child = spawn(process.execPath, [...nodeOptions, cliLauncher, ...arguments_], { cwd, env: { ...process.env, ...env } });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}
