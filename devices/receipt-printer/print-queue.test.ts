import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CaseId } from "../../domain/ids.ts";
import { instantOf } from "../../domain/time/instant.ts";
import { ReceiptPrinterEmulator } from "../../test/emulators/receipt-printer.ts";
import { startNetworkPrinter, type NetworkPrinter } from "../../test/emulators/receipt-printer-network.ts";
import { createEscposPrinter } from "./escpos-printer.ts";
import { createMemoryPrintJobStore } from "./memory-print-job-store.ts";
import { networkChannel } from "./network-channel.ts";
import { printerFailure } from "./printer-failure.ts";
import type { PrintJob } from "./print-job.ts";
import { createPrintQueue, type NewPrintJob, type PrintQueue } from "./print-queue.ts";
import { testTimeouts } from "./receipt-printer-conformance.ts";
import type { PrintOutcome } from "./receipt-printer.ts";

const signal = new AbortController().signal;
let clockMs = Date.parse("2026-11-21T02:00:00.000Z");
const now = () => instantOf((clockMs += 1));

function jobOf(id: string, printerName = "小票机"): NewPrintJob {
  const text = Buffer.from(`\x1b@job ${id}\n\x1dVB\0`, "latin1");
  return { id, caseId: "c" as CaseId, receipt: "reception-slip", printNumber: 1, printerName, bytes: Uint8Array.from(text) };
}

let device: ReceiptPrinterEmulator;
let plug: NetworkPrinter;
let jobs: Map<string, PrintJob>;
let queue: PrintQueue;
const startQueue = (): PrintQueue => {
  const printer = createEscposPrinter(networkChannel(plug), { name: "小票机", ...testTimeouts, answers: true });
  return createPrintQueue({ store: createMemoryPrintJobStore(jobs), findPrinter: (name) => (name === printer.name ? printer : undefined), now });
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
  expect([jobs.get("a"), jobs.get("b")]).toMatchObject([{ state: "failed", failureCode: "printer-paper-out", attempts: 1 }, { state: "waiting", attempts: 0 }]);
  device.mend();
  expect([queue.sendAgain("a"), queue.sendAgain("a")]).toEqual([true, false]);
  await queue.run(signal);
  expect(device.lines).toEqual(["job a", "✂", "job b", "✂"]);
  expect(jobs.get("a")).toMatchObject({ state: "printed", failureCode: null, attempts: 2 });
});

it("never sends a doubtful job by itself: the clerk says whether it came out", async () => {
  device.setFaults({ isCutterBroken: true });
  queue.enqueue(jobOf("a"));
  await queue.run(signal);
  expect(jobs.get("a")).toMatchObject({ state: "doubtful", failureCode: "printer-cutter-error" });
  device.mend();
  await queue.run(signal);
  expect(device.lines.filter((line) => line === "job a")).toHaveLength(1);
  expect([queue.confirmPrinted("a"), queue.confirmPrinted("a"), queue.sendAgain("a")]).toEqual([true, false, false]);
  expect(stateOf("a")).toBe("printed");
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
  expect(queue.recover()).toMatchObject([{ id: "a", state: "doubtful", failureCode: "printer-interrupted" }]);
  expect(queue.recover()).toEqual([]);
  await queue.run(signal);
  expect(device.lines).toEqual(["job b", "✂"]);
});

it("leaves jobs of a printer that is not set up here, and prints the others", async () => {
  queue.enqueue(jobOf("a", "别的小票机"));
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

it("prints nothing twice and loses nothing, whatever the printer and the clerk do", async () => {
  const outcome = fc.constantFrom<PrintOutcome["kind"]>("printed", "not-printed", "doubtful");
  const act = fc.record({ what: fc.constantFrom("run", "sendAgain", "confirmPrinted", "cancel", "crash"), id: fc.constantFrom("a", "b", "c"), outcomes: fc.array(outcome, { maxLength: 4 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
      const kept = new Map<string, PrintJob>();
      const cameOut: string[] = [];
      const allowed = new Map<string, number>();
      let answers: PrintOutcome["kind"][] = [];
      const printer = {
        name: "小票机",
        status: async () => "ready" as const,
        print: async (bytes: Uint8Array): Promise<PrintOutcome> => {
          const kind = answers.shift() ?? "printed";
          if (kind !== "not-printed") cameOut.push(Buffer.from(bytes).toString("latin1").slice(6, 7));
          return kind === "printed" ? { kind } : { kind, failure: printerFailure("printer-unconfirmed", "小票机") };
        },
      };
      const store = createMemoryPrintJobStore(kept);
      const open = () => createPrintQueue({ store, findPrinter: () => printer, now });
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
