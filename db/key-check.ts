import { createHmac } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * SQLite answers a wrong key and a damaged first page alike. This small file beside the database tells them apart: it
 * holds a value only the right key gives. It also says that a store was made here once, so that a missing or emptied
 * database is not taken for a new workstation.
 */
const fileName = "store-key-check.json";

export function readKeyCheck(folder: string, key: string): "none" | "right" | "wrong" {
  const file = join(folder, fileName);
  if (!existsSync(file)) return "none";
  try {
    const { check } = JSON.parse(readFileSync(file, "utf8")) as { check?: unknown };
    return check === checkOf(key) ? "right" : "wrong";
  } catch {
    return "wrong";
  }
}

export function writeKeyCheck(folder: string, key: string): void {
  const file = join(folder, fileName);
  writeFileSync(`${file}.new`, JSON.stringify({ check: checkOf(key) }), { flush: true });
  renameSync(`${file}.new`, file);
}

function checkOf(key: string): string {
  return createHmac("sha256", Buffer.from(key, "hex")).update("yichuang store").digest("hex");
}
