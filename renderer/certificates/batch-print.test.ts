import { beforeEach, describe, expect, it, vi } from "vitest";
import type { CaseRow, OpenedCase } from "../../contracts/ipc/cases.ts";
import type { PrintJob } from "../../contracts/ipc/receipts.ts";
import { availableActions } from "../../domain/case/available-actions.ts";
import { summaryOf } from "../../domain/case/case-summary.ts";
import type { Refusal } from "../../domain/case/refusal.ts";
import { findValidCertificate } from "../../domain/case/result.ts";
import { Failure } from "../../domain/failure.ts";
import type { CaseId } from "../../domain/ids.ts";
import { testId, wholeRecord, type CaseDriver } from "../../test/fixtures/cases.ts";
import { certifiedItem, grantedOf, issuing, officer, printing } from "../../test/fixtures/results.ts";
import { createTestServices } from "../dev/test-services.ts";
import { createPrintStore } from "../printing/print-store.ts";
import { createBatchPrint } from "./batch-print.ts";

type Outcome = PrintJob["state"];

/** Cases under the real rules, and a printer that does as the test says. */
function setUp(count: number, outcomes: Outcome[] = []) {
  const drivers = new Map(Array.from({ length: count }, (_, index): [CaseId, CaseDriver] => [testId(9, index) as CaseId, grantedOf(certifiedItem).mustGiveAs(officer, issuing(`CERT-${index + 1}`))]));
  const rows = [...drivers].map(([caseId, { case: current }]): CaseRow => ({
    ...summaryOf(current), caseId, itemName: "测试许可", waitingCommandCount: 0, waitingPageCount: 0, hasAttention: false, isMyTurn: false, applicantName: `${current.certificates[0]?.number}`,
  }));
  const driverOf = (caseId: string): CaseDriver => drivers.get(caseId as CaseId)!;
  const open = (caseId: string): OpenedCase => ({
    case: driverOf(caseId).case, item: certifiedItem, actions: availableActions(driverOf(caseId).case, officer, certifiedItem), actingFor: null, waitingCommandCount: 0, trail: [], record: wholeRecord, lostPages: [],
  });
  const jobs = new Map<string, PrintJob>();
  const scene = { whilePrinting: (_caseId: string): void => undefined };
  const goOn = (job: PrintJob): PrintJob => {
    const waiting: PrintJob = { ...job, state: "waiting" };
    jobs.set(job.jobId, waiting);
    // Behind the answer, as from a printer.
    setTimeout(() => {
      scene.whilePrinting(job.caseId!);
      tell({ ...job, state: outcomes.shift() ?? "printed" });
    });
    return waiting;
  };
  const tell = (job: PrintJob): PrintJob => {
    jobs.set(job.jobId, job);
    test.publish("prints.changed", job);
    return job;
  };
  const refusals = new Map<string, Refusal>();
  const forgotten: string[] = [];
  const print = vi.fn(({ caseId, paperSerial }: { caseId: string; paperSerial: string }): { outcome: "sent"; job: PrintJob } | { outcome: "refused"; refusal: Refusal } => {
    const refusal = refusals.get(paperSerial) ?? refusals.get(caseId);
    if (refusal !== undefined) return { outcome: "refused", refusal };
    const job = goOn({
      jobId: testId(8, jobs.size), caseId: caseId as CaseId, caseNumber: "", kind: "certificate", receipt: null, title: "证照", copies: 1, printerId: "a4", state: "waiting", failure: null, createdAt: "2026-11-23T02:00:00.000Z",
    });
    return { outcome: "sent", job };
  });
  const jobOf = (jobId: string): PrintJob => jobs.get(jobId)!;
  const test = createTestServices({
    "cases.open": ({ caseId }) => open(caseId),
    "cases.act": ({ caseId, body }) => {
      const refusal = driverOf(caseId).give(body, officer);
      return refusal ? { outcome: "refused", refusal } : { outcome: "done", opened: open(caseId) };
    },
    "certificates.print": print,
    "certificates.forgetSheet": ({ jobId }) => (forgotten.push(jobId), {}),
    "prints.sendAgain": ({ jobId }) => goOn(jobOf(jobId)),
    "prints.settle": ({ jobId, cameOut }) => (cameOut ? tell({ ...jobOf(jobId), state: "printed" }) : goOn(jobOf(jobId))),
    "prints.cancel": ({ jobId }) => tell({ ...jobOf(jobId), state: "cancelled" }),
  });
  const prints = createPrintStore(test.services, test.toNotices);
  prints.getState().start();
  const batch = createBatchPrint({ services: test.services, notices: test.toNotices, prints, rows });
  batch.getState().setSerial("A0001");
  const sheets = () => [...drivers.values()].map(({ case: current }) => current.certificates.flatMap((certificate) => certificate.prints.map(({ paperSerial, outcome }) => `${paperSerial} ${outcome}`)));
  const giveOf = (index: number, ...bodies: Parameters<CaseDriver["mustGiveAs"]>[1][]) => driverOf(rows[index]!.caseId).mustGiveAs(officer, ...bodies);
  return { ...test, batch, prints, print, refusals, forgotten, sheets, giveOf, jobs, rows, scene, run: () => batch.getState().run(), valid: (index: number) => findValidCertificate(driverOf(rows[index]!.caseId).case)! };
}

