import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CaseId } from "../../domain/ids.ts";
import type { Failure } from "../../domain/failure.ts";
import { instantOf } from "../../domain/time/instant.ts";
import { ReceiptPrinterEmulator } from "../../test/emulators/receipt-printer.ts";
import { startNetworkPrinter, type NetworkPrinter } from "../../test/emulators/receipt-printer-network.ts";
import { createEscposPrinter } from "../receipt-printer/escpos-printer.ts";
import { createMemoryPrintJobStore } from "./memory-print-job-store.ts";
import { networkChannel } from "../receipt-printer/network-channel.ts";
import { printerFailure } from "../receipt-printer/printer-failure.ts";
import type { PrintJob } from "./print-job.ts";
import { createPrintQueue, type NewPrintJob, type PrintQueue } from "./print-queue.ts";
import { testTimeouts } from "../receipt-printer/receipt-printer-conformance.ts";
import { toJobPrinter } from "../receipt-printer/receipt-job-printer.ts";
import type { JobOutcome, JobPrinter } from "./job-printer.ts";

const signal = new AbortController().signal;
let clockMs = Date.parse("2026-11-21T02:00:00.000Z");
const now = () => instantOf((clockMs += 1));

function jobOf(id: string, printerId = "slip"): NewPrintJob {
  const text = Buffer.from(`\x1b@job ${id}\n\x1dVB\0`, "latin1");
  return { id, caseId: "c" as CaseId, kind: "receipt", receipt: "reception-slip", title: null, printerId, bytes: Uint8Array.from(text), copies: 1 };
}

const interrupted = () => printerFailure("printer-interrupted", "小票机");

let device: ReceiptPrinterEmulator;
let plug: NetworkPrinter;
let jobs: Map<string, PrintJob>;
let queue: PrintQueue;
const startQueue = (): PrintQueue => {
  const printer = toJobPrinter(createEscposPrinter(networkChannel(plug), { name: "小票机", ...testTimeouts, answers: true }));
  return createPrintQueue({ store: createMemoryPrintJobStore(jobs), findPrinter: (printerId) => (printerId === "slip" ? printer : undefined), now, interrupted });
};
const stateOf = (id: string) => jobs.get(id)?.state;

beforeEach(async () => {
  device = new ReceiptPrinterEmulator();
  plug = await startNetworkPrinter(device);
  jobs = new Map();
  queue = startQueue();
});
afterEach(async () => {
  await plug.close();
});

it("prints what waits, in order, each once", async () => {
  for (const id of ["a", "b", "c"]) queue.enqueue(jobOf(id));
  await Promise.all([queue.run(signal), queue.run(signal)]);
  expect(device.lines).toEqual(["job a", "✂", "job b", "✂", "job c", "✂"]);
  expect(["a", "b", "c"].map(stateOf)).toEqual(["printed", "printed", "printed"]);
});

it("keeps everything while the printer is in trouble, and prints it once when told to again", async () => {
  device.setFaults({ hasPaper: false });
  for (const id of ["a", "b"]) queue.enqueue(jobOf(id));
  await queue.run(signal);
  expect([jobs.get("a"), jobs.get("b")]).toMatchObject([{ state: "failed", failure: { code: "printer-paper-out" }, attempts: 1 }, { state: "waiting", attempts: 0 }]);
  device.mend();
  expect([queue.sendAgain("a"), queue.sendAgain("a")]).toEqual([true, false]);
  await queue.run(signal);
  expect(device.lines).toEqual(["job a", "✂", "job b", "✂"]);
  expect(jobs.get("a")).toMatchObject({ state: "printed", failure: null, attempts: 2 });
});

it("never sends a doubtful job by itself: the clerk says whether it came out", async () => {
  device.setFaults({ isCutterBroken: true });
  queue.enqueue(jobOf("a"));
  await queue.run(signal);
  expect(jobs.get("a")).toMatchObject({ state: "doubtful", failure: { code: "printer-cutter-error" } });
  device.mend();
  await queue.run(signal);
  expect(device.lines.filter((line) => line === "job a")).toHaveLength(1);
  expect([queue.confirmPrinted("a"), queue.confirmPrinted("a"), queue.sendAgain("a")]).toEqual([true, false, false]);
  expect(stateOf("a")).toBe("printed");
});

