import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { v7 as uuidv7 } from "uuid";
import { openStore } from "../db/open-store.ts";
import type { Store } from "../db/store.ts";
import { instantOf, type RegionDate } from "../domain/time/instant.ts";
import { fillWithCases } from "./cases/fill-store.ts";
import { seededRandom } from "../test/sync/seeded-random.ts";
import { percentile } from "./cases/numbers.ts";

/**
 * Finds cases among 100,000 by a part of a name, a number or a telephone, as a clerk types it. Prints one JSON line with the
 * time of the whole list call in milliseconds. Aim: p95 at most 16 ms.
 */
const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const caseCount = values.quick ? 10_000 : 100_000;
const folder = mkdtempSync(join(tmpdir(), "yichuang-bench-search-"));
try {
  const { store } = openStore({ folder, key: randomBytes(32).toString("hex"), now: () => instantOf(Date.now()), newId: () => uuidv7(), randomBytes });
  const people = fillWithCases(store, caseCount, seededRandom(1));
  const databaseBytes = statSync(join(folder, "records.db")).size;
  console.log(JSON.stringify({ bench: "search", caseCount, databaseMegabytes: Math.round(databaseBytes / 1e6), ...measure(store, people) }));
  store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measure(store: Store, people: ReturnType<typeof fillWithCases>): Record<string, unknown> {
  const random = seededRandom(2);
  const pick = () => people[Math.floor(random() * people.length)]!;
  const kinds: Record<string, () => string> = {
    fullName: () => pick().name,
    givenName: () => pick().name.slice(1),
    surname: () => pick().name.slice(0, 1),
    project: () => pick().projectName.slice(2, 6),
    mobile: () => pick().mobile,
    mobileEnd: () => pick().mobile.slice(-4),
    numberEnd: () => pick().number.slice(-7),
    identityEnd: () => pick().identityNumber.slice(-6),
    nameAndMobile: () => `${pick().name.slice(0, 1)} ${pick().mobile.slice(-4)}`,
  };
  const all: number[] = [];
  const byKind: Record<string, number> = {};
  for (const [kind, make] of Object.entries(kinds)) {
    const times: number[] = [];
    for (let run = 0; run < 60; run += 1) {
      const search = make();
      const startedAt = performance.now();
      store.cases.list({ view: "all", officeId: people[0]!.officeId, capacities: [], search, offset: 0, limit: 50, today: "2026-11-21" as RegionDate });
      times.push(performance.now() - startedAt);
    }
    byKind[kind] = Number(percentile(times, 0.95).toFixed(2));
    all.push(...times);
  }
  const [p50Ms, p95Ms, p99Ms] = [0.5, 0.95, 0.99].map((share) => Number(percentile(all, share).toFixed(2)));
  return { p50Ms, p95Ms, p99Ms, p95MsByKind: byKind, aimP95Ms: 16, ratioToAim: Number(((p95Ms ?? 0) / 16).toFixed(2)) };
}
