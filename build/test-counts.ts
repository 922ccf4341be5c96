/** What one step of `npm test` found. `skipped` names what did not run. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Counts a report of Vitest's JSON reporter; a file that could not even be loaded is one failure. */
export function countVitest(report: VitestReport, root: string): TestCounts {
  let passed = 0;
  let failed = 0;
  const skipped: string[] = [];
  for (const file of report.testResults) {
    const statuses = file.assertionResults.map(({ status }) => status);
    passed += statuses.filter((status) => status === "passed").length;
    const failedHere = statuses.filter((status) => status === "failed").length;
    failed += failedHere === 0 && file.status === "failed" ? 1 : failedHere;
    for (const { fullName, status } of file.assertionResults) {
      if (status !== "passed" && status !== "failed") skipped.push(`${file.name.replace(`${root}/`, "")}: ${fullName}`);
    }
  }
  return { passed, failed, skipped };
}

interface PlaywrightSuite {
  readonly title: string;
  readonly specs?: readonly { readonly title: string; readonly tests: readonly { readonly status: string }[] }[];
  readonly suites?: readonly PlaywrightSuite[];
}

export interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[];
  /** What went wrong outside a test, for instance a file that could not be loaded. */
  readonly errors: readonly unknown[];
}

/** Counts a report of Playwright's JSON reporter. A flaky test is a failure: nothing is tried twice here. */
export function countPlaywright(report: PlaywrightReport): TestCounts {
  let passed = 0;
  let failed = report.errors.length;
  const skipped: string[] = [];
  const visit = (suite: PlaywrightSuite, path: string): void => {
    for (const spec of suite.specs ?? []) {
      for (const { status } of spec.tests) {
        if (status === "expected") passed += 1;
        else if (status === "skipped") skipped.push(`${path}: ${spec.title}`);
        else failed += 1;
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, `${path} ${inner.title}`);
  };
  for (const suite of report.suites) visit(suite, suite.title);
  return { passed, failed, skipped };
}
