import { parseArgs } from "node:util";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { calendar2026 } from "../domain/calendar/calendar-2026.ts";
import type { CaseCommand } from "../domain/case/case-command.ts";
import type { Case } from "../domain/case/case-state.ts";
import { decide } from "../domain/case/decide.ts";
import { evolve } from "../domain/case/evolve.ts";
import type { DecisionContext } from "../domain/case/rules/rule.ts";
import { pageIdSchema, sha256Schema } from "../domain/ids.ts";
import { rulesVersion } from "../domain/rules-version.ts";
import { instantOf, type Instant } from "../domain/time/instant.ts";
import { publicationsRetailLicence } from "../server/seed/items/publications-retail-licence.ts";
import { postgresFlavours, query } from "../test/centre/postgres.ts";
import { newCaseId, openTrialWindow, type TrialWindow } from "../test/centre/trial-window.ts";
import { startRealCentre } from "../test/sync/real-centre.ts";
import { percentile } from "./cases/numbers.ts";

/**
 * Commands a second: through `decide` and `evolve` alone, for cases of sixty events; and through the centre (HTTP, judgement, record,
 * feeds), from several windows at once, beside the bare SQL that writes the very same rows over as many connections, one
 * transaction a command. Prints one JSON line a database.
 */
const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const eventsPerCase = 60;
const windowCount = 4;
const casesPerWindow = values.quick ? 3 : 15;
const rounds = values.quick ? 1 : 3;
const now = (): Instant => instantOf(Date.now());

for (const { name, isAvailable, start } of postgresFlavours) {
  if (!isAvailable) {
    console.log(JSON.stringify({ bench: "decide", database: name, skipped: "not installed" }));
    continue;
  }
  const postgres = await start({ isLasting: true });
  try {
    console.log(JSON.stringify({ bench: "decide", database: name, ...(await measure(await postgres.createDatabase())) }));
  } finally {
    await postgres.stop();
  }
}

async function measure(databaseUrl: string): Promise<Record<string, unknown>> {
  const centre = await startRealCentre(databaseUrl);
  try {
    const windows: TrialWindow[] = [];
    for (let at = 0; at < windowCount; at += 1) {
      windows.push(await openTrialWindow({ url: centre.url(), enrolmentCode: await centre.newEnrolmentCode(), account: "wangxiulan", password: centre.password, now }));
    }
    const pure = measurePure(windows[0] as TrialWindow);
    const ratios: number[] = [];
    let centrePerSecond = 0;
    let barePerSecond = 0;
    // The first round warms both sides up and counts no more than the others: the middle one is told.
    for (let round = 0; round < rounds; round += 1) {
      const before = await query<{ count: string }>(databaseUrl, "select count(*) from commands");
      const centreMs = await timeMs(async () => {
        await Promise.all(windows.map(sendCases));
      });
      const bareMs = await measureBare(databaseUrl, Number(before[0]?.count ?? 0));
      const commandCount = windowCount * casesPerWindow * eventsPerCase;
      centrePerSecond = Math.max(centrePerSecond, commandCount / (centreMs / 1000));
      barePerSecond = Math.max(barePerSecond, commandCount / (bareMs / 1000));
      ratios.push(bareMs / centreMs);
    }
    return {
      eventsPerCase,
      windows: windowCount,
      pureCommandsPerSecond: Math.round(pure),
      centreCommandsPerSecond: Math.round(centrePerSecond),
      bareSqlCommandsPerSecond: Math.round(barePerSecond),
      ratio: Number(percentile(ratios, 0.5).toFixed(2)),
    };
  } finally {
    await centre.close();
  }
}

/** Sixty acts of a clerk on one case: reception, materials, pages put in and turned, acceptance. */
function commandsOfCase(window: TrialWindow): CaseCommand[] {
  const caseId = newCaseId();
  const reception = window.reception(caseId);
  const pageIds = Array.from({ length: 10 }, () => pageIdSchema.parse(uuidv7()));
  const pages = pageIds.map((pageId, index) => ({
    pageId, sha256: sha256Schema.parse(pageId.replaceAll("-", "").padEnd(64, "0")), byteLength: 60_000, width: 1132, height: 1600,
    source: `第${index + 1}页`, turnDegrees: 0 as const, isBlank: false, scannedAt: now(),
  }));
  const attach = window.command("attachPages", caseId, { materialCode: "application-form", index: 0, pages });
  const turns = Array.from({ length: eventsPerCase - reception.length - 2 }, (_, index) =>
    window.command("turnPage", caseId, { pageId: pageIds[index % pageIds.length] ?? pageIdSchema.parse(uuidv7()), turnDegrees: index % 2 === 0 ? 90 : 180 }),
  );
  return [...reception, attach, ...turns, window.command("acceptCase", caseId, {})];
}

