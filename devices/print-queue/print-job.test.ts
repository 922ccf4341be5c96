import { expect, it } from "vitest";
import type { CaseId } from "../../domain/ids.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { printJobSteps, stepJob, type PrintJob, type PrintJobState, type PrintJobStep } from "./print-job.ts";

const at = "2026-11-21T02:00:00.000Z" as Instant;
const later = "2026-11-21T02:01:00.000Z" as Instant;
const states: readonly PrintJobState[] = ["waiting", "printing", "printed", "failed", "doubtful", "aborted", "cancelled"];
const offline = { code: "printer-offline", retryable: true, details: {} };
const jobIn = (state: PrintJobState): PrintJob => ({
  id: "a", caseId: "c" as CaseId, kind: "receipt", receipt: "reception-slip", title: null, printerId: "slip", bytes: new Uint8Array(), copies: 1, state,
  failure: offline, attempts: 3, createdAt: at, changedAt: at,
});

/** Every state by every step; what is not named here is refused. */
const allowed: Partial<Record<PrintJobState, Partial<Record<PrintJobStep, PrintJobState>>>> = {
  waiting: { claim: "printing", cancel: "cancelled" },
  printing: { succeed: "printed", fail: "failed", doubt: "doubtful", giveUp: "aborted", stop: "cancelled" },
  failed: { sendAgain: "waiting", cancel: "cancelled" },
  doubtful: { sendAgain: "waiting", confirmPrinted: "printed", cancel: "cancelled" },
  aborted: { sendAgain: "waiting", confirmPrinted: "printed", cancel: "cancelled" },
};

for (const state of states) {
  for (const step of Object.keys(printJobSteps) as PrintJobStep[]) {
    const to = allowed[state]?.[step];
    it(`${step} from ${state}: ${to ?? "refused"}`, () => {
      expect(stepJob(jobIn(state), step, later)?.state).toBe(to);
    });
  }
}

const paperOut = { ...offline, code: "printer-paper-out" };
it("counts attempts, keeps the time and the reason", () => {
  expect(stepJob(jobIn("waiting"), "claim", later)).toMatchObject({ attempts: 4, failure: null, changedAt: later, createdAt: at });
  expect(stepJob(jobIn("printing"), "fail", later, paperOut)).toMatchObject({ attempts: 3, failure: paperOut });
  expect(stepJob(jobIn("doubtful"), "confirmPrinted", later)).toMatchObject({ failure: offline });
});
