import { randomBytes } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { instantOf } from "../../domain/time/instant.ts";
import { findOsUser, startEmbeddedPostgres } from "../../server/database/embedded-postgres.ts";
import { migrate } from "../../server/database/migrate.ts";
import { startCluster, type Cluster } from "../../server/database/postgres-cluster.ts";
import { joinOrStart, runFolderVariable } from "./run-postgres.ts";

export interface TestPostgres {
  /** An empty database of its own; returns its connection string. */
  createDatabase(): Promise<string>;
  /** The same with the centre's tables in it, copied from one made before: a third of the time. */
  createMigratedDatabase(): Promise<string>;
  stop(): Promise<void>;
}

export interface PostgresFlavour {
  name: string;
  isAvailable: boolean;
  /** `isLasting` for what measures it: written to the disk as a real one's. */
  start(options?: { isLasting?: boolean }): Promise<TestPostgres>;
}

const debianProgramFolder = findDebianProgramFolder();

/** Both databases the centre is made for: the one it brings along, and Debian's package `postgresql` when it is installed. */
export const postgresFlavours: readonly PostgresFlavour[] = [
  flavour("embedded PostgreSQL", true, (folder, isDisposable) => startEmbeddedPostgres(folder, { isDisposable })),
  flavour("Debian's PostgreSQL (package postgresql)", debianProgramFolder !== undefined, (folder, isDisposable) =>
    startCluster({
      programFolder: debianProgramFolder ?? "",
      folder: join(folder, "postgres"),
      password: randomBytes(12).toString("hex"),
      osUser: findOsUser(),
      isDisposable,
    })),
];

function flavour(name: string, isAvailable: boolean, startIn: (folder: string, isDisposable: boolean) => Promise<Cluster>): PostgresFlavour {
  const startOwn = async (isDisposable: boolean): Promise<TestPostgres> => {
    const folder = await makeSharedFolder();
    const cluster = await startIn(folder, isDisposable);
    return usePostgres(cluster.databaseUrl, async () => {
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
    });
  };
  return {
    name,
    isAvailable,
    async start({ isLasting = false } = {}) {
      const runFolder = process.env[runFolderVariable];
      if (isLasting || runFolder === undefined) return startOwn(!isLasting);
      const databaseUrl = await joinOrStart(join(runFolder, name.split(" ")[0]!), async (folder) => (await startIn(folder, true)).databaseUrl);
      return usePostgres(databaseUrl, () => Promise.resolve());
    },
  };
}

/** Databases on a server that may have others' too. */
function usePostgres(databaseUrl: string, stopServer: () => Promise<void>): TestPostgres {
  const names: string[] = [];
  const create = async (options: string): Promise<string> => {
    const name = `test_${randomBytes(8).toString("hex")}`;
    await query(databaseUrl, `create database ${name} ${options}`);
    names.push(name);
    return urlOf(databaseUrl, name);
  };
  let migrated: Promise<void> | undefined;
  return {
    createDatabase: () => create(""),
    async createMigratedDatabase() {
      await (migrated ??= makeMigrated(databaseUrl));
      return create(`template ${migratedName}`);
    },
    stop: async () => {
      for (const name of names) await query(databaseUrl, `drop database ${name} with (force)`);
      await stopServer();
    },
  };
}

const migratedName = "migrated";
/** Any number: held while it is made, so that processes wait for each other. */
const migratedLock = 5_214_771_002;

/** Once on a server, whoever comes first. */
async function makeMigrated(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migratedLock]);
    const { rows } = await client.query("select 1 from pg_database where datname = $1", [migratedName]);
    if (rows.length > 0) return;
    const unfinished = `${migratedName}_unfinished`;
    await client.query(`drop database if exists ${unfinished}`);
    await client.query(`create database ${unfinished}`);
    await migrate(urlOf(databaseUrl, unfinished), instantOf(Date.now()));
    await client.query(`alter database ${unfinished} rename to ${migratedName}`);
  } finally {
    await client.end();
  }
}

function urlOf(databaseUrl: string, name: string): string {
  return databaseUrl.replace(/\/[^/]*$/, `/${name}`);
}

/** A temporary folder others may enter: as root, PostgreSQL runs as a user of its own. */
export async function makeSharedFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "yichuang-"));
  await chmod(folder, 0o755);
  return folder;
}

/** One statement on a connection of its own. */
export async function query<Row extends pg.QueryResultRow>(databaseUrl: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

function findDebianProgramFolder(): string | undefined {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(root, version, "bin")).find((folder) => existsSync(join(folder, "initdb")));
}
