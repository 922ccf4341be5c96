import { readFile } from "node:fs/promises";
import { Failure } from "../../domain/failure.ts";

const fewestCharacters = 12;

/**
 * The passphrase in a file: all of it but the space around. Never on a command line, where every user of the machine can read it.
 * Throws `backup-key-unreadable`, and `backup-key-too-short` where guessing would open the backup.
 */
export async function readBackupPassphrase(file: string): Promise<string> {
  let passphrase: string;
  try {
    passphrase = (await readFile(file, "utf8")).replace(/^\uFEFF/, "").trim();
  } catch (cause) {
    throw new Failure("backup-key-unreadable", { cause, details: { file, reason: (cause as NodeJS.ErrnoException).code ?? "" } });
  }
  if ([...passphrase].length < fewestCharacters) throw new Failure("backup-key-too-short", { details: { file, fewestCharacters } });
  return passphrase;
}
