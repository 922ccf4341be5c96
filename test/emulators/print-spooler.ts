import type { PrintSpooler, SpoolerJob } from "../../devices/receipt-printer/raw-queue/print-spooler.ts";
import { spoolerFailure, windowsError } from "../../devices/receipt-printer/raw-queue/spooler-failure.ts";
import { jobStatus, queueStatus } from "../../devices/receipt-printer/raw-queue/spooler-status.ts";
import type { ReceiptPrinterEmulator } from "./receipt-printer.ts";

export interface EmulatedSpooler extends PrintSpooler {
  /** What is still in the queue. */
  readonly waiting: readonly { readonly documentName: string }[];
  unplug(): void;
  plugIn(): void;
  /** The queue is gone from the system, as after its driver was removed. */
  removeQueue(): void;
  /** The next documents are taken and never sent on. */
  stall(): void;
}

interface Job {
  readonly id: number;
  readonly documentName: string;
  readonly bytes: Uint8Array;
  status: number;
  isSent: boolean;
}

const printing = 0x10;
const queueFull = 0x200;

/**
 * Windows' print spooler with one queue and the printer on USB behind it: it sends a document when the printer can take it, holds it while
 * the printer reports trouble, and forgets it once the printer is done. Written from Microsoft's documentation of winspool.
 */
export function createEmulatedSpooler(emulator: ReceiptPrinterEmulator, queueName: string): EmulatedSpooler {
  let jobs: Job[] = [];
  let lastId = 0;
  let isPlugged = true;
  let hasQueue = true;
  let isStalled = false;

  const requireQueue = (call: string, queue: string): void => {
    if (!hasQueue || queue !== queueName) throw spoolerFailure(call, windowsError.invalidPrinterName);
  };
  const pull = (): void => {
    isPlugged = false;
  };
  /** What the spooler would have done by now. */
  const work = (): void => {
    const [job] = jobs;
    if (!job || isStalled) return;
    job.status = printing | (isPlugged ? 0 : jobStatus.error) | (emulator.trouble === "paper-out" ? jobStatus.paperOut : 0);
    if (!isPlugged) return;
    if (!job.isSent && emulator.trouble === "none") {
      job.isSent = true;
      emulator.receive(job.bytes, { reply: () => undefined, pull });
    }
    if (isPlugged && job.isSent && emulator.isIdle) jobs = jobs.slice(1);
  };
  const troubleBits = { none: 0, "paper-out": queueStatus.paperOut, "cover-open": queueStatus.doorOpen, cutter: queueStatus.paperJam } as const;

  return {
    get waiting() {
      return jobs;
    },
    unplug: pull,
    plugIn: () => {
      isPlugged = true;
    },
    removeQueue: () => {
      hasQueue = false;
    },
    stall: () => {
      isStalled = true;
    },
    listQueues: async () => (hasQueue ? [queueName] : []),
    async readQueue(queue) {
      requireQueue("OpenPrinter", queue);
      work();
      return { status: (isPlugged ? troubleBits[emulator.trouble] : queueStatus.offline) | (jobs.length > 0 ? queueFull : 0), attributes: 0 };
    },
    async submit(queue, documentName, bytes) {
      requireQueue("OpenPrinter", queue);
      lastId += 1;
      jobs = [...jobs, { id: lastId, documentName, bytes: Uint8Array.from(bytes), status: 0, isSent: false }];
      work();
      return lastId;
    },
    async findJob(queue, jobId): Promise<SpoolerJob | undefined> {
      requireQueue("OpenPrinter", queue);
      work();
      const job = jobs.find(({ id }) => id === jobId);
      return job && { status: job.status };
    },
    async deleteJob(queue, jobId) {
      requireQueue("OpenPrinter", queue);
      jobs = jobs.filter(({ id }) => id !== jobId);
    },
  };
}
