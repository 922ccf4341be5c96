import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { exported } from "../../contracts/wording/certificate-commands.ts";
import { Failure } from "../../domain/failure.ts";
import type { ExitCode, Terminal } from "../terminal.ts";

/** Throws `file-unreadable`. */
export async function readInput(file: string): Promise<Buffer> {
  try {
    return await readFile(resolve(file));
  } catch (cause) {
    throw new Failure("file-unreadable", { cause, details: { file, reason: (cause as NodeJS.ErrnoException).code ?? "" } });
  }
}

/** For the eyes of whoever runs the command alone: a register holds personal data. Throws `file-not-written`, also when there is one. */
export async function writeNewFile(file: string, content: string | Uint8Array, terminal: Terminal, said: (path: string) => string = exported): Promise<ExitCode> {
  const path = resolve(file);
  try {
    await writeFile(path, content, { mode: 0o600, flag: "wx", flush: true });
  } catch (cause) {
    throw new Failure("file-not-written", { cause, details: { file: path, reason: (cause as NodeJS.ErrnoException).code ?? "" } });
  }
  terminal.print(said(path));
  return 0;
}