it("calls a job doubtful whose driver threw, and prints the next one", async () => {
  const mistake = new TypeError("options is undefined");
  const broken: JobPrinter = { printJob: () => Promise.reject(mistake) };
  queue = createPrintQueue({ store: createMemoryPrintJobStore(jobs), findPrinter: () => broken, now, interrupted });
  queue.enqueue(jobOf("a"));
  await expect(queue.run(signal)).rejects.toBe(mistake);
  expect(jobs.get("a")).toMatchObject({ state: "doubtful", failure: { code: "printer-interrupted" } });
  queue = startQueue();
  queue.enqueue(jobOf("b"));
  await queue.run(signal);
  expect(device.lines).toEqual(["job b", "✂"]);
});

it("calls a job doubtful that was with the printer when the program died", async () => {
  device.setFaults({ lineDelayMs: 10_000 });
  queue.enqueue(jobOf("a"));
  queue.enqueue(jobOf("b"));
  const died = new AbortController();
  const running = queue.run(died.signal);
  await vi.waitFor(() => expect(device.lines).toContain("job a"));
  // What the next start finds in the database is what was there at the moment of death.
  jobs = structuredClone(jobs);
  died.abort();
  await running;
  device.restart();
  queue = startQueue();
  expect(queue.recover()).toMatchObject([{ id: "a", state: "doubtful", failure: { code: "printer-interrupted" } }]);
  expect(queue.recover()).toEqual([]);
  await queue.run(signal);
  expect(device.lines).toEqual(["job b", "✂"]);
});

it("leaves jobs of a printer that is not set up here, and prints the others", async () => {
  queue.enqueue(jobOf("a", "other"));
  queue.enqueue(jobOf("b"));
  await queue.run(signal);
  expect([stateOf("a"), stateOf("b")]).toEqual(["waiting", "printed"]);
  expect([queue.cancel("a"), queue.cancel("b"), queue.cancel("nobody")]).toEqual([true, false, false]);
});

it("adds a job once however often it is asked to", async () => {
  queue.enqueue(jobOf("a"));
  await queue.run(signal);
  expect(queue.enqueue(jobOf("a")).state).toBe("printed");
  await queue.run(signal);
  expect(device.lines).toEqual(["job a", "✂"]);
});

/** A printer that is with a job until the test says what became of it. */
function slowPrinter() {
  const begun: string[] = [];
  let end: (outcome: JobOutcome) => void = () => undefined;
  let tell: (failure: Failure | undefined) => void = () => undefined;
  const printer: JobPrinter = {
    printJob: ({ id }, jobSignal, { onAttention }) => {
      begun.push(id);
      tell = onAttention;
      const { promise, resolve } = Promise.withResolvers<JobOutcome>();
      end = resolve;
      jobSignal.addEventListener("abort", () => resolve({ kind: "cancelled", failure: printerFailure("printer-cancelled", "A4") }));
      return promise;
    },
  };
  return { printer, begun, end: (outcome: JobOutcome) => end(outcome), tell: (failure: Failure | undefined) => tell(failure) };
}

it("keeps one printer's trouble from the others", async () => {
  const slow = slowPrinter();
  const quick: JobPrinter = { printJob: async () => ({ kind: "printed" }) };
  const subject = createPrintQueue({ store: createMemoryPrintJobStore(jobs), findPrinter: (id) => (id === "a4" ? slow.printer : quick), now, interrupted });
  for (const [id, printerId] of [["a", "a4"], ["b", "a4"], ["c", "slip"]] as const) subject.enqueue(jobOf(id, printerId));
  const running = subject.run(signal);
  await vi.waitFor(() => expect(stateOf("c")).toBe("printed"), 20_000);
  expect([stateOf("a"), stateOf("b")]).toEqual(["printing", "waiting"]);
  slow.end({ kind: "printed" });
  await vi.waitFor(() => expect(slow.begun).toEqual(["a", "b"]), 20_000);
  slow.end({ kind: "aborted", failure: printerFailure("printer-offline", "A4") });
  await running;
  expect([stateOf("a"), stateOf("b")]).toEqual(["printed", "aborted"]);
});

