import { serviceCenter } from "../../server/seed/offices.ts";
import { postgresFlavours } from "../centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../centre/trial-centre.ts";
import { openLine, type CuttableLine } from "./cuttable-line.ts";
import { openHeadless, type Headless } from "./headless.ts";

/** A trial centre, a line to it that can be cut, and a window of the hall that was enrolled over it. */
export interface WindowOnLine {
  readonly centre: TrialCentre;
  readonly line: CuttableLine;
  readonly window: Headless;
  /** Everything but the window, which a test may have started anew. */
  close(): Promise<void>;
}

export async function openWindowOnLine(): Promise<WindowOnLine> {
  const postgres = await postgresFlavours[0]!.start();
  const centre = await startTrialCentre(postgres);
  const line = await openLine(centre.url);
  const window = await openHeadless({ now: centre.now, options: { centreUrl: line.url, enrolmentCode: await centre.enrolmentCodeFor(serviceCenter.id) } });
  return {
    centre,
    line,
    window,
    async close() {
      await line.close();
      await centre.close();
      await postgres.stop();
    },
  };
}
