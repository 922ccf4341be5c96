import type { Database } from "better-sqlite3";
import { caseCommandSchema, type CaseCommand } from "../domain/case/case-command.ts";
import type { Instant } from "../domain/time/instant.ts";
import { openDatabase } from "./connection.ts";
import type { SavedQueue } from "./saved-queue.ts";

/** What can still be read of a damaged `records.db`: rows before the damage and rows behind it. Never throws. */
export function salvageQueue(file: string, key: string): SavedQueue {
  const client = tryOpen(file, key);
  if (client === undefined) return { commands: [], enrolments: [] };
  try {
    const commands = readAround<{ command: string }>(client, "sequence, command", "queued_command", "sequence").flatMap(({ command }) => parse(command));
    const columns = `workstation_code AS workstationCode, region_code AS regionCode, office_id AS officeId, office_name AS officeName,
      device_token AS deviceToken, centre_url AS centreUrl, last_running_number AS lastRunningNumber, is_current AS isCurrent`;
    const enrolments = readAround<SavedQueue["enrolments"][number] & { isCurrent: unknown }>(client, columns, "enrolment", "rowid");
    return { commands, enrolments: enrolments.map((row) => ({ ...row, isCurrent: Boolean(row.isCurrent) })) };
  } finally {
    client.close();
  }
}

/** Hands every page that can still be read to `take`. Never throws of its own. */
export function salvagePages(file: string, key: string, take: (page: { bytes: Buffer; isAtCentre: boolean; storedAt: Instant }) => void): void {
  const client = tryOpen(file, key);
  if (client === undefined) return;
  try {
    const sequences = readAround<{ sequence: number }>(client, "sequence", "page", "sequence");
    const read = client.prepare("SELECT bytes, is_at_centre AS isAtCentre, stored_at AS storedAt FROM page WHERE sequence = ?");
    for (const { sequence } of sequences) {
      const page = attempt(() => read.get(sequence) as { bytes: Buffer; isAtCentre: number; storedAt: Instant } | undefined);
      if (page !== undefined) take({ ...page, isAtCentre: page.isAtCentre === 1 });
    }
  } finally {
    client.close();
  }
}

/** Reads a table from its beginning up to the damage and from its end down to it. */
function readAround<Row>(client: Database, columns: string, table: string, order: string): Row[] {
  const forward = readUntilDamage<Row>(client, `SELECT ${order} AS salvageKey, ${columns} FROM ${table} ORDER BY ${order}`);
  const rows = new Map(forward.rows.map((row) => [row.salvageKey, row]));
  if (forward.isDamaged) {
    const backward = readUntilDamage<Row>(client, `SELECT ${order} AS salvageKey, ${columns} FROM ${table} ORDER BY ${order} DESC`);
    for (const row of backward.rows) rows.set(row.salvageKey, row);
  }
  return [...rows.values()].sort((a, b) => a.salvageKey - b.salvageKey).map(({ salvageKey: _key, ...row }) => row as unknown as Row);
}

function readUntilDamage<Row>(client: Database, query: string): { rows: (Row & { salvageKey: number })[]; isDamaged: boolean } {
  const rows: (Row & { salvageKey: number })[] = [];
  try {
    for (const row of client.prepare(query).iterate()) rows.push(row as Row & { salvageKey: number });
    return { rows, isDamaged: false };
  } catch {
    return { rows, isDamaged: true };
  }
}

function parse(text: string): CaseCommand[] {
  const parsed = attempt(() => caseCommandSchema.safeParse(JSON.parse(text)));
  return parsed?.success === true ? [parsed.data] : [];
}

function tryOpen(file: string, key: string): Database | undefined {
  return attempt(() => openDatabase(file, key, { pageSizeBytes: 4096, cacheKib: 2000 }));
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
