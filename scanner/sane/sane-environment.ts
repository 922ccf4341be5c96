import { spawn } from "node:child_process";
import { Failure } from "../../domain/failure.ts";

/** How `scanimage` is called. Tests and the demo point it at SANE's own `test` backend with `configFolder`. */
export interface SaneEnvironment {
  /** Name or path of the program; `scanimage` unless given. */
  readonly command?: string;
  /** Sets `SANE_CONFIG_DIR`; the system's configuration unless given. */
  readonly configFolder?: string;
  /** A device that says nothing for this long has hung; unless given, `DEFAULT_SILENCE_LIMIT_MS`. */
  readonly silenceLimitMs?: number;
  /** Passed to the backend with every scan, such as `--test-picture=Grid`. */
  readonly extraArguments?: readonly string[];
}

/** The slowest flatbed warms its lamp for about a minute. */
export const DEFAULT_SILENCE_LIMIT_MS = 120_000;
export const DEFAULT_COMMAND = "scanimage";

export function startScanimage(environment: SaneEnvironment, args: readonly string[]) {
  const { command = DEFAULT_COMMAND, configFolder } = environment;
  // Messages are matched in English, numbers are read with a point.
  const env = { ...process.env, LC_ALL: "C", ...(configFolder !== undefined && { SANE_CONFIG_DIR: configFolder }) };
  return spawn(command, args, { env, stdio: ["pipe", "pipe", "pipe"], windowsHide: true });
}

export interface ScanimageAnswer {
  readonly exitCode: number | null;
  readonly output: string;
  readonly messages: string;
}

/** Runs it to its end for a question. Throws Failures `scanner-software-missing`, `scanner-not-responding`, or the signal's reason. */
export async function askScanimage(environment: SaneEnvironment, args: readonly string[], device: string, signal?: AbortSignal): Promise<ScanimageAnswer> {
  signal?.throwIfAborted();
  const child = startScanimage(environment, args);
  child.stdin.end();
  const output: Buffer[] = [];
  const messages: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => messages.push(chunk));
  let isSilent = false;
  const watchdog = setTimeout(() => {
    isSilent = true;
    child.kill("SIGKILL");
  }, environment.silenceLimitMs ?? DEFAULT_SILENCE_LIMIT_MS);
  const stop = () => void child.kill("SIGKILL");
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once("error", (cause) => reject(toStartFailure(cause, device)));
      child.once("close", resolve);
    });
    signal?.throwIfAborted();
    if (isSilent) throw new Failure("scanner-not-responding", { retryable: true, details: { device } });
    return { exitCode, output: Buffer.concat(output).toString(), messages: Buffer.concat(messages).toString() };
  } finally {
    clearTimeout(watchdog);
    signal?.removeEventListener("abort", stop);
  }
}

export function toStartFailure(cause: Error, device: string): Failure {
  const isMissing = (cause as NodeJS.ErrnoException).code === "ENOENT";
  return new Failure(isMissing ? "scanner-software-missing" : "scanner-failed", { details: { device }, cause });
}
