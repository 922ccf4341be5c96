import type { NativeHandlers } from "../../native-process/native-contract.ts";
import type { printSpoolerContract } from "./print-spooler-contract.ts";
import { openWinspool, type WinspoolLibraries } from "./winspool.ts";

/** The spooler's part of a native driver's process. */
export function printSpoolerHandlers(libraries?: WinspoolLibraries): NativeHandlers<typeof printSpoolerContract> {
  const winspool = openWinspool(libraries);
  return {
    "print-spooler.list": () => ({ queues: winspool.listQueues() }),
    "print-spooler.queue": ({ queue }) => winspool.readQueue(queue),
    "print-spooler.submit": ({ queue, documentName, bytes }) => ({ jobId: winspool.submit(queue, documentName, bytes) }),
    "print-spooler.job": ({ queue, jobId }) => ({ job: winspool.findJob(queue, jobId) ?? null }),
    "print-spooler.delete": ({ queue, jobId }) => {
      winspool.deleteJob(queue, jobId);
      return {};
    },
  };
}
