import { createHash } from "node:crypto";
import { mkdtemp, open, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { temporaryFolder } from "../test/sync/open-test-store.ts";
import { startRealCentre } from "../test/sync/real-centre.ts";
import { openWindow } from "../test/sync/window.ts";
import { postgresFlavours } from "../test/centre/postgres.ts";

/**
 * Sends a queue of cases with their pages to the centre, a process of its own on the loopback interface, on each PostgreSQL there
 * is. The floor beside it: the same rows as plain inserts, one transaction a command as the centre must, and the same pages as
 * plain files, each synced. Prints one JSON line a database.
 */
const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const caseCount = values.quick ? 50 : 1000;
const pagesPerCase = values.quick ? 2 : 3;
const pageByteLength = 60_000;

for (const { name, isAvailable, start } of postgresFlavours) {
  if (!isAvailable) {
    console.log(JSON.stringify({ bench: "sync", database: name, skipped: "not installed" }));
    continue;
  }
  const postgres = await start({ isLasting: true });
  try {
    console.log(JSON.stringify({ bench: "sync", database: name, ...(await measure(await postgres.createDatabase())) }));
  } finally {
    await postgres.stop();
  }
}

async function measure(databaseUrl: string): Promise<Record<string, unknown>> {
  const folder = temporaryFolder();
  const centre = await startRealCentre(databaseUrl);
  try {
    const window = await openWindow({ folder: folder.path, centreUrl: centre.url(), enrolmentCode: await centre.newEnrolmentCode(), password: centre.password });
    await window.loop.syncNow();
    for (let at = 0; at < caseCount; at += 1) window.receive(`申请人${at}`, pagesPerCase, pageByteLength);
    const commandCount = window.store.readWaiting().waitingCommandCount;
    const uploads = window.store.pages.nextUploads(1_000_000).map(({ sha256 }) => window.store.pages.find(sha256) ?? Buffer.alloc(0));

    const startedAt = performance.now();
    // The connection left idle while the queue was filled may be closed by now: then the next round opens another.
    let rounds = 0;
    while (window.store.readWaiting().waitingSince !== null) {
      const { failure } = await window.loop.syncNow();
      if ((rounds += 1) > 3) throw new Error(`not all was sent: ${JSON.stringify(failure)}`);
    }
    const syncMs = performance.now() - startedAt;
    await window.close();

    const floor = await measureFloor(databaseUrl, await centre.readRecord(), uploads);
    const megabytes = (caseCount * pagesPerCase * pageByteLength) / 1e6;
    return {
      caseCount,
      commandCount,
      pageCount: uploads.length,
      casesPerSecond: round(caseCount / (syncMs / 1000)),
      megabytesPerSecond: round(megabytes / (syncMs / 1000)),
      syncMs: round(syncMs),
      plainInsertsMs: round(floor.insertsMs),
      plainFilesMs: round(floor.filesMs),
      ratio: round(syncMs / (floor.insertsMs + floor.filesMs)),
    };
  } finally {
    await centre.close();
    folder.remove();
  }
}

/** The rows the centre wrote for each command (command, event, feed), and each page written, synced and renamed. */
async function measureFloor(
  databaseUrl: string,
  record: Awaited<ReturnType<Awaited<ReturnType<typeof startRealCentre>>["readRecord"]>>,
  pages: readonly Uint8Array[],
): Promise<{ insertsMs: number; filesMs: number }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("create table floor_command (id uuid primary key, result text); create table floor_event (case_id uuid, version int, event jsonb, primary key (case_id, version)); create table floor_feed (position bigint primary key, case_id uuid, version int)");
  const insertsAt = performance.now();
  let position = 0;
  for (const event of [...record.values()].flat()) {
    await client.query("begin");
    await client.query("insert into floor_command values ($1, 'applied')", [event.commandId]);
    await client.query("insert into floor_event values ($1, $2, $3)", [event.caseId, event.version, JSON.stringify(event)]);
    await client.query("insert into floor_feed values ($1, $2, $3)", [(position += 1), event.caseId, event.version]);
    await client.query("commit");
  }
  const insertsMs = performance.now() - insertsAt;
  await client.end();

  const folder = await mkdtemp(join(tmpdir(), "yichuang-bench-files-"));
  const filesAt = performance.now();
  for (const bytes of pages) {
    const path = join(folder, createHash("sha256").update(bytes).digest("hex"));
    const file = await open(`${path}.part`, "w");
    await file.write(bytes);
    await file.sync();
    await file.close();
    await rename(`${path}.part`, path);
  }
  const filesMs = performance.now() - filesAt;
  await rm(folder, { recursive: true, force: true });
  return { insertsMs, filesMs };
}

function round(value: number): number {
  return Number(value.toFixed(2));
}
