import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { json } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { v7 as uuidv7 } from "uuid";
import { sql } from "drizzle-orm";
import { recordSealFaultLine, sealedCaseFaultLine } from "../../contracts/wording/record-seals.ts";
import { Failure } from "../../domain/failure.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { openDatabase, type Transaction } from "../database/connection.ts";
import { openDatabaseServer } from "../database/database-server.ts";
import { makeMigrationTable, migrate, readMigrations } from "../database/migrate.ts";
import { openFileStore } from "../files/file-store.ts";
import { beginRecordEpoch } from "../record/record-epoch.ts";
import { openRecordWitness } from "../record/record-witness.ts";
import { verifyRecordSeals } from "../record/verify-record-seals.ts";
import { verifyRecord, type RecordReport } from "../record/verify-record.ts";
import { verifySealLog } from "../seal/verify-seal-log.ts";
import { openBackupFolder, type BackupReader } from "./backup-folder.ts";
import { contentFile, manifestName, manifestSchema, tableFile, type Manifest } from "./backup-format.ts";

const rowsAtOnce = 500;

/**
 * Brings a backup back into an empty database and data folder: all of it, in one transaction that only commits when every hash
 * is right and the record verifies, or nothing. Workstations notice by the record's new epoch and read their feeds from the start.
 *
 * Throws `backup-unreadable`, `backup-key-needed` and `backup-key-wrong` for an encrypted one, `backup-damaged` naming the file,
 * `database-newer` for a backup of a newer program, `restore-target-not-empty`, `backup-record-broken` naming the first case,
 * `backup-feed-broken`, `backup-seal-log-broken`, `backup-record-seals-broken`.
 */
export async function restoreCentre(
  fromFolder: string,
  target: { dataFolder: string; databaseUrl?: string | undefined; now(): Instant },
  passphrase?: string,
): Promise<RecordReport> {
  const backup = await openBackupFolder(fromFolder, passphrase);
  const manifest = await readManifest(backup, fromFolder);
  await checkHashes(backup, manifest, fromFolder);
  // Before anything private is made in it: as root, the embedded database's own user must be able to enter.
  await mkdir(target.dataFolder, { recursive: true });
  await restoreFiles(backup, manifest, target.dataFolder);
  const server = await openDatabaseServer(target);
  const database = openDatabase(server.databaseUrl, 2);
  try {
    const report = await database.transaction(async (transaction) => {
      await makeSchema(transaction, manifest.schemaVersion, target.now());
      for (const table of manifest.tables) await loadTable(transaction, table, backup.read(tableFile(table.name)));
      await beginRecordEpoch(transaction, uuidv7);
      const verified = await verifyRecord(transaction);
      const [fault] = verified.faults;
      if (fault !== undefined) throw new Failure("backup-record-broken", { details: { caseNumber: fault.caseNumber ?? fault.caseId, version: fault.version, kind: fault.kind ?? "", problem: fault.problem } });
      const [feedFault] = verified.feedFaults;
      if (feedFault !== undefined) throw new Failure("backup-feed-broken", { details: { officeId: feedFault.officeId, position: feedFault.position } });
      // A backup of before there were seals has no log of them.
      const [sealFault] = manifest.tables.some(({ name }) => name === "seal_uses") ? (await verifySealLog(transaction)).faults : [];
      if (sealFault !== undefined) throw new Failure("backup-seal-log-broken", { details: { officeId: sealFault.officeId, position: sealFault.position } });
      // As with the log, and there is neither the seal key nor the old data folder to compare with.
      const sealed = manifest.tables.some(({ name }) => name === "record_seals") ? await verifyRecordSeals(transaction, undefined) : undefined;
      const [line] = sealed === undefined ? [] : [...sealed.sealFaults.map(recordSealFaultLine), ...sealed.caseFaults.map(sealedCaseFaultLine)];
      if (line !== undefined) throw new Failure("backup-record-seals-broken", { details: { fault: line } });
      return verified;
    });
    await migrate(server.databaseUrl, target.now());
    await openRecordWitness(target.dataFolder, uuidv7).forget();
    return report;
  } finally {
    await database.$client.end();
    await server.close();
  }
}

