import { randomBytes } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { findOsUser, startEmbeddedPostgres } from "../../server/database/embedded-postgres.ts";
import { startCluster, type Cluster } from "../../server/database/postgres-cluster.ts";

export interface TestPostgres {
  cluster: Cluster;
  /** An empty database of its own; returns its connection string. */
  createDatabase(): Promise<string>;
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
  { name: "embedded PostgreSQL", isAvailable: true, start: ({ isLasting = false } = {}) => startIn((folder) => startEmbeddedPostgres(folder, { isDisposable: !isLasting })) },
  {
    name: "Debian's PostgreSQL (package postgresql)",
    isAvailable: debianProgramFolder !== undefined,
    start: ({ isLasting = false } = {}) =>
      startIn((folder) =>
        startCluster({
          programFolder: debianProgramFolder ?? "",
          folder: join(folder, "postgres"),
          password: randomBytes(12).toString("hex"),
          osUser: findOsUser(),
          isDisposable: !isLasting,
        }),
      ),
  },
];

/** A temporary folder others may enter: as root, PostgreSQL runs as a user of its own. */
export async function makeSharedFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "yichuang-"));
  await chmod(folder, 0o755);
  return folder;
}

async function startIn(start: (folder: string) => Promise<Cluster>): Promise<TestPostgres> {
  const folder = await makeSharedFolder();
  const cluster = await start(folder);
  let databases = 0;
  return {
    cluster,
    createDatabase: async () => {
      databases += 1;
      const name = `test_${databases}`;
      await query(cluster.databaseUrl, `create database ${name}`);
      return cluster.databaseUrl.replace(/\/[^/]*$/, `/${name}`);
    },
    stop: async () => {
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
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
