import { z } from "zod";
import { defineNativeContract } from "../../devices/native-process/native-contract.ts";

const text = z.object({ text: z.string() });

/** A driver that gets into every kind of trouble on request. */
export const troubleContract = defineNativeContract({
  calls: {
    "trouble.echo": { input: text, output: z.object({ text: z.string(), processId: z.int() }), limitMs: 30_000 },
    /** Turns the bytes round: they cross as bytes. */
    "trouble.bytes": { input: z.object({ bytes: z.instanceof(Uint8Array) }), output: z.object({ bytes: z.instanceof(Uint8Array) }), limitMs: 30_000 },
    /** Blocks in the C library: nothing in that process runs any more. */
    "trouble.hang": { input: z.object({}), output: z.object({}), limitMs: 500 },
    /** The same with a time limit nobody waits for. */
    "trouble.hang-for-ever": { input: z.object({}), output: z.object({}), limitMs: 3_600_000 },
    /** Writes where nothing may be written. */
    "trouble.crash": { input: z.object({}), output: z.object({}), limitMs: 30_000 },
    "trouble.exit": { input: z.object({}), output: z.object({}), limitMs: 30_000 },
    "trouble.fail": { input: z.object({}), output: z.object({}), limitMs: 30_000 },
    "trouble.mistake": { input: z.object({}), output: z.object({}), limitMs: 30_000 },
    "trouble.announce": { input: text, output: z.object({}), limitMs: 30_000 },
  },
  events: { "trouble.announced": text },
});
