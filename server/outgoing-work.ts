import type { Centre } from "./centre.ts";
import { sealDuePapers } from "./documents/seal-due-papers.ts";
import { moveSealedFiles } from "./documents/sealed-files.ts";
import { sendDueMessages } from "./messages/send-messages.ts";

/**
 * What follows from the record and waits for the world outside the database: papers to be sealed, files for the
 * store, messages for the gateway. All of it
 * is rows, so every round looks again, in as many processes as there are; one kind that fails does not hold up the others.
 */
export async function runOutgoingWork(centre: Centre, reportFailed: (error: unknown) => void): Promise<void> {
  await sealAndStore(centre, reportFailed);
  await sendDueMessages(centre).catch(reportFailed);
}

/** The part of it a window waits for, to print what it hands over. */
export async function sealAndStore(centre: Centre, reportFailed: (error: unknown) => void): Promise<void> {
  for (const work of [sealDuePapers, moveSealedFiles]) await work(centre).catch(reportFailed);
}
