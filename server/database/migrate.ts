import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { Failure } from "../../domain/failure.ts";
import type { Instant } from "../../domain/time/instant.ts";

/** Any number that no other program on the same database uses: held while migrating, so that processes wait for each other. */
const migrationLock = 5_214_771_001;

/** How a program before this one finds out what has been done to a database. */
export const makeMigrationTable =
  "create table if not exists schema_migrations (number integer primary key, name text not null, sha256 text not null, applied_at text not null)";

export interface Migration {
  number: number;
  name: string;
  sql: string;
  sha256: string;
}

/** The shipped migrations in order. A shipped one never changes (a test holds their hashes); a change is the next one. */
export async function readMigrations(): Promise<Migration[]> {
  const folder = join(import.meta.dirname, "migrations");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const sql = await readFile(join(folder, name), "utf8");
      const number = Number(name.slice(0, 4));
      if (number !== index + 1) throw new Error(`migration ${name} is out of order`);
      return { number, name, sql, sha256: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/**
 * Brings the database to this program's schema; processes that start at once take turns. Throws `database-newer` when a newer
 * program has been at it, `database-unreachable` when it does not answer, `database-migration-changed` when it was made by other migrations than ours.
 */
export async function migrate(databaseUrl: string, now: Instant): Promise<void> {
  const migrations = await readMigrations();
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect().catch((cause: unknown) => {
    throw new Failure("database-unreachable", { retryable: true, cause, details: { problem: cause instanceof Error ? cause.message : "" } });
  });
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await client.query(makeMigrationTable);
    const { rows } = await client.query<{ number: number; name: string; sha256: string }>(
      "select number, name, sha256 from schema_migrations order by number",
    );
    const newest = rows.at(-1);
    if (newest !== undefined && newest.number > migrations.length) {
      throw new Failure("database-newer", { details: { databaseVersion: newest.number, programVersion: migrations.length } });
    }
    const changed = rows.find((row) => migrations[row.number - 1]?.sha256 !== row.sha256);
    if (changed !== undefined) throw new Failure("database-migration-changed", { details: { migration: changed.name } });
    for (const migration of migrations.slice(rows.length)) await apply(client, migration, now);
  } finally {
    // Ending the connection gives the lock back.
    await client.end();
  }
}

async function apply(client: pg.Client, migration: Migration, now: Instant): Promise<void> {
  try {
    await client.query("begin");
    await client.query(migration.sql);
    await client.query("insert into schema_migrations values ($1, $2, $3, $4)", [migration.number, migration.name, migration.sha256, now]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}
