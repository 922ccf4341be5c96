import { spawn } from "node:child_process";
import { Failure } from "../../domain/failure.ts";

/** How NAPS2's console program is called (https://www.naps2.com, version 7 or 8), which speaks to scanners under Windows. */
export interface Naps2Environment {
  /** Path of `NAPS2.Console.exe`. */
  readonly command: string;
  /** Put before every call's own arguments. */
  readonly leadingArguments?: readonly string[];
  /** It says something with every page; silent for this long, it has hung. Unless given, `DEFAULT_SILENCE_LIMIT_MS`. */
  readonly silenceLimitMs?: number;
}

/** Where its installer puts it. */
export const DEFAULT_NAPS2_CONSOLE = "C:\\Program Files\\NAPS2\\NAPS2.Console.exe";
/** The slowest flatbed warms its lamp for about a minute, and nothing is said meanwhile. */
const DEFAULT_SILENCE_LIMIT_MS = 180_000;

export interface Naps2Ending {
  readonly exitCode: number | null;
  /** All it wrote, line by line; errors go there as well. */
  readonly lines: readonly string[];
}

/**
 * Runs the console to its end. Throws Failures `scanner-software-missing`, `scanner-not-responding`; when `signal` is aborted the
 * program is ended and the answer is what it had said.
 */
export async function runNaps2(
  { command, leadingArguments = [], silenceLimitMs = DEFAULT_SILENCE_LIMIT_MS }: Naps2Environment,
  args: readonly string[],
  device: string,
  options: { readonly signal?: AbortSignal | undefined; readonly onLine?: (line: string) => void } = {},
): Promise<Naps2Ending> {
  const child = spawn(command, [...leadingArguments, ...args], { stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
  const chunks: Buffer[] = [];
  let seen = 0;
  let isSilent = false;
  const end = (): void => void child.kill("SIGKILL");
  const onSilence = (): void => {
    isSilent = true;
    end();
  };
  let watchdog = setTimeout(onSilence, silenceLimitMs);
  const hear = (chunk: Buffer): void => {
    clearTimeout(watchdog);
    watchdog = setTimeout(onSilence, silenceLimitMs);
    chunks.push(chunk);
    const lines = decodeConsole(Buffer.concat(chunks)).split(/\r?\n/);
    // The last may still be on its way.
    for (const line of lines.slice(seen, -1)) options.onLine?.(line);
    seen = Math.max(seen, lines.length - 1);
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  if (options.signal?.aborted) end();
  options.signal?.addEventListener("abort", end, { once: true });
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once("error", (cause) => reject(toStartFailure(cause, device)));
      child.once("close", resolve);
    });
    if (isSilent) throw new Failure("scanner-not-responding", { retryable: true, details: { device } });
    return { exitCode, lines: decodeConsole(Buffer.concat(chunks)).split(/\r?\n/).filter((line) => line !== "") };
  } finally {
    clearTimeout(watchdog);
    options.signal?.removeEventListener("abort", end);
  }
}

/** A redirected .NET console writes in the system's old code page: GBK under Chinese Windows, unless that is set to UTF-8. */
function decodeConsole(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

function toStartFailure(cause: Error, device: string): Failure {
  const isMissing = (cause as NodeJS.ErrnoException).code === "ENOENT";
  return new Failure(isMissing ? "scanner-software-missing" : "scanner-failed", { details: { device, program: "NAPS2" }, cause });
}
