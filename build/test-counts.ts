/** What one step of `npm test` found. */
export interface TestCounts {
  readonly passed: number;
  /** One line a failure: which test, and the first line of what it said. */
  readonly failures: readonly string[];
  /** Names what did not run. */
  readonly skipped: readonly string[];
  /** Passed only when tried again, with what was said the first time. */
  readonly unsteady: readonly string[];
}

export interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string; readonly failureMessages?: readonly string[] }[];
  }[];
}

/** Counts a report of Vitest's JSON reporter; a file that could not even be loaded is one failure. */
export function countVitest(report: VitestReport, root: string): TestCounts {
  let passed = 0;
  const failures: string[] = [];
  const skipped: string[] = [];
  for (const file of report.testResults) {
    const fileName = file.name.replace(`${root}/`, "");
    const failedBefore = failures.length;
    for (const { fullName, status, failureMessages = [] } of file.assertionResults) {
      const name = `${fileName}: ${fullName}`;
      if (status === "passed") passed += 1;
      else if (status === "failed") failures.push(failureLine(name, failureMessages[0]));
      else skipped.push(name);
    }
    if (file.status === "failed" && failures.length === failedBefore) failures.push(failureLine(fileName, file.message));
  }
  return { passed, failures, skipped, unsteady: [] };
}

/** The files of a Vitest report in which something failed, as the runner takes them. */
export function failedFiles(report: VitestReport): string[] {
  return report.testResults.filter(({ status }) => status === "failed").map(({ name }) => name);
}

/** The first run with its failed files tried again: what passed then counts, and is named. */
export function tryAgain(first: VitestReport, second: VitestReport, root: string): TestCounts {
  const again = new Set(failedFiles(first));
  const kept = countVitest({ testResults: first.testResults.filter(({ name }) => !again.has(name)) }, root);
  const now = countVitest(second, root);
  const stillFailing = new Set(now.failures.map(nameOf));
  return {
    passed: kept.passed + now.passed,
    failures: now.failures,
    skipped: [...kept.skipped, ...now.skipped],
    unsteady: countVitest(first, root).failures.filter((line) => !stillFailing.has(nameOf(line))),
  };
}

function failureLine(name: string, message = ""): string {
  const said = message.split("\n")[0]?.slice(0, 200) ?? "";
  return said === "" ? name : `${name} — ${said}`;
}

function nameOf(line: string): string {
  return line.split(" — ")[0] ?? line;
}

interface PlaywrightTest {
  readonly status: string;
  readonly results?: readonly { readonly errors?: readonly { readonly message?: string }[] }[];
}

interface PlaywrightSuite {
  readonly title: string;
  readonly specs?: readonly { readonly title: string; readonly tests: readonly PlaywrightTest[] }[];
  readonly suites?: readonly PlaywrightSuite[];
}

export interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[];
  /** What went wrong outside a test, for instance a file that could not be loaded. */
  readonly errors: readonly { readonly message?: string }[];
}

/** Counts a report of Playwright's JSON reporter; a flaky test passed only when tried again. */
export function countPlaywright(report: PlaywrightReport): TestCounts {
  let passed = 0;
  const failures = report.errors.map(({ message }) => failureLine("outside a test", message));
  const skipped: string[] = [];
  const unsteady: string[] = [];
  const visit = (suite: PlaywrightSuite, path: string): void => {
    for (const spec of suite.specs ?? []) {
      const name = `${path}: ${spec.title}`;
      for (const { status, results = [] } of spec.tests) {
        const line = failureLine(name, results[0]?.errors?.[0]?.message);
        if (status === "expected" || status === "flaky") passed += 1;
        else if (status === "skipped") skipped.push(name);
        else failures.push(line);
        if (status === "flaky") unsteady.push(line);
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, `${path} ${inner.title}`);
  };
  for (const suite of report.suites) visit(suite, suite.title);
  return { passed, failures, skipped, unsteady };
}
