import type { NativeProcess } from "../../native-process/native-process.ts";
import type { PrintSpooler } from "./print-spooler.ts";
import type { printSpoolerContract } from "./print-spooler-contract.ts";

/** The spooler, asked in a process of its own: a queue on a computer that is gone can hold a call for minutes. */
export function createNativePrintSpooler(driver: Pick<NativeProcess<typeof printSpoolerContract>, "call">): PrintSpooler {
  return {
    listQueues: async () => (await driver.call("print-spooler.list", {})).queues,
    readQueue: (queue) => driver.call("print-spooler.queue", { queue }),
    submit: async (queue, documentName, bytes) => (await driver.call("print-spooler.submit", { queue, documentName, bytes })).jobId,
    findJob: async (queue, jobId) => (await driver.call("print-spooler.job", { queue, jobId })).job ?? undefined,
    deleteJob: async (queue, jobId) => void (await driver.call("print-spooler.delete", { queue, jobId })),
  };
}
