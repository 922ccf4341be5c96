import { z } from "zod";
import { defineContract } from "./ipc-channel.ts";

/** Everything the page may ask of the workstation process, and everything it is told without asking. */
export const workstationContract = defineContract({
  channels: {
    "app.ping": {
      input: z.object({ text: z.string().max(100) }),
      output: z.object({ text: z.string(), appVersion: z.string(), processId: z.int() }),
    },
  },
  topics: {},
});

export type WorkstationContract = typeof workstationContract;
