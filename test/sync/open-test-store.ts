import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore, type OpenedStore } from "../../db/open-store.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { catalogue, enrolmentOf, idMaker, tickingClock } from "./fixtures.ts";

export const testKey = "0123456789abcdef".repeat(4);

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "yichuang-store-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function sources(seed = 0, now: () => Instant = tickingClock()) {
  let drawn = 0;
  return {
    now,
    newId: idMaker(0x8000 + seed),
    randomBytes: (count: number) => createHash("sha512").update(`${seed}/${(drawn += 1)}`).digest().subarray(0, count),
  };
}

/** A store in a new folder or the one given, enrolled and with the test catalogue when it is new. */
export function openTestStore(folder: string, code = "0001", options: { key?: string; now?: () => Instant } = {}): OpenedStore {
  const opened = openStore({ folder, key: options.key ?? testKey, ...sources(Number(code), options.now) });
  if (opened.outcome === "created") {
    opened.store.enrolments.enrol(enrolmentOf(code), "2026-03-02T00:00:00.000Z" as Instant);
    opened.store.catalogue.save(catalogue, undefined);
  }
  return opened;
}
