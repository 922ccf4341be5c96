import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import { findChainBreak } from "../../domain/record/hash-chain.ts";
import { makeSharedFolder, query } from "../centre/postgres.ts";
import { startLineChild, type LineChild } from "./child-lines.ts";
import { textHash } from "./memory-centre.ts";

/** The real centre in a process of its own, on its embedded PostgreSQL. */
export interface RealCentre {
  url(): string;
  dataFolder: string;
  password: string;
  newEnrolmentCode(): Promise<string>;
  kill(): Promise<void>;
  /** After `kill`: on the same data, at another address. */
  restart(): Promise<void>;
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Every event on the record, by case, in order. */
  readRecord(): Promise<Map<string, RecordedEvent[]>>;
  close(): Promise<void>;
}

const script = join(import.meta.dirname, "centre-process.ts");

export async function startRealCentre(databaseUrl?: string): Promise<RealCentre> {
  const dataFolder = await makeSharedFolder();
  const start = async () => {
    const child: LineChild = startLineChild(script, [dataFolder, ...(databaseUrl === undefined ? [] : [databaseUrl])]);
    return { child, ...(await child.next<{ url: string; databaseUrl: string; password: string }>()) };
  };
  let running = await start();
  return {
    url: () => running.url,
    dataFolder,
    password: running.password,
    newEnrolmentCode: async () => {
      running.child.say("code");
      return (await running.child.next<{ enrolmentCode: string }>()).enrolmentCode;
    },
    kill: () => running.child.kill(),
    restart: async () => {
      running = await start();
    },
    query: (text, values) => query(running.databaseUrl, text, values),
    readRecord: async () => {
      const rows = await query<{ event: RecordedEvent }>(running.databaseUrl, "select event from events order by case_id, version");
      return Map.groupBy(rows.map(({ event }) => event), (event) => event.caseId as string);
    },
    close: async () => {
      await running.child.end();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Throws unless every case's chain is whole. */
export function checkChains(record: Map<string, RecordedEvent[]>): void {
  for (const events of record.values()) {
    const chainBreak = findChainBreak(events, textHash);
    if (chainBreak !== undefined) throw new Error(`the record is broken: ${JSON.stringify(chainBreak)}`);
  }
}
