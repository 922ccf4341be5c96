import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";

export interface LogFile {
  /** Adds lines, each with the time and where it came from. */
  write(source: string, text: string): void;
}

/** Two files of this size hold months of a quiet workstation and never fill a small disk. */
const defaultLimitBytes = 5_000_000;

/**
 * The app's log, `logs/yichuang.log` below the data folder, with one older file beside it. It holds codes and stack traces, never what a
 * clerk typed. A disk that is full or gone stops the log, not the app.
 */
export function openLogFile(dataFolder: string, nowIso: () => string, limitBytes: number = defaultLimitBytes): LogFile {
  const folder = join(dataFolder, "logs");
  const file = join(folder, "yichuang.log");
  return {
    write(source, text) {
      const lines = text.split("\n").filter((line) => line.trim() !== "").map((line) => `${nowIso()} ${source} ${line}\n`);
      try {
        mkdirSync(folder, { recursive: true });
        const sizeBytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
        if (sizeBytes > limitBytes) renameSync(file, join(folder, "yichuang.old.log"));
        appendFileSync(file, lines.join(""), { mode: 0o600 });
      } catch (error) {
        console.error("log not written:", error);
      }
    },
  };
}
