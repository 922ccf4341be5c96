import { z } from "zod";
import { defineNativeContract } from "../../native-process/native-contract.ts";

const queue = z.string().min(1).max(220);
const jobId = z.int().min(1);

/** What is asked of the process that talks to Windows' spooler. A queue on another computer may be slow to answer; one that never does is given up. */
export const printSpoolerContract = defineNativeContract({
  calls: {
    "print-spooler.list": { input: z.object({}), output: z.object({ queues: z.array(z.string()) }), limitMs: 20_000 },
    "print-spooler.queue": { input: z.object({ queue }), output: z.object({ status: z.int(), attributes: z.int() }), limitMs: 15_000 },
    "print-spooler.submit": {
      input: z.object({ queue, documentName: z.string().min(1).max(80), bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array) }),
      output: z.object({ jobId }),
      limitMs: 30_000,
    },
    "print-spooler.job": { input: z.object({ queue, jobId }), output: z.object({ job: z.object({ status: z.int() }).nullable() }), limitMs: 15_000 },
    "print-spooler.delete": { input: z.object({ queue, jobId }), output: z.object({}), limitMs: 15_000 },
  },
  events: {},
});
