import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import type { CaseCommand } from "../domain/case/case-command.ts";
import type { StoredEnrolment } from "./store-types.ts";

/** What could be read of a damaged store that exists nowhere else. */
export interface SavedQueue {
  commands: CaseCommand[];
  enrolments: (StoredEnrolment & { lastRunningNumber: number; isCurrent: boolean })[];
}

const ivBytes = 12;
const tagBytes = 16;

/** Writes it as JSON, encrypted under the store's key: it holds people's data and the device's token (R-SEC-2). */
export function writeSavedQueue(file: string, key: string, saved: SavedQueue, randomBytes: (count: number) => Buffer): void {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", fileKey(key), iv);
  const text = Buffer.concat([cipher.update(JSON.stringify(saved), "utf8"), cipher.final()]);
  writeFileSync(file, Buffer.concat([iv, cipher.getAuthTag(), text]), { flush: true, mode: 0o600 });
}

/** Reads what `writeSavedQueue` wrote; throws on a wrong key or a changed file. */
export function readSavedQueue(file: string, key: string): SavedQueue {
  const bytes = readFileSync(file);
  const decipher = createDecipheriv("aes-256-gcm", fileKey(key), bytes.subarray(0, ivBytes));
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  const text = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
  return JSON.parse(text.toString("utf8")) as SavedQueue;
}

function fileKey(key: string): Buffer {
  return Buffer.from(hkdfSync("sha256", Buffer.from(key, "hex"), "", "yichuang saved queue", 32));
}
