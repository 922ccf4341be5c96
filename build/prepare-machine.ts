import { runs, withoutPurpose, type Run } from "./debian-packages.ts";
import { findMissingPackages, hasPurpose, installPackages } from "./machine-packages.ts";

/**
 * `node build/prepare-machine.ts test|demo|bench`: sees to it that the Debian packages a run needs are there. Installs them when
 * it is root, else says exactly what to install; exit code 1 when something needed is missing, 2 for a bad argument.
 */
function prepareMachine(run: Run): number {
  const { needed, optional } = runs[run];
  const missing = findMissingPackages([...needed, ...optional]);
  if (missing.length === 0) return 0;
  if (process.getuid?.() === 0) {
    console.log(`Installing Debian packages: ${missing.join(" ")}`);
    if (installPackages(missing)) return 0;
  }
  console.log(`These Debian packages are missing. As root:\n  apt-get update && apt-get install --no-install-recommends ${missing.join(" ")}`);
  for (const purpose of optional.filter((candidate) => !hasPurpose(candidate))) console.log(`Without them: ${withoutPurpose[purpose]}.`);
  return findMissingPackages(needed).length === 0 ? 0 : 1;
}

function isRun(text: string | undefined): text is Run {
  return text !== undefined && Object.hasOwn(runs, text);
}

const run = process.argv[2];
if (isRun(run)) {
  process.exitCode = prepareMachine(run);
} else {
  console.error(`usage: node build/prepare-machine.ts ${Object.keys(runs).join("|")}`);
  process.exitCode = 2;
}