function measurePure(window: TrialWindow): number {
  const cases = Array.from({ length: values.quick ? 50 : 400 }, () => commandsOfCase(window));
  const context: DecisionContext = { now: now(), item: publicationsRetailLicence, calendar: calendar2026, delegations: [] };
  const startedAt = performance.now();
  for (const commands of cases) {
    let current: Case | undefined;
    for (const command of commands) {
      const decision = decide(current, command, context);
      if (decision.outcome === "refused") throw new Error(`${command.kind}: ${JSON.stringify(decision.refusal)}`);
      for (const event of decision.events) {
        const stamp = { caseId: command.caseId, version: (current?.version ?? 0) + 1, commandId: command.id, actor: command.actor, workstationCode: command.workstationCode, occurredAt: context.now, claimedAt: command.givenAt, rulesVersion };
        current = evolve(current, { ...event, ...stamp });
      }
    }
    if (current?.stage !== "accepted") throw new Error("the case was not accepted");
  }
  return (cases.length * eventsPerCase) / ((performance.now() - startedAt) / 1000);
}

async function sendCases(window: TrialWindow): Promise<void> {
  for (let at = 0; at < casesPerWindow; at += 1) {
    const results = await window.push(commandsOfCase(window));
    const refused = results.find(({ outcome }) => outcome === "rejected");
    if (refused !== undefined) throw new Error(JSON.stringify(refused));
  }
}

/** What the centre wrote since, written again into tables of the same shape: each command's rows in a transaction of its own. */
async function measureBare(databaseUrl: string, alreadyJudged: number): Promise<number> {
  const tables = ["commands", "events", "cases", "case_files", "feed_heads", "feed"];
  await query(databaseUrl, tables.map((table) => `drop table if exists bare_${table}; create table bare_${table} (like ${table} including all)`).join(";"));
  const commands = await query(databaseUrl, "select * from commands order by judged_at, command_id offset $1", [alreadyJudged]);
  const events = new Map<string, Row[]>();
  for (const event of await query<Row>(databaseUrl, "select * from events")) events.set(String(event["command_id"]), [...(events.get(String(event["command_id"])) ?? []), event]);
  const caseRows = new Map((await query<Row>(databaseUrl, "select * from cases")).map((row) => [String(row["case_id"]), row]));
  const files = new Map<string, Row[]>();
  for (const file of await query<Row>(databaseUrl, "select * from case_files")) files.set(String(file["case_id"]), [...(files.get(String(file["case_id"])) ?? []), file]);

  const lanes = Array.from({ length: windowCount }, (): Row[] => []);
  const laneOf = new Map<string, number>();
  for (const command of commands as Row[]) {
    const caseId = String(command["case_id"]);
    if (!laneOf.has(caseId)) laneOf.set(caseId, laneOf.size % windowCount);
    lanes[laneOf.get(caseId) ?? 0]?.push(command);
  }
  const clients = await Promise.all(lanes.map(async () => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    return client;
  }));
  try {
    return await timeMs(async () => {
      await Promise.all(lanes.map(async (lane, index) => {
        const client = clients[index] as pg.Client;
        for (const command of lane) await writeRows(client, command, events.get(String(command["command_id"])) ?? [], caseRows.get(String(command["case_id"])) ?? {}, files);
      }));
    });
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

type Row = Record<string, unknown>;

async function writeRows(client: pg.Client, command: Row, events: readonly Row[], caseRow: Row, files: ReadonlyMap<string, readonly Row[]>): Promise<void> {
  await client.query("begin");
  await insert(client, "commands", command);
  for (const event of events) await insert(client, "events", event);
  await insert(client, "cases", caseRow, "on conflict (office_id, case_id) do update set version = excluded.version, head_hash = excluded.head_hash, summary = excluded.summary");
  if (events.some(({ kind }) => kind === "pagesAttached")) {
    for (const file of files.get(String(command["case_id"])) ?? []) await insert(client, "case_files", file, "on conflict do nothing");
  }
  for (const officeId of [...new Set([caseRow["office_id"], caseRow["item_office_id"]])].sort()) {
    await client.query({
      name: "feed",
      text: `with head as (insert into bare_feed_heads values ($1, $4) on conflict (office_id) do update set position = bare_feed_heads.position + excluded.position returning position)
        insert into bare_feed select $1, position, $2, $3, $5 from head`,
      values: [officeId, caseRow["office_id"], command["case_id"], events.length, events[0]?.["version"]],
    });
  }
  await client.query("commit");
}

async function insert(client: pg.Client, table: string, row: Row, onConflict = ""): Promise<void> {
  const columns = Object.keys(row);
  const values_ = columns.map((column) => (typeof row[column] === "object" && row[column] !== null ? JSON.stringify(row[column]) : row[column]));
  await client.query({ name: `bare-${table}`, text: `insert into bare_${table} (${columns.join(", ")}) values (${columns.map((_, index) => `$${index + 1}`).join(", ")}) ${onConflict}`, values: values_ });
}

async function timeMs(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
