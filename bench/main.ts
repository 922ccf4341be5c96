import { spawnSync } from "node:child_process";
import { join } from "node:path";

/**
 * `npm run bench -- [NAME…] [--quick]`: the named measurements, or all, one after the other; each prints one line of JSON.
 * What they mean and what limits them is in docs/benchmarks.md.
 */
const names = ["pages", "accept", "sync", "start", "search", "card", "feeder", "deskew", "certificates", "decide", "inbox"] as const;

function main(arguments_: readonly string[]): number {
  const options = arguments_.filter((argument) => argument.startsWith("--"));
  const wanted = arguments_.filter((argument) => !argument.startsWith("--"));
  const unknown = wanted.find((name) => !(names as readonly string[]).includes(name));
  if (unknown !== undefined) {
    console.error(`There is no measurement ${unknown}; there are: ${names.join(" ")}`);
    return 2;
  }
  let failed = 0;
  for (const name of wanted.length > 0 ? wanted : names) {
    const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`), ...options], { stdio: "inherit" });
    if (status !== 0) failed += 1;
  }
  return failed === 0 ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
