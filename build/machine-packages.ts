import { spawnSync } from "node:child_process";
import { debianPackages, type Purpose } from "./debian-packages.ts";

/**
 * Since Debian 13 some libraries carry the suffix `t64`; the old name is then nobody's, or several packages' at once.
 */
const namesOf = (name: string): readonly string[] => [name, `${name}t64`];

/** Names of the packages for these purposes that are not installed. On a system without dpkg: all of them. */
export function findMissingPackages(purposes: readonly Purpose[]): string[] {
  const wanted = [...new Set<string>(purposes.flatMap((purpose) => debianPackages[purpose]))];
  const query = spawnSync("dpkg-query", ["-W", "-f=${db:Status-Status} ${Package}\n", ...wanted.flatMap(namesOf)], { encoding: "utf8" });
  const installed = new Set((query.stdout ?? "").split("\n").filter((line) => line.startsWith("installed ")).map((line) => line.slice(10)));
  return wanted.filter((name) => !namesOf(name).some((candidate) => installed.has(candidate)));
}

/** Whether everything for this purpose is on this machine. */
export function hasPurpose(purpose: Purpose): boolean {
  return findMissingPackages([purpose]).length === 0;
}

/**
 * Installs packages with apt-get; needs root.
 * @returns false when apt-get failed; it has said why on the terminal
 */
export function installPackages(names: readonly string[]): boolean {
  if (knownPackages(names).size < names.length && !aptGet(["update"])) return false;
  return install(names) || (aptGet(["update"]) && install(names));
}

function install(names: readonly string[]): boolean {
  return aptGet(["install", "--yes", "--no-install-recommends", ...findAptNames(names).names]);
}

/** What `apt-get install` takes for these packages here; not `areAllKnown` before the first `apt-get update`, and then only a guess. */
export function findAptNames(names: readonly string[]): { names: string[]; areAllKnown: boolean } {
  const known = knownPackages(names.flatMap(namesOf));
  const chosen = names.map((name) => (known.has(`${name}t64`) ? `${name}t64` : name));
  return { names: chosen, areAllKnown: chosen.every((name) => known.has(name)) };
}

/** Which of these names apt has a package for; none before the first `apt-get update`. */
function knownPackages(names: readonly string[]): Set<string> {
  const shown = spawnSync("apt-cache", ["show", "--no-all-versions", ...names], { encoding: "utf8" });
  return new Set([...(shown.stdout ?? "").matchAll(/^Package: (.+)$/gm)].map((match) => match[1] ?? ""));
}

function aptGet(commands: readonly string[]): boolean {
  // Another apt-get may be at work on this machine: wait for it instead of failing.
  const result = spawnSync("apt-get", ["-q", "-o", "DPkg::Lock::Timeout=300", ...commands], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  return result.status === 0;
}
