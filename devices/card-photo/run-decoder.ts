import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../domain/failure.ts";

export interface DecoderRun {
  /** The decoder's program and what it is called with; see `splitCommand`. */
  readonly command: string;
  /** 1,024 bytes as on the chip. */
  readonly photoWlt: Uint8Array;
  /** Where the photo lies for a moment, unencrypted. */
  readonly temporaryFolder: string;
  /** A decoder that has not ended by then hangs and is killed. */
  readonly limitMs: number;
  /** One that writes more is killed. */
  readonly longestAnswerBytes: number;
  readonly signal: AbortSignal;
}

/** Stands in a command for the file with the photo; a command without it gets the photo on its standard input. */
const filePlace = "{file}";

/** A command's words; those with spaces in them stand in double quotes. No shell sees them. */
export function splitCommand(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|[^\s"]+/g)].map(([word, quoted]) => quoted ?? word);
}

/**
 * Has a vendor's program decode one photo: it gets the WLT bytes and answers with a picture on its standard output. It runs in a
 * process of its own and in an empty folder that is removed afterwards.
 *
 * Throws Failures `card-photo-decoder-missing` (it cannot be started), `-hung`, `-failed` (with `reason`: exit code or signal) and
 * `card-photo-unreadable` (it wrote too much).
 */
export async function runDecoder(run: DecoderRun): Promise<Uint8Array> {
  const [program = "", ...words] = splitCommand(run.command);
  const folder = await mkdtemp(join(run.temporaryFolder, "yichuang-photo-"));
  try {
    const file = join(folder, "photo.wlt");
    if (words.includes(filePlace)) await writeFile(file, run.photoWlt);
    return await answerOf(program, words.map((word) => (word === filePlace ? file : word)), folder, run);
  } finally {
    // What was killed may still be writing.
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function answerOf(program: string, words: readonly string[], cwd: string, { photoWlt, limitMs, longestAnswerBytes, signal }: DecoderRun): Promise<Uint8Array> {
  const details = { program };
  return new Promise((resolve, reject) => {
    const child = start(program, words, cwd);
    const giveUp = (failure: Failure): void => {
      settle();
      killWithChildren(child);
      child.stdout.destroy();
      reject(failure);
    };
    const stop = (): void => giveUp(new Failure("card-photo-decoder-failed", { retryable: true, details: { ...details, reason: "stopped" } }));
    const limit = setTimeout(() => giveUp(new Failure("card-photo-decoder-hung", { retryable: true, details })), limitMs);
    const settle = (): void => {
      clearTimeout(limit);
      signal.removeEventListener("abort", stop);
    };
    signal.addEventListener("abort", stop, { once: true });

    const chunks: Buffer[] = [];
    let answerBytes = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      answerBytes += chunk.length;
      if (answerBytes > longestAnswerBytes) giveUp(new Failure("card-photo-unreadable", { details }));
    });
    child.once("error", (cause) => {
      settle();
      reject(new Failure("card-photo-decoder-missing", { details, cause }));
    });
    child.once("close", (exitCode, killedBy) => {
      settle();
      if (exitCode === 0) resolve(Buffer.concat(chunks));
      else reject(new Failure("card-photo-decoder-failed", { retryable: true, details: { ...details, reason: killedBy ?? `exit code ${exitCode}` } }));
    });
    // It may close its input unread; how it ends says why.
    child.stdin.on("error", () => undefined);
    child.stdin.end(photoWlt);
    if (signal.aborted) stop();
  });
}

function start(program: string, words: readonly string[], cwd: string): ReturnType<typeof spawnPiped> {
  try {
    return spawnPiped(program, words, cwd);
  } catch (cause) {
    throw new Failure("card-photo-decoder-missing", { details: { program }, cause });
  }
}

function spawnPiped(program: string, words: readonly string[], cwd: string) {
  return spawn(program, words, { cwd, stdio: ["pipe", "pipe", "ignore"], windowsHide: true, detached: hasGroups });
}

/** On Windows a program's own children are not reached. */
const hasGroups = process.platform !== "win32";

function killWithChildren(child: ChildProcess): void {
  try {
    if (hasGroups && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    // It ended by itself meanwhile.
  }
}
