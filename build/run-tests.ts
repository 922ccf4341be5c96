import type { TestCounts } from "./test-counts.ts";
import { testSteps, type TestStep } from "./test-steps.ts";

/**
 * `npm test`: every step, each with its time; then a summary, what failed, was skipped or passed only when tried again, by name, and as
 * the last line `N passed, N failed`. Skipped tests are failures when `CI` is set.
 */
async function runTests(): Promise<void> {
  const lines: string[] = [];
  const all: TestCounts[] = [];
  for (const step of testSteps) {
    console.log(`\n── ${step.name}`);
    const startedMs = performance.now();
    const counts = await runStep(step);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    all.push(counts);
    lines.push(`${(counts.failures.length > 0 ? "FAILED" : counts.passed > 0 ? "ok" : "not run").padEnd(8)}${step.name.padEnd(24)}${seconds.padStart(7)} s`);
  }
  const skipped = all.flatMap((counts) => counts.skipped);
  const isCi = (process.env["CI"] ?? "") !== "";
  const passed = sum(all.map((counts) => counts.passed));
  const failures = all.flatMap((counts) => counts.failures);
  const failed = failures.length + (isCi ? skipped.length : 0);

  console.log(`\n── summary\n${lines.join("\n")}`);
  for (const line of all.flatMap((counts) => counts.unsteady)) console.log(`passed when tried again: ${line}`);
  for (const line of failures) console.log(`FAILED: ${line}`);
  for (const name of skipped) console.log(`${isCi ? "FAILED (skipped)" : "skipped"}: ${name}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

async function runStep(step: TestStep): Promise<TestCounts> {
  try {
    return await step.run();
  } catch (error) {
    console.error(error);
    return { passed: 0, failures: [`${step.name} — ${String(error)}`], skipped: [], unsteady: [] };
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

await runTests();