async function readManifest(backup: BackupReader, folder: string): Promise<Manifest> {
  try {
    return manifestSchema.parse(await json(backup.read(manifestName)));
  } catch (cause) {
    throw new Failure("backup-unreadable", { cause, details: { folder } });
  }
}

async function checkHashes(backup: BackupReader, manifest: Manifest, folder: string): Promise<void> {
  const expected = [
    ...manifest.tables.map(({ name, sha256 }) => ({ file: tableFile(name), sha256 })),
    ...manifest.files.map(({ sha256 }) => ({ file: contentFile(sha256), sha256 })),
  ];
  for (const { file, sha256 } of expected) {
    const hash = createHash("sha256");
    // A file that cannot be read to its end is damaged, whatever the reason.
    const isWhole = await pipeline(backup.read(file), hash).then(() => true, () => false);
    if (!isWhole || hash.digest("hex") !== sha256) throw new Failure("backup-damaged", { details: { folder, file } });
  }
}

/** Files come first: rows naming files that are not there yet would be worse than files nobody names. */
async function restoreFiles(backup: BackupReader, manifest: Manifest, dataFolder: string): Promise<void> {
  const fileStore = await openFileStore(join(dataFolder, "files"), uuidv7);
  for (const { sha256, byteLength } of manifest.files) {
    const { offset, isComplete } = await fileStore.stateOf(sha256);
    if (isComplete) continue;
    await fileStore.write(sha256, { offset, length: byteLength, bytes: from(offset, backup.read(contentFile(sha256))) });
  }
}

async function* from(offset: number, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let skipped = 0;
  for await (const piece of bytes) {
    const start = Math.min(piece.length, offset - skipped);
    skipped += start;
    yield piece.subarray(start);
  }
}

/** The schema the backup was taken from; what came later is applied to the restored rows afterwards. */
async function makeSchema(transaction: Transaction, schemaVersion: number, now: Instant): Promise<void> {
  const migrations = await readMigrations();
  if (schemaVersion > migrations.length) {
    throw new Failure("database-newer", { details: { databaseVersion: schemaVersion, programVersion: migrations.length } });
  }
  const { rows } = await transaction.execute<{ count: number }>(
    sql`select count(*)::integer as count from information_schema.tables where table_schema = current_schema()`,
  );
  if (rows[0]?.count !== 0) throw new Failure("restore-target-not-empty");
  await transaction.execute(sql.raw(makeMigrationTable));
  for (const { number, name, sql: text, sha256 } of migrations.slice(0, schemaVersion)) {
    await transaction.execute(sql.raw(text));
    await transaction.execute(sql`insert into schema_migrations values (${number}, ${name}, ${sha256}, ${now})`);
  }
}

async function loadTable(transaction: Transaction, table: Manifest["tables"][number], bytes: Readable): Promise<void> {
  let rows: (string | null)[][] = [];
  const flush = async (): Promise<void> => {
    if (rows.length > 0) await insertRows(transaction, table, rows);
    rows = [];
  };
  for await (const line of createInterface({ input: bytes, crlfDelay: Infinity })) {
    rows.push(JSON.parse(line) as (string | null)[]);
    if (rows.length === rowsAtOnce) await flush();
  }
  await flush();
}

/** One array of texts for each column, which PostgreSQL reads back as it wrote them. */
async function insertRows(transaction: Transaction, { name, columns }: Manifest["tables"][number], rows: readonly (string | null)[][]): Promise<void> {
  const names = sql.raw(columns.map((column) => column.name).join(", "));
  const arrays = sql.join(columns.map((_column, index) => sql`${sql.param(rows.map((row) => row[index] ?? null))}::text[]`), sql`, `);
  const casts = sql.raw(columns.map((column) => `saved.${column.name}::${column.type}`).join(", "));
  await transaction.execute(sql`insert into ${sql.raw(name)} (${names}) select ${casts} from unnest(${arrays}) as saved (${names})`);
}
