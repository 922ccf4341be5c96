import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { numberSheet } from "./paper.ts";

/**
 * `node feed-paper.ts PAPER_FOLDER LOADS ARGUMENT…`: one `scanimage` batch out of as many as it takes, since the backend's feeder holds ten
 * sheets. A drawn sheet is put in the place of the backend's own picture before the name of its file is passed on.
 */
const [paperFolder = ".", loads = "1", ...arguments_] = process.argv.slice(2);
const SHEETS_A_LOAD = 10;
const sheets = readdirSync(paperFolder).map((name) => readFileSync(join(paperFolder, name)));
let permits = 0;
let passPermits: () => void = () => undefined;
process.stdin.on("data", (lines: Buffer) => {
  permits += lines.length;
  passPermits();
});

let number = 0;
for (let load = 0; load < Number(loads); load++) {
  const child = spawn("scanimage", [...arguments_, `--batch-start=${number + 1}`, `--batch-count=${SHEETS_A_LOAD}`]);
  const ended = once(child, "close");
  let owed = SHEETS_A_LOAD;
  // Only as many as it has sheets: it reads ahead, and what it did not need would be lost to the next load.
  passPermits = () => {
    for (; owed > 0 && permits > 0; owed--, permits--) child.stdin.write("\n");
  };
  passPermits();
  // To the reader it is one batch, which ends only with the last load.
  createInterface({ input: child.stderr }).on("line", (line) => void (line.startsWith("Batch terminated") || process.stderr.write(`${line}\n`)));
  for await (const file of createInterface({ input: child.stdout })) {
    const pixmap = Buffer.from(sheets[number % sheets.length] ?? []);
    numberSheet(pixmap, number++);
    writeFileSync(file, pixmap);
    process.stdout.write(`${file}\n`);
  }
  passPermits = () => undefined;
  const [exitCode] = (await ended) as [number | null];
  if (exitCode !== 0) process.exit(exitCode ?? 1);
}
process.stdin.destroy();
