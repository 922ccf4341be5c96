import { z } from "zod";

/** What passes between a process that needs a native driver and the process the driver runs in. */

export const toNativeSchema = z.object({ kind: z.literal("call"), id: z.int(), name: z.string(), input: z.unknown() });
export type ToNative = z.infer<typeof toNativeSchema>;

export const fromNativeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("answer"), id: z.int(), output: z.unknown() }),
  z.object({
    kind: z.literal("failed"),
    id: z.int(),
    failure: z.object({ code: z.string(), retryable: z.boolean(), details: z.record(z.string(), z.union([z.string(), z.number()])) }),
  }),
  /** A mistake in the program; the text is for the log. */
  z.object({ kind: z.literal("broken"), id: z.int(), text: z.string() }),
  z.object({ kind: z.literal("event"), name: z.string(), payload: z.unknown() }),
]);
export type FromNative = z.infer<typeof fromNativeSchema>;