describe("a stack of certificates on numbered paper", () => {
  let desk: ReturnType<typeof setUp>;
  const phase = () => desk.batch.getState().phase;
  beforeEach(() => {
    desk = setUp(3);
  });

  it("goes through the printer in order, a sheet each", async () => {
    await desk.run();
    expect(desk.sheets()).toEqual([["A0001 printed"], ["A0002 printed"], ["A0003 printed"]]);
    expect(desk.batch.getState()).toMatchObject({ phase: "done", at: 3, serial: "A0004", lines: ["A0001 CERT-1", "A0002 CERT-2", "A0003 CERT-3"] });
  });

  it("passes over what a colleague printed since the list was read", async () => {
    desk.giveOf(1, printing("CERT-2", { paperSerial: "B0001" }));
    await desk.run();
    expect(desk.print).toHaveBeenCalledTimes(2);
    expect(desk.sheets()).toEqual([["A0001 printed"], ["B0001 printed"], ["A0002 printed"]]);
    expect(desk.batch.getState().lines).toEqual(["A0001 CERT-1", "跳过 CERT-2：已经打印、登记过", "A0002 CERT-3"]);
  });

  it("passes over what the centre knows to be printed, before anything comes out", async () => {
    desk.refusals.set(desk.rows[1]!.caseId, { code: "certificate-already-printed", number: "CERT-2", paperSerial: "B0001" });
    await desk.run();
    expect(desk.sheets()).toEqual([["A0001 printed"], [], ["A0002 printed"]]);
    expect(desk.jobs.size).toBe(2);
    expect(phase()).toBe("done");
  });

  it("stops before a sheet whose serial another case spent, and goes on with another", async () => {
    desk.refusals.set("A0002", { code: "paper-serial-used", paperSerial: "A0002" });
    await desk.run();
    expect(desk.batch.getState()).toMatchObject({ phase: "ready", at: 1, serial: "A0002" });
    expect(desk.jobs.size).toBe(1);
    desk.batch.getState().setSerial("A0003");
    await desk.run();
    expect(desk.sheets()).toEqual([["A0001 printed"], ["A0003 printed"], ["A0004 printed"]]);
    expect(desk.forgotten).toEqual([...desk.jobs.keys()]);
  });

  it("has a second sealed sheet spoilt when a colleague's was booked while it was in the printer", async () => {
    desk.scene.whilePrinting = (caseId) => {
      if (caseId === desk.rows[1]!.caseId) desk.giveOf(1, printing("CERT-2", { paperSerial: "B0001" }));
    };
    await desk.run();
    expect(phase()).toBe("surplus");
    await desk.batch.getState().settle("printed");
    await desk.run();
    expect({ phase: phase(), printed: desk.print.mock.calls.length }).toEqual({ phase: "surplus", printed: 2 });
    await desk.batch.getState().settle("spoilt");
    await desk.run();
    expect(desk.sheets()).toEqual([["A0001 printed"], ["B0001 printed", "A0002 spoilt"], ["A0003 printed"]]);
    expect(phase()).toBe("done");
  });

  it("stops behind the sheet in the printer, and goes on from there", async () => {
    desk.scene.whilePrinting = () => desk.batch.getState().stop();
    await desk.run();
    expect({ phase: phase(), sheets: desk.sheets() }).toEqual({ phase: "ready", sheets: [["A0001 printed"], [], []] });
    desk.scene.whilePrinting = () => undefined;
    await desk.run();
    expect(desk.sheets()).toEqual([["A0001 printed"], ["A0002 printed"], ["A0003 printed"]]);
  });

  it("does not print a sheet again whose booking was refused: its serial is mended", async () => {
    // The very sheet spoilt before by this case.
    desk.giveOf(1, printing("CERT-2", { paperSerial: "A0002", outcome: "spoilt" }));
    await desk.run();
    expect(phase()).toBe("unbooked");
    await desk.run();
    expect(desk.print).toHaveBeenCalledTimes(2);
    desk.batch.getState().setSerial("A0012");
    await desk.batch.getState().settle("printed");
    await desk.run();
    expect(desk.sheets()).toEqual([["A0001 printed"], ["A0002 spoilt", "A0012 printed"], ["A0013 printed"]]);
  });
});

describe("a sheet the printer is not sure of", () => {
  it.each(["doubtful", "aborted", "failed"] as const)("%s and untouched: the same job is sent again", async (outcome) => {
    const desk = setUp(1, [outcome]);
    await desk.run();
    expect(desk.batch.getState()).toMatchObject({ phase: "doubt", at: 0, serial: "A0001" });
    await desk.run();
    expect({ jobs: desk.jobs.size, sheets: desk.sheets() }).toEqual({ jobs: 1, sheets: [["A0001 printed"]] });
  });

  it.each([["doubtful", "printed"], ["aborted", "printed"], ["failed", "cancelled"]] as const)("%s and spoilt: its job ends %s, the next sheet is taken", async (outcome, ends) => {
    const desk = setUp(1, [outcome]);
    await desk.run();
    await desk.batch.getState().settle("spoilt");
    expect([...desk.jobs.values()].map(({ state }) => state)).toEqual([ends]);
    await desk.run();
    expect(desk.sheets()).toEqual([["A0001 spoilt", "A0002 printed"]]);
    expect(desk.batch.getState()).toMatchObject({ phase: "done", lines: ["A0001 作废", "A0002 CERT-1"] });
  });

  it("and yet whole: it is booked and the rest goes on", async () => {
    const desk = setUp(2, ["doubtful"]);
    await desk.run();
    await desk.batch.getState().settle("printed");
    await desk.run();
    expect(desk.sheets()).toEqual([["A0001 printed"], ["A0002 printed"]]);
    expect([...desk.jobs.values()].map(({ state }) => state)).toEqual(["printed", "printed"]);
  });

  it("whose printer cannot be asked is not taken for printed", async () => {
    const desk = setUp(1);
    desk.print.mockImplementation(() => {
      throw new Failure("no-a4-printer");
    });
    await desk.run();
    expect(desk.batch.getState()).toMatchObject({ phase: "ready", at: 0, lines: [] });
    expect(desk.sheets()).toEqual([[]]);
  });
});
