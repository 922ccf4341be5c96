import { expect, test } from "vitest";
import { countPlaywright, countVitest } from "./test-counts.ts";

test("counts Vitest's tests, names what was skipped, and counts a file that could not be loaded as a failure", () => {
  const report = {
    testResults: [
      {
        name: "/root/db/a.test.ts",
        status: "failed",
        assertionResults: [
          { fullName: "a one", status: "passed" },
          { fullName: "a two", status: "failed" },
          { fullName: "a three", status: "skipped" },
          { fullName: "a four", status: "todo" },
        ],
      },
      { name: "/root/db/b.test.ts", status: "failed", assertionResults: [] },
      { name: "/root/db/c.test.ts", status: "passed", assertionResults: [{ fullName: "c", status: "passed" }] },
    ],
  };
  expect(countVitest(report, "/root")).toEqual({
    passed: 2, failed: 2, skipped: ["db/a.test.ts: a three", "db/a.test.ts: a four"],
  });
});

test("counts Playwright's tests through nested suites; flaky is failed, an error outside tests too", () => {
  const report = {
    errors: [{}],
    suites: [
      {
        title: "shell.e2e.ts",
        specs: [{ title: "opens", tests: [{ status: "expected" }] }, { title: "wavers", tests: [{ status: "flaky" }] }],
        suites: [{ title: "inner", specs: [{ title: "prints", tests: [{ status: "skipped" }] }, { title: "breaks", tests: [{ status: "unexpected" }] }] }],
      },
    ],
  };
  expect(countPlaywright(report)).toEqual({ passed: 1, failed: 3, skipped: ["shell.e2e.ts inner: prints"] });
});
