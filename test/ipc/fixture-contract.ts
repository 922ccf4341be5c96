import { z } from "zod";
import { defineContract } from "../../contracts/ipc-channel.ts";

/** A contract that shows every way a call can go, for the tests of the mechanism. */
export const fixtureContract = defineContract({
  channels: {
    echo: {
      input: z.object({ text: z.string().max(10), repeat: z.int().min(1).default(1) }),
      output: z.object({ texts: z.array(z.string()), processId: z.int() }),
    },
    bytes: { input: z.object({ bytes: z.instanceof(Uint8Array) }), output: z.object({ bytes: z.instanceof(Uint8Array) }) },
    fail: { input: z.object({ how: z.enum(["failure", "bug", "wrong-answer", "uncopyable-answer"]) }), output: z.object({ ok: z.literal(true) }) },
    /** Never answers: the process dies first. */
    die: { input: z.object({}), output: z.object({}) },
    /** Asks a device's driver, in a process of its own, to do this. */
    native: { input: z.object({ call: z.enum(["trouble.echo", "trouble.hang", "trouble.crash"]) }), output: z.object({ processId: z.int() }) },
    announce: { input: z.object({ count: z.int() }), output: z.object({}) },
  },
  topics: { announced: z.object({ number: z.int() }) },
});

export type FixtureContract = typeof fixtureContract;
