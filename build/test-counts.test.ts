import { expect, test } from "vitest";
import { countPlaywright, countVitest, failedFiles, tryAgain } from "./test-counts.ts";

test("counts Vitest's tests, names what was skipped, and counts a file that could not be loaded as a failure", () => {
  const report = {
    testResults: [
      {
        name: "/root/db/a.test.ts",
        status: "failed",
        assertionResults: [
          { fullName: "a one", status: "passed" },
          { fullName: "a two", status: "failed", failureMessages: ["AssertionError: two is not three\n    at a.test.ts:3"] },
          { fullName: "a three", status: "skipped" },
          { fullName: "a four", status: "todo" },
        ],
      },
      { name: "/root/db/b.test.ts", status: "failed", assertionResults: [] },
      { name: "/root/db/c.test.ts", status: "passed", assertionResults: [{ fullName: "c", status: "passed" }] },
    ],
  };
  expect(countVitest(report, "/root")).toEqual({
    passed: 2,
    failures: ["db/a.test.ts: a two — AssertionError: two is not three", "db/b.test.ts"],
    skipped: ["db/a.test.ts: a three", "db/a.test.ts: a four"],
    unsteady: [],
  });
});

test("counts what passed when tried again, names it with what it said first, and keeps what fails twice", () => {
  const fileOf = (name: string, ...statuses: readonly string[]) => ({
    name: `/root/${name}`,
    status: statuses.includes("failed") ? "failed" : "passed",
    assertionResults: statuses.map((status, index) => ({ fullName: `${index}`, status, ...(status === "failed" && { failureMessages: ["late"] }) })),
  });
  const first = { testResults: [fileOf("a", "passed", "passed"), fileOf("b", "passed", "failed"), fileOf("c", "failed")] };
  const second = { testResults: [fileOf("b", "passed", "passed"), fileOf("c", "failed")] };
  expect(failedFiles(first)).toEqual(["/root/b", "/root/c"]);
  expect(tryAgain(first, second, "/root")).toEqual({ passed: 4, failures: ["c: 0 — late"], skipped: [], unsteady: ["b: 1 — late"] });
});

test("counts Playwright's tests through nested suites; flaky is named, an error outside tests too", () => {
  const report = {
    errors: [{}],
    suites: [
      {
        title: "shell.e2e.ts",
        specs: [{ title: "opens", tests: [{ status: "expected" }] }, { title: "wavers", tests: [{ status: "flaky", results: [{ errors: [{ message: "no window" }] }, {}] }] }],
        suites: [{ title: "inner", specs: [{ title: "prints", tests: [{ status: "skipped" }] }, { title: "breaks", tests: [{ status: "unexpected" }] }] }],
      },
    ],
  };
  expect(countPlaywright(report)).toEqual({
    passed: 2,
    failures: ["outside a test", "shell.e2e.ts inner: breaks"],
    skipped: ["shell.e2e.ts inner: prints"],
    unsteady: ["shell.e2e.ts: wavers — no window"],
  });
});
