import { spawn } from "node:child_process";
import { buffer } from "node:stream/consumers";
import { Failure } from "../../domain/failure.ts";
import { a4PrinterFailure } from "./a4-printer-failure.ts";
import type { DocumentConverter } from "./document-format.ts";

/**
 * PDF to PostScript by poppler's `pdftops` (Debian package poppler-utils), for printers that take no PDF.
 * Throws Failures `a4-printer-software-missing` and `a4-printer-document-refused`.
 */
export function createPostscriptConverter(command = "pdftops"): DocumentConverter {
  return {
    format: "application/postscript",
    async convert(pdf, signal) {
      const child = spawn(command, ["-level3", "-paper", "A4", "-", "-"], { signal, stdio: ["pipe", "pipe", "ignore"], windowsHide: true });
      const ended = new Promise<number | null>((resolve, reject) => {
        child.on("error", reject);
        child.on("close", resolve);
      });
      // A converter that has had enough closes its input early; its exit code says why.
      child.stdin.on("error", () => undefined);
      child.stdin.end(pdf);
      try {
        const [postscript, exitCode] = await Promise.all([buffer(child.stdout), ended]);
        if (exitCode !== 0 || postscript.byteLength === 0) throw a4PrinterFailure("a4-printer-document-refused", command, { reason: `pdftops ${exitCode}` });
        return postscript;
      } catch (error) {
        if (error instanceof Failure || (error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
        throw a4PrinterFailure("a4-printer-software-missing", command, { software: command }, error);
      }
    },
  };
}
