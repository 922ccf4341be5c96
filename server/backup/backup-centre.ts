import { createHash } from "node:crypto";
import { readdir, rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import type pg from "pg";
import { Failure } from "../../domain/failure.ts";
import { sha256Schema } from "../../domain/ids.ts";
import type { Centre } from "../centre.ts";
import { createBackupFolder, type BackupWriter } from "./backup-folder.ts";
import { backupFormat, contentFile, manifestName, tableFile, tablesInOrder, type Manifest } from "./backup-format.ts";

const rowsAtOnce = 1000;

/**
 * Saves the whole centre to a new folder while it works: the tables as they stand at one moment, then the files, which only
 * grow. The folder gets its name when everything is in it, so a backup broken off is never taken for one. Without a passphrase it holds
 * personal data in the clear: the caller chooses a place fit for it. Throws `backup-folder-not-empty`.
 */
export async function backupCentre(centre: Centre, toFolder: string, passphrase?: string): Promise<Manifest> {
  const existing = await readdir(toFolder).catch(() => []);
  if (existing.length > 0) throw new Failure("backup-folder-not-empty", { details: { folder: toFolder } });
  const partial = `${toFolder}.partial`;
  await rm(partial, { recursive: true, force: true });
  const backup = await createBackupFolder(partial, passphrase, centre.now());
  const { schemaVersion, tables } = await saveTables(centre, backup);
  const files = await saveFiles(centre, backup);
  const manifest: Manifest = { format: backupFormat, createdAt: centre.now(), schemaVersion, tables, files };
  await backup.write(manifestName, Readable.from([Buffer.from(JSON.stringify(manifest, undefined, 1))]));
  await rm(toFolder, { recursive: true, force: true });
  await rename(partial, toFolder);
  return manifest;
}

async function saveTables(centre: Centre, backup: BackupWriter): Promise<Pick<Manifest, "schemaVersion" | "tables">> {
  const client = await centre.database.$client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const { rows } = await client.query<{ version: number }>("select max(number) as version from schema_migrations");
    const tables: Manifest["tables"] = [];
    for (const name of tablesInOrder) tables.push(await saveTable(client, name, backup));
    return { schemaVersion: rows[0]?.version ?? 0, tables };
  } finally {
    await client.query("rollback");
    client.release();
  }
}

async function saveTable(client: pg.PoolClient, name: string, backup: BackupWriter): Promise<Manifest["tables"][number]> {
  const { rows: columns } = await client.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [name],
  );
  await client.query(`declare saved no scroll cursor for select ${columns.map((column) => `${column.name}::text`).join(", ")} from ${name}`);
  const hash = createHash("sha256");
  let rowCount = 0;
  const lines = async function* (): AsyncGenerator<Buffer> {
    for (;;) {
      const { rows } = await client.query<(string | null)[]>({ text: `fetch ${rowsAtOnce} from saved`, rowMode: "array" });
      if (rows.length === 0) return;
      const bytes = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
      hash.update(bytes);
      rowCount += rows.length;
      yield bytes;
    }
  };
  await backup.write(tableFile(name), lines());
  await client.query("close saved");
  return { name, columns, rowCount, sha256: sha256Schema.parse(hash.digest("hex")) };
}

async function saveFiles(centre: Centre, backup: BackupWriter): Promise<Manifest["files"]> {
  const files: Manifest["files"] = [];
  for await (const sha256 of centre.fileStore.list()) {
    await backup.write(contentFile(sha256), centre.fileStore.read(sha256));
    files.push({ sha256, byteLength: (await centre.fileStore.findLength(sha256)) ?? 0 });
  }
  return files;
}
