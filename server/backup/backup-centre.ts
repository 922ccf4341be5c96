import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { Failure } from "../../domain/failure.ts";
import { sha256Schema } from "../../domain/ids.ts";
import type { Centre } from "../centre.ts";
import { backupFormat, manifestName, tablesInOrder, type Manifest } from "./backup-format.ts";

const rowsAtOnce = 1000;

/**
 * Saves the whole centre to a new folder while it works: the tables as they stand at one moment, then the files, which only
 * grow. The folder gets its name when everything is in it, so a backup broken off is never taken for one. It holds personal
 * data in the clear: the caller chooses a place fit for it. Throws `backup-folder-not-empty`.
 */
export async function backupCentre(centre: Centre, toFolder: string): Promise<Manifest> {
  const existing = await readdir(toFolder).catch(() => []);
  if (existing.length > 0) throw new Failure("backup-folder-not-empty", { details: { folder: toFolder } });
  const partial = `${toFolder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(join(partial, "tables"), { recursive: true, mode: 0o700 });
  await mkdir(join(partial, "files"), { mode: 0o700 });
  const { schemaVersion, tables } = await saveTables(centre, join(partial, "tables"));
  const files = await saveFiles(centre, join(partial, "files"));
  const manifest: Manifest = { format: backupFormat, createdAt: centre.now(), schemaVersion, tables, files };
  await writeFile(join(partial, manifestName), JSON.stringify(manifest, undefined, 1), { flush: true });
  await rm(toFolder, { recursive: true, force: true });
  await rename(partial, toFolder);
  return manifest;
}

async function saveTables(centre: Centre, folder: string): Promise<Pick<Manifest, "schemaVersion" | "tables">> {
  const client = await centre.database.$client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const { rows } = await client.query<{ version: number }>("select max(number) as version from schema_migrations");
    const tables: Manifest["tables"] = [];
    for (const name of tablesInOrder) tables.push(await saveTable(client, name, join(folder, `${name}.jsonl`)));
    return { schemaVersion: rows[0]?.version ?? 0, tables };
  } finally {
    await client.query("rollback");
    client.release();
  }
}

async function saveTable(client: pg.PoolClient, name: string, path: string): Promise<Manifest["tables"][number]> {
  const { rows: columns } = await client.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [name],
  );
  await client.query(`declare saved no scroll cursor for select ${columns.map((column) => `${column.name}::text`).join(", ")} from ${name}`);
  const file = await open(path, "wx", 0o600);
  const hash = createHash("sha256");
  let rowCount = 0;
  try {
    for (;;) {
      const { rows } = await client.query<(string | null)[]>({ text: `fetch ${rowsAtOnce} from saved`, rowMode: "array" });
      if (rows.length === 0) break;
      const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
      hash.update(lines);
      await file.write(lines);
      rowCount += rows.length;
    }
    await file.sync();
  } finally {
    await file.close();
    await client.query("close saved");
  }
  return { name, columns, rowCount, sha256: sha256Schema.parse(hash.digest("hex")) };
}

async function saveFiles(centre: Centre, folder: string): Promise<Manifest["files"]> {
  const files: Manifest["files"] = [];
  for await (const sha256 of centre.fileStore.list()) {
    await pipeline(centre.fileStore.read(sha256), createWriteStream(join(folder, sha256), { mode: 0o600, flush: true }));
    files.push({ sha256, byteLength: (await centre.fileStore.findLength(sha256)) ?? 0 });
  }
  return files;
}
