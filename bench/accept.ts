import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import Sqlite from "better-sqlite3";
import { v7 as uuidv7 } from "uuid";
import { openStore } from "../db/open-store.ts";
import type { Store } from "../db/store.ts";
import type { CaseId, CommandId, PageId } from "../domain/ids.ts";
import { instantOf } from "../domain/time/instant.ts";
import { applicationOf, catalogue, clerk, enrolmentOf, item, pageBytes, pageOf } from "../test/sync/fixtures.ts";
import { percentile } from "./cases/numbers.ts";

/**
 * Accepts ten-page cases offline, as the desk does: every page put when its scan is done, then attached, ticked, accepted; each
 * step durable before the next. Beside it, in turns, a bare unencrypted SQLite that writes the same bytes for the case: in one
 * durable transaction, and in as many as the desk's steps are (fourteen). Prints one JSON line.
 */
const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const caseCount = values.quick ? 20 : 200;
const pagesPerCase = 10;
const pageByteLength = 75_000;

const folder = mkdtempSync(join(tmpdir(), "yichuang-bench-accept-"));
try {
  const now = () => instantOf(Date.now());
  const { store } = openStore({ folder, key: randomBytes(32).toString("hex"), now, newId: () => uuidv7(), randomBytes });
  store.enrolments.enrol(enrolmentOf("0001"), now());
  store.catalogue.save(catalogue, undefined);
  const bare = openBare(join(folder, "bare.db"));

  const times = { wholeCase: [] as number[], acceptAct: [] as number[], bare: [] as number[], bareSteps: [] as number[] };
  for (let at = 0; at < caseCount; at += 1) {
    const pages = Array.from({ length: pagesPerCase }, (_none, page) => pageBytes(`${at}/${page}`, pageByteLength));
    const startedAt = performance.now();
    const { caseId, acceptMs } = acceptOne(store, pages, at);
    times.wholeCase.push(performance.now() - startedAt);
    times.acceptAct.push(acceptMs);

    const rows = store.queue.nextToSend(10_000).filter(({ command }) => command.caseId === caseId).map((row) => JSON.stringify(row));
    const bareStartedAt = performance.now();
    bare.write(pages, rows);
    times.bare.push(performance.now() - bareStartedAt);
    const stepsStartedAt = performance.now();
    for (const page of pages) bare.write([page], []);
    for (const row of rows) bare.write([], [row]);
    times.bareSteps.push(performance.now() - stepsStartedAt);
  }
  const line = (measured: number[]) => ({ p50Ms: round(percentile(measured, 0.5)), p99Ms: round(percentile(measured, 0.99)) });
  const [whole, act, plain, steps] = [line(times.wholeCase), line(times.acceptAct), line(times.bare), line(times.bareSteps)];
  const ratios = {
    ratioP50: round(whole.p50Ms / plain.p50Ms),
    ratioP99: round(whole.p99Ms / plain.p99Ms),
    ratioP50SameSteps: round(whole.p50Ms / steps.p50Ms),
    ratioP99SameSteps: round(whole.p99Ms / steps.p99Ms),
  };
  const measured = { wholeCase: whole, acceptAct: act, bareTransaction: plain, bareSameSteps: steps };
  console.log(JSON.stringify({ bench: "accept", caseCount, pagesPerCase, pageByteLength, ...measured, ...ratios }));
  store.close();
  bare.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function acceptOne(store: Store, pages: readonly Buffer[], at: number): { caseId: CaseId; acceptMs: number } {
  const caseId = uuidv7() as CaseId;
  const now = () => instantOf(Date.now());
  const giving = () => ({ commandId: uuidv7() as CommandId, caseId, actor: clerk, givenAt: now() });
  expectDone(store.cases.receiveCase({ ...giving(), itemCode: item.code, itemVersion: 1, application: applicationOf(`申请人${at}`), draftId: null }));
  const named = pages.map((bytes) => pageOf(uuidv7() as PageId, store.pages.put(bytes), bytes.length, now()));
  expectDone(store.cases.giveCommand({ ...giving(), body: { kind: "attachPages", payload: { materialCode: "form", index: 0, pages: named } } }));
  const record = { materialCode: "form", medium: "paper", checkedAs: "original", copies: 1, sheetCount: pages.length } as const;
  expectDone(store.cases.giveCommand({ ...giving(), body: { kind: "recordMaterial", payload: record } }));
  const startedAt = performance.now();
  expectDone(store.cases.giveCommand({ ...giving(), body: { kind: "acceptCase", payload: {} } }));
  return { caseId, acceptMs: performance.now() - startedAt };
}

function openBare(file: string): { write(pages: readonly Buffer[], rows: readonly string[]): void; close(): void } {
  const client = new Sqlite(file);
  client.pragma("page_size = 16384");
  client.pragma("journal_mode = WAL");
  client.pragma("synchronous = FULL");
  client.exec("CREATE TABLE page (bytes BLOB); CREATE TABLE line (text TEXT)");
  const [page, line] = [client.prepare("INSERT INTO page VALUES (?)"), client.prepare("INSERT INTO line VALUES (?)")];
  const write = client.transaction((pages: readonly Buffer[], rows: readonly string[]) => {
    for (const bytes of pages) page.run(bytes);
    for (const row of rows) line.run(row);
  });
  return { write: (pages, rows) => void write(pages, rows), close: () => client.close() };
}

function expectDone(decision: { outcome: string }): void {
  if (decision.outcome !== "events") throw new Error(JSON.stringify(decision));
}

function round(value: number): number {
  return Number(value.toFixed(2));
}
