import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { findMissingPackages } from "./machine-packages.ts";
import { prepareElectron } from "./prepare-electron.ts";
import { countPlaywright, countVitest, failedFiles, tryAgain, type TestCounts, type VitestReport } from "./test-counts.ts";
import { startVirtualDisplay } from "./virtual-display.ts";

export interface TestStep {
  readonly name: string;
  run(): Promise<TestCounts>;
}

const root = join(import.meta.dirname, "..");
const results = join(root, "test-results");

/** What `npm test` does, in this order; one failing step does not keep the later ones from running. */
export const testSteps: readonly TestStep[] = [
  check("machine", process.execPath, ["build/prepare-machine.ts", "test"]),
  sideBySide([
    check("types", "tsc", ["--noEmit"], "piped"),
    check("lint", "eslint", [".", "--max-warnings", "0"], "piped"),
    check("layers", "depcruise", ["--config", ".dependency-cruiser.cjs", "."], "piped"),
  ]),
  { name: "unit and integration", run: runVitest },
  check("build", "electron-vite", ["build"]),
  { name: "end to end", run: runPlaywright },
];

/** Steps that use one core each and nothing of each other's. */
function sideBySide(steps: readonly TestStep[]): TestStep {
  return {
    name: steps.map(({ name }) => name).join(", "),
    async run() {
      const all = await Promise.all(steps.map((step) => step.run()));
      return {
        passed: all.reduce((total, { passed }) => total + passed, 0),
        failures: all.flatMap(({ failures }) => failures),
        skipped: all.flatMap(({ skipped }) => skipped),
        unsteady: all.flatMap(({ unsteady }) => unsteady),
      };
    },
  };
}

/** A command that is right or wrong as a whole. What it says comes as it says it, or, piped, in one piece when it has ended. */
function check(name: string, command: string, arguments_: readonly string[], output: "inherit" | "piped" = "inherit"): TestStep {
  return {
    name,
    async run() {
      const isRight = (await execute(command, arguments_, { output })) === 0;
      return { passed: isRight ? 1 : 0, failures: isRight ? [] : [name], skipped: [], unsteady: [] };
    },
  };
}

/** A file with a failure is run once more, alone: what passes then was the company's doing, and is named in the summary. */
async function runVitest(): Promise<TestCounts> {
  const first = await vitest("vitest.json", []);
  const files = failedFiles(first.report);
  if (files.length === 0) return counted(first.exitCode, countVitest(first.report, root), "vitest");
  console.log(`\n── once more: ${files.length} file(s) with failures`);
  const second = await vitest("vitest-again.json", ["--maxWorkers=1", ...files]);
  return counted(second.exitCode, tryAgain(first.report, second.report, root), "vitest");
}

async function vitest(reportName: string, arguments_: readonly string[]): Promise<{ exitCode: number; report: VitestReport }> {
  const file = reportFile(reportName);
  const exitCode = await execute("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...arguments_]);
  return { exitCode, report: readReport(file) };
}

async function runPlaywright(): Promise<TestCounts> {
  const missing = findMissingPackages(["screen"]);
  if (missing.length > 0) {
    return { passed: 0, failures: [], unsteady: [], skipped: [`test/e2e, all of it: these Debian packages are missing: ${missing.join(" ")}`] };
  }
  await prepareElectron();
  const display = await startVirtualDisplay();
  try {
    const file = reportFile("playwright.json");
    const exitCode = await execute("playwright", ["test", "--reporter=list,json"], {
      environment: { DISPLAY: display.name, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
    });
    return counted(exitCode, countPlaywright(readReport(file)), "playwright");
  } finally {
    display.stop();
  }
}

/** A runner that fails without a failed test (a crash, an unhandled error) is one failure. */
function counted(exitCode: number, counts: TestCounts, runner: string): TestCounts {
  return exitCode !== 0 && counts.failures.length === 0 ? { ...counts, failures: [`${runner} ended with ${exitCode}, outside any test`] } : counts;
}

/** Where a runner writes its report; an earlier run's is removed, so that a crash cannot pass with old figures. */
function reportFile(name: string): string {
  mkdirSync(results, { recursive: true });
  const file = join(results, name);
  rmSync(file, { force: true });
  return file;
}

function readReport<Report>(file: string): Report {
  return JSON.parse(readFileSync(file, "utf8")) as Report;
}

interface Execution {
  readonly environment?: Record<string, string>;
  readonly output?: "inherit" | "piped";
}

async function execute(command: string, arguments_: readonly string[], { environment = {}, output = "inherit" }: Execution = {}): Promise<number> {
  const stream = output === "piped" ? "pipe" : "inherit";
  const path = `${join(root, "node_modules", ".bin")}${delimiter}${process.env["PATH"] ?? ""}`;
  const child = spawn(command, arguments_, { cwd: root, stdio: ["ignore", stream, stream], env: { ...process.env, ...environment, PATH: path } });
  const said: Buffer[] = [];
  for (const source of [child.stdout, child.stderr]) source?.on("data", (chunk: Buffer) => said.push(chunk));
  const [exitCode] = (await once(child, "close")) as [number | null];
  process.stdout.write(Buffer.concat(said));
  return exitCode ?? 1;
}
