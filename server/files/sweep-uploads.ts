import { addMs } from "../../domain/time/instant.ts";
import type { Centre } from "../centre.ts";

const dayMs = 24 * 3_600_000;
/** A page is sent within minutes of its first byte; whoever goes on later than this begins it again. */
const keptDays = 7;

/**
 * Throws away what has arrived of contents nobody goes on with: a workstation that is gone, a page removed from its case, a copy a
 * kill left behind. Whole contents stay, also those no command has named yet: each is one page, and a command may still be on its way.
 */
export async function sweepUploads(centre: Centre): Promise<void> {
  await centre.fileStore.dropPartials(addMs(centre.now(), -keptDays * dayMs));
}
