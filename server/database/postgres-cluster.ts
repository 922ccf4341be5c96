import { spawn } from "node:child_process";
import { appendFile, chown, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { Failure } from "../../domain/failure.ts";

/** The operating-system user PostgreSQL runs as when we are root, which it refuses to be. */
export interface OsUser {
  uid: number;
  gid: number;
}

export interface ClusterOptions {
  /** Folder with `initdb`, `pg_ctl` and `postgres`; any version from 14. */
  programFolder: string;
  /** Where the cluster lives; made when it is not there. Its parent must be writable. */
  folder: string;
  password: string;
  osUser?: OsUser | undefined;
  /** One for a test: it need not survive a power cut, and is made and written faster for it. A killed process loses nothing of it either. */
  isDisposable?: boolean | undefined;
}

export interface Cluster {
  port: number;
  /** Connection string of the database `yichuang`. */
  databaseUrl: string;
  stop(): Promise<void>;
}

const userName = "yichuang";
const databaseName = "yichuang";
const startAttempts = 3;

/**
 * A PostgreSQL of our own on the loopback interface, made on first use. `pg_ctl` starts it apart from this process, so it
 * outlives a `kill -9` of ours: one found running in the folder is taken over, not started a second time.
 *
 * Throws `postgres-version-mismatch` when the folder belongs to another major version and `postgres-start-failed` with the
 * end of its log when it does not come up.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  if ((await findMajorVersion(options.folder)) === undefined) await initialise(options);
  await checkVersion(options);
  const port = (await findRunningPort(options)) ?? (await start(options));
  await createDatabase(urlOf(options, port, "postgres"));
  return {
    port,
    databaseUrl: urlOf(options, port, databaseName),
    stop: async () => {
      const { exitCode, output } = await run(options, "pg_ctl", ["stop", "-D", options.folder, "-m", "fast", "-w", "-t", "60"]);
      if (exitCode !== 0 && (await findRunningPort(options)) !== undefined) throw new Failure("postgres-stop-failed", { retryable: true, details: { output } });
    },
  };
}

/** Made beside its place and moved there whole: a cluster cut off while being made is no cluster. */
async function initialise(options: ClusterOptions): Promise<void> {
  const partial = `${options.folder}.partial`;
  const passwordFile = `${options.folder}.password`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, options.password, { mode: 0o600 });
  if (options.osUser) {
    await chown(partial, options.osUser.uid, options.osUser.gid);
    await chown(passwordFile, options.osUser.uid, options.osUser.gid);
  }
  const { exitCode, output } = await run(options, "initdb", [
    "-D", partial, "-U", userName, `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C",
    ...(options.isDisposable === true ? ["--no-sync"] : []),
  ]);
  await rm(passwordFile, { force: true });
  if (exitCode !== 0) throw new Failure("postgres-start-failed", { details: { folder: options.folder, output } });
  const durability = options.isDisposable === true ? "fsync = off\nfull_page_writes = off\n" : "";
  await appendFile(join(partial, "postgresql.conf"), `\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nmax_connections = 100\n${durability}`);
  await rename(partial, options.folder);
}

async function start(options: ClusterOptions): Promise<number> {
  const logFile = join(options.folder, "postgres.log");
  let output = "";
  // Between finding a free port and taking it another process may: try another then.
  for (let attempt = 1; attempt <= startAttempts; attempt += 1) {
    const port = await findFreePort();
    const started = await run(options, "pg_ctl", ["start", "-D", options.folder, "-l", logFile, "-w", "-t", "120", "-o", `-p ${port}`]);
    if (started.exitCode === 0) return port;
    output = await readFile(logFile, "utf8").then((text) => text.slice(-2000), () => started.output);
  }
  throw new Failure("postgres-start-failed", { retryable: true, details: { folder: options.folder, output } });
}

/**
 * The port of a postmaster left running in the folder, once it answers. `postmaster.pid` holds the process id in its first
 * line and the port in its fourth; a file whose process is gone, or is another program by now, is stale and removed.
 */
async function findRunningPort(options: ClusterOptions): Promise<number | undefined> {
  const pidFile = join(options.folder, "postmaster.pid");
  for (;;) {
    const lines = await readFile(pidFile, "utf8").then((text) => text.split("\n"), () => undefined);
    if (lines === undefined) return undefined;
    const processId = Number(lines[0]);
    if (!(await isPostgres(processId))) {
      await rm(pidFile, { force: true });
      return undefined;
    }
    const port = Number(lines[3]);
    // One that is still recovering, or already stopping, refuses connections: it ends or answers in a while.
    if (port > 0 && (await answers(urlOf(options, port, "postgres")))) return port;
    await wait(100);
  }
}

async function isPostgres(processId: number): Promise<boolean> {
  if (!Number.isInteger(processId) || processId <= 0) return false;
  try {
    process.kill(processId, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  // A restarted machine or container gives the same small numbers again.
  return readFile(`/proc/${processId}/comm`, "utf8").then((name) => name.startsWith("postgres"), () => process.platform !== "linux");
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    const code = (error as { code?: string }).code;
    // Wrong password: somebody else's cluster lies in our folder, waiting would never end.
    if (code === "28P01") throw new Failure("postgres-not-ours", { cause: error });
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [databaseName]);
    if (rowCount === 0) await client.query(`create database ${databaseName}`);
  } catch (error) {
    // Another process on the same cluster was first.
    if (!["42P04", "23505"].includes((error as { code?: string }).code ?? "")) throw error;
  } finally {
    await client.end();
  }
}

async function checkVersion(options: ClusterOptions): Promise<void> {
  const { output } = await run(options, "postgres", ["--version"]);
  const programVersion = /(\d+)(\.|beta|rc|devel)/.exec(output)?.[1] ?? "";
  const folderVersion = (await findMajorVersion(options.folder)) ?? "";
  if (programVersion !== folderVersion) {
    throw new Failure("postgres-version-mismatch", { details: { folder: options.folder, folderVersion, programVersion } });
  }
}

async function findMajorVersion(folder: string): Promise<string | undefined> {
  return readFile(join(folder, "PG_VERSION"), "utf8").then((text) => text.trim(), () => undefined);
}

function urlOf(options: ClusterOptions, port: number, database: string): string {
  return `postgres://${userName}:${encodeURIComponent(options.password)}@127.0.0.1:${port}/${database}`;
}

/** Waits for the exit only: what `pg_ctl` starts keeps its output open. */
async function run(options: ClusterOptions, program: string, args: readonly string[]): Promise<{ exitCode: number; output: string }> {
  const child = spawn(join(options.programFolder, program), args, {
    // postgres must be able to enter its working directory, which root's own often does not allow.
    cwd: await stat(options.folder).then(() => options.folder, () => "/"),
    env: { ...process.env, LC_ALL: "C" },
    stdio: ["ignore", "pipe", "pipe"],
    ...options.osUser,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", (cause) => reject(new Failure("postgres-start-failed", { cause, details: { folder: options.folder, output: cause.message } })));
    child.on("exit", (code) => {
      // What was said just before the exit is read in this turn's remainder; the pipes themselves stay open in the postmaster.
      setImmediate(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        resolve({ exitCode: code ?? 1, output: output.trim() });
      });
    });
  });
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === "object" ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}
