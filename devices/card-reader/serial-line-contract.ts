import { z } from "zod";
import { defineNativeContract } from "../native-process/native-contract.ts";

/** Given by who opens it, so that nothing is said of a line nobody knows yet. */
const line = z.int();
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const nothing = z.object({});

/** What is asked of the process that has serialport's native part loaded. Opening is slow where a port is a radio link. */
export const serialLineContract = defineNativeContract({
  calls: {
    "serial-line.list": { input: nothing, output: z.object({ ports: z.array(z.object({ path: z.string(), manufacturer: z.string().optional() })) }), limitMs: 15_000 },
    "serial-line.open": { input: z.object({ line, path: z.string(), baudRate: z.int(), watchIntervalMs: z.int().optional() }), output: nothing, limitMs: 20_000 },
    "serial-line.write": { input: z.object({ line, bytes }), output: nothing, limitMs: 5_000 },
    "serial-line.close": { input: z.object({ line }), output: nothing, limitMs: 5_000 },
  },
  events: {
    "serial-line.bytes": z.object({ line, bytes }),
    "serial-line.lost": z.object({ line, code: z.string(), details: z.record(z.string(), z.union([z.string(), z.number()])) }),
  },
});
