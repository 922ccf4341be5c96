import { pathToFileURL } from "node:url";
import { runs, withoutPurpose, type Run } from "./debian-packages.ts";
import { findAptNames, findMissingPackages, hasPurpose, installPackages } from "./machine-packages.ts";

export interface Installer {
  readonly isRoot: boolean;
  say(line: string): void;
}

/**
 * `node build/prepare-machine.ts test|demo|bench`: sees to it that the Debian packages a run needs are there. Installs them when
 * it is root, else says exactly what to install; exit code 1 when something needed is missing, 2 for a bad argument.
 */
export function prepareMachine(run: Run, { isRoot, say }: Installer): number {
  const { needed, optional } = runs[run];
  const missing = findMissingPackages([...needed, ...optional]);
  if (missing.length === 0) return 0;
  if (isRoot) {
    say(`Installing Debian packages: ${missing.join(" ")}`);
    if (installPackages(missing)) return 0;
  }
  say(`These Debian packages are missing: ${missing.join(" ")}`);
  const { names, areAllKnown } = findAptNames(missing);
  // Without its lists apt cannot tell what a package is called in this release.
  if (areAllKnown) say(`As root:\n  apt-get update && apt-get install --no-install-recommends ${names.join(" ")}`);
  else say("As root:\n  apt-get update\nThen run this again: it will say what to install.");
  for (const purpose of optional.filter((candidate) => !hasPurpose(candidate))) say(`Without them: ${withoutPurpose[purpose]}.`);
  return findMissingPackages(needed).length === 0 ? 0 : 1;
}

function isRun(text: string | undefined): text is Run {
  return text !== undefined && Object.hasOwn(runs, text);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const run = process.argv[2];
  if (isRun(run)) {
    process.exitCode = prepareMachine(run, { isRoot: process.getuid?.() === 0, say: (line) => console.log(line) });
  } else {
    console.error(`usage: node build/prepare-machine.ts ${Object.keys(runs).join("|")}`);
    process.exitCode = 2;
  }
}