it("says what a job at the printer waits for, and until when", async () => {
  const slow = slowPrinter();
  const subject = createPrintQueue({ store: createMemoryPrintJobStore(jobs), findPrinter: () => slow.printer, now, interrupted });
  subject.enqueue(jobOf("a"));
  const running = subject.run(signal);
  await vi.waitFor(() => expect(slow.begun).toEqual(["a"]), 20_000);
  slow.tell(printerFailure("printer-paper-out", "A4"));
  expect(jobs.get("a")).toMatchObject({ state: "printing", failure: { code: "printer-paper-out", details: { printer: "A4" } } });
  slow.tell(undefined);
  expect(jobs.get("a")).toMatchObject({ state: "printing", failure: null });
  slow.end({ kind: "printed" });
  await running;
  expect(jobs.get("a")).toMatchObject({ state: "printed", failure: null });
});

it("ends a job at the printer when the clerk cancels it, and goes on with the next", async () => {
  const slow = slowPrinter();
  const subject = createPrintQueue({ store: createMemoryPrintJobStore(jobs), findPrinter: () => slow.printer, now, interrupted });
  for (const id of ["a", "b"]) subject.enqueue(jobOf(id));
  const running = subject.run(signal);
  await vi.waitFor(() => expect(slow.begun).toEqual(["a"]), 20_000);
  expect([subject.cancel("a"), subject.cancel("a")]).toEqual([true, false]);
  await vi.waitFor(() => expect(slow.begun).toEqual(["a", "b"]), 20_000);
  expect(jobs.get("a")).toMatchObject({ state: "cancelled", failure: { code: "printer-cancelled" } });
  slow.end({ kind: "printed" });
  await running;
  expect(stateOf("b")).toBe("printed");
});

it("leaves to the clerk what was ended only because the program stops", async () => {
  const slow = slowPrinter();
  const subject = createPrintQueue({ store: createMemoryPrintJobStore(jobs), findPrinter: () => slow.printer, now, interrupted });
  for (const id of ["a", "b"]) subject.enqueue(jobOf(id));
  const stop = new AbortController();
  const running = subject.run(stop.signal);
  await vi.waitFor(() => expect(slow.begun).toEqual(["a"]), 20_000);
  stop.abort();
  await running;
  expect([stateOf("a"), stateOf("b")]).toEqual(["aborted", "waiting"]);
});

it("prints nothing twice and loses nothing, whatever the printer and the clerk do", async () => {
  type Outcome = Exclude<JobOutcome["kind"], "cancelled">;
  const outcome = fc.constantFrom<Outcome>("printed", "not-printed", "doubtful", "aborted");
  const act = fc.record({ what: fc.constantFrom("run", "sendAgain", "confirmPrinted", "cancel", "crash"), id: fc.constantFrom("a", "b", "c"), outcomes: fc.array(outcome, { maxLength: 4 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
      const kept = new Map<string, PrintJob>();
      const cameOut: string[] = [];
      const allowed = new Map<string, number>();
      let answers: Outcome[] = [];
      const printer: JobPrinter = {
        printJob: async ({ bytes }) => {
          const kind = answers.shift() ?? "printed";
          if (kind !== "not-printed") cameOut.push(Buffer.from(bytes).toString("latin1").slice(6, 7));
          return kind === "printed" ? { kind } : { kind, failure: printerFailure("printer-unconfirmed", "小票机") };
        },
      };
      const store = createMemoryPrintJobStore(kept);
      const open = () => createPrintQueue({ store, findPrinter: () => printer, now, interrupted });
      let subject = open();
      for (const id of ["a", "b", "c"]) {
        subject.enqueue(jobOf(id));
        allowed.set(id, 1);
      }
      for (const { what, id, outcomes } of acts) {
        answers = [...outcomes];
        if (what === "run") await subject.run(signal);
        else if (what === "crash") (subject = open()).recover();
        else if (subject[what as "sendAgain"](id) && what === "sendAgain") allowed.set(id, allowed.get(id)! + 1);
      }
      for (const id of ["a", "b", "c"]) {
        const job = kept.get(id)!;
        const count = cameOut.filter((other) => other === id).length;
        expect(count).toBeLessThanOrEqual(allowed.get(id)!);
        expect(job.attempts).toBeLessThanOrEqual(allowed.get(id)!);
        if (job.state === "printed") expect(count).toBeGreaterThan(0);
        if (job.state === "waiting" && job.attempts === 0) expect(count).toBe(0);
      }
    }),
    { numRuns: 300 },
  );
});
