import { z } from "zod";

/** What the main process tells the workstation process, besides the page's own calls; the answers are in `workstation-message.ts`. */

export const workstationConfigurationSchema = z.object({
  /** 32 bytes as hex. Held in memory only; never written to a log or passed on a command line. */
  databaseKey: z.string().regex(/^[0-9a-f]{64}$/),
  /** Where the databases, the pages' cache and the log live. */
  dataFolder: z.string().min(1),
  appVersion: z.string(),
  /** Settings for the composition (centre address, devices), by name; each use case checks its own. */
  options: z.record(z.string(), z.string()),
});
export type WorkstationConfiguration = z.infer<typeof workstationConfigurationSchema>;

/** `connection` numbers the pages: with `utilityProcess` only `connect` is sent, its MessagePort carries the rest. */
export const mainMessageSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("configure"), configuration: workstationConfigurationSchema }),
  z.object({ kind: z.literal("connect"), connection: z.int() }),
  z.object({ kind: z.literal("from-page"), connection: z.int(), message: z.unknown() }),
  z.object({ kind: z.literal("disconnect"), connection: z.int() }),
  z.object({ kind: z.literal("stop") }),
  /** Answers to `start-native`; the first comes with the port to the driver's process. */
  z.object({ kind: z.literal("native-started"), native: z.int() }),
  z.object({ kind: z.literal("native-ended"), native: z.int(), reason: z.string() }),
]);
export type MainMessage = z.infer<typeof mainMessageSchema>;
