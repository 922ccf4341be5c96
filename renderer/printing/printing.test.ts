import { describe, expect, it, vi } from "vitest";
import { printerSchema } from "../../contracts/ipc/printers.ts";
import type { PrintJob } from "../../contracts/ipc/receipts.ts";
import { Failure } from "../../domain/failure.ts";
import type { CaseId } from "../../domain/ids.ts";
import { testId } from "../../test/fixtures/cases.ts";
import { createTestServices } from "../dev/test-services.ts";
import { jobsForClerk } from "./jobs-for-clerk.ts";
import { createPrintStore } from "./print-store.ts";
import { findPrinterProblems, formOfConnection, printerFromForm, printerToForm } from "./printer-form.ts";
import { presetByName, presetOf, receiptPrinterModels } from "./receipt-printer-models.ts";

const caseId = testId(4, 1) as CaseId;
const job: PrintJob = {
  jobId: testId(7, 1), caseId, caseNumber: "1", kind: "receipt", receipt: "acceptance-notice", title: null, copies: 1,
  printerId: "p", state: "waiting", failure: null,
  createdAt: "2026-11-23T02:00:00.000Z",
};

describe("printing", () => {
  it("never rejects: the outcome is kept, the trouble told", async () => {
    const test = createTestServices({ "receipts.print": () => { throw new Failure("printer-none"); } });
    await createPrintStore(test.services, test.toNotices).getState().print(caseId, "acceptance-notice");
    expect(test.notices.getState().notices).toMatchObject([{ tone: "problem", text: expect.stringMatching(/^受理单没有送去打印；办理结果已保存/) }]);
  });

  it("tells each change of a job once", () => {
    const test = createTestServices({});
    const store = createPrintStore(test.services, test.toNotices);
    store.getState().start();
    test.publish("prints.changed", job);
    test.publish("prints.changed", { ...job, state: "doubtful" });
    test.toNotices().dismissLatest();
    test.publish("prints.changed", { ...job, state: "doubtful" });
    expect(test.notices.getState().notices).toEqual([]);
    expect(store.getState().jobs).toMatchObject([{ state: "doubtful" }]);
  });

  it("takes back what it said of a job once that has gone on", () => {
    const test = createTestServices({});
    const store = createPrintStore(test.services, test.toNotices);
    store.getState().start();
    const jam = { code: "a4-printer-jam", retryable: true, details: { printer: "A4" } };
    const shown = () => test.notices.getState().notices.map(({ tone, text }) => `${tone} ${text}`);
    test.publish("prints.changed", { ...job, state: "printing", failure: jam });
    expect(shown()).toEqual([expect.stringMatching(/^problem 受理单在打印机里等着.*卡纸/)]);
    test.publish("prints.changed", { ...job, state: "printing", failure: null });
    expect(shown()).toEqual([]);
    test.publish("prints.changed", { ...job, state: "aborted", failure: jam });
    expect(shown()).toEqual([expect.stringMatching(/^problem 受理单没有打完.*告诉系统纸出来了没有/)]);
    test.publish("prints.changed", { ...job, state: "printed", failure: null });
    expect(shown()).toEqual(["done 受理单已打印。"]);
  });

  it("takes the clerk's word on a doubtful job", async () => {
    const settle = vi.fn(({ cameOut }: { cameOut: boolean }) => ({ ...job, state: cameOut ? ("printed" as const) : ("waiting" as const) }));
    const test = createTestServices({ "prints.settle": settle });
    const store = createPrintStore(test.services, test.toNotices);
    await store.getState().settle(job.jobId, false);
    expect(settle).toHaveBeenCalledWith({ jobId: job.jobId, cameOut: false });
    expect(store.getState().jobs).toMatchObject([{ state: "waiting" }]);
  });
});

it("jobs that ask for the clerk come first", () => {
  const states = ["printed", "waiting", "failed", "doubtful"] as const;
  const jobs = states.map((state, index) => ({ ...job, jobId: testId(7, index), state }));
  expect(jobsForClerk(jobs).map(({ state }) => state)).toEqual(["doubtful", "failed", "waiting", "printed"]);
});

describe("a printer as typed", () => {
  it("is right by default but for its address, and comes back the same", () => {
    const form = { ...printerToForm(null), host: " 192.168.1.50 " };
    expect(Object.keys(findPrinterProblems(printerToForm(null)))).toEqual(["host"]);
    expect(findPrinterProblems(form)).toEqual({});
    const printer = printerFromForm(form, "p1");
    expect(printerSchema.parse(printer)).toEqual(printer);
    expect(printerFromForm(printerToForm(printer), "p1")).toEqual(printer);
    for (const change of [{ kind: "device-file", path: "/dev/usb/lp1" }, { kind: "windows-queue", queue: "POS-80" }] as const) {
      const other = printerFromForm({ ...form, ...change }, "p1");
      expect(printerFromForm({ ...form, ...formOfConnection(other.connection) }, "p1")).toEqual(other);
      expect(printerFromForm(printerToForm(other), "p1")).toEqual(other);
    }
  });
  it.each([
    [{ host: "1.2.3.4", port: "0" }, "port"],
    [{ kind: "device-file", path: "lp0" }, "path"],
    [{ kind: "windows-queue", queue: " " }, "queue"],
    [{ host: "1.2.3.4", name: " " }, "name"],
  ] as const)("%o: %s", (change, field) => expect(Object.keys(findPrinterProblems({ ...printerToForm(null), ...change }))).toEqual([field]));
});

describe("a model's preset", () => {
  const known = printerSchema.shape;

  it.each(receiptPrinterModels)("$name is what a printer can be", ({ model, paperWidthMm, dotsPerInch, characters, cuts }) => {
    for (const [value, schema] of [[model, known.model], [paperWidthMm, known.paperWidthMm], [dotsPerInch, known.dotsPerInch], [characters, known.characters], [cuts, known.cuts]] as const) expect(schema.parse(value)).toBe(value);
    expect(receiptPrinterModels.filter((other) => other.model === model)).toHaveLength(1);
  });

  it("fills in width, characters and cutter, and comes back with the printer", () => {
    const form = { ...printerToForm(null), host: "192.168.1.50", ...presetOf("xprinter-58") };
    expect(form).toMatchObject({ model: "xprinter-58", paperWidthMm: 58, characters: "gbk", cuts: false, answers: true });
    const printer = printerFromForm(form, "p1");
    expect(printerSchema.parse(printer)).toEqual(printer);
    expect(printerFromForm(printerToForm(printer), "p1")).toEqual(printer);
  });

  it("of no model changes nothing", () => expect({ ...printerToForm(null), ...presetOf(null) }).toEqual(printerToForm(null)));

  it.each([
    ["EPSON TM-T82III-503 [A1B2]", "epson-tm-t82"], ["EPSON TM-T88VI Receipt", "epson-tm-t88"], ["EPSON TM-T81 Receipt", "epson-tm-t81"], ["EPSON TM-T81III Receipt", undefined], ["EPSON TM-T70II Receipt", "epson-tm-t70ii"], ["GP-L80160 Series", "gprinter-80"], ["GP-5890XIII", "gprinter-58"],
    ["XP-80C", "xprinter-80"], ["XP-N160II", "xprinter-80"], ["XP-58", "xprinter-58"], ["BTP-R880NP(U) 1", "snbc-btp"], ["deli DL-801P", "deli-80"], ["POS-80", undefined], ["Generic / Text Only", undefined],
  ])("is found by the name a printer goes by: %s", (name, model) => expect(presetByName(name).model).toBe(model));
});
