import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { migrate } from "../migrate.ts";
import { createPrintJobs } from "../print-jobs.ts";
import { recordsDatabase } from "../records-database.ts";
import { records0001 } from "./records-0001.ts";
import { recordsMigrations } from "./migrations.ts";

test("receipts on their way stay on their way when jobs learn of other papers", () => {
  const client = new Sqlite(":memory:");
  migrate(client, [records0001]);
  const insert = client.prepare("INSERT INTO print_job (id, case_id, receipt, print_number, printer_name, state, failure_code, attempts, created_at, changed_at, bytes) VALUES (?, 'c', 'reception-slip', 1, 'slip', ?, ?, 2, 't1', 't2', x'1b40')");
  insert.run("a", "doubtful", "printer-paper-out");
  insert.run("b", "waiting", null);
  migrate(client, recordsMigrations);
  const [a, b] = createPrintJobs(recordsDatabase(client)).listJobs(["waiting", "doubtful"]);
  const kept = { caseId: "c", kind: "receipt", receipt: "reception-slip", title: null, printerId: "slip", copies: 1, attempts: 2, createdAt: "t1", changedAt: "t2", bytes: Uint8Array.of(0x1b, 0x40) };
  expect(a).toEqual({ ...kept, id: "a", state: "doubtful", failure: { code: "printer-paper-out", retryable: true, details: {} } });
  expect(b).toEqual({ ...kept, id: "b", state: "waiting", failure: null });
});
