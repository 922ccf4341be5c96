import { rm } from "node:fs/promises";
import type { OfficeId } from "../../domain/ids.ts";
import { addMs, type Instant } from "../../domain/time/instant.ts";
import { publicationsDepartment, serviceCenter } from "../../server/seed/offices.ts";
import { startCentre, type CentreOptions, type RunningCentre } from "../../server/start.ts";
import { seedTrial } from "../../server/trial.ts";
import { makeSharedFolder, type PostgresFlavour, type TestPostgres } from "./postgres.ts";
import { openTrialWindow, type TrialWindow } from "./trial-window.ts";

/** A Monday morning in the office. */
export const trialStart = "2026-11-16T02:00:00.000Z" as Instant;

export interface TrialCentre extends RunningCentre {
  dataFolder: string;
  password: string;
  /** The clock of the centre and of its windows; only this moves it. */
  now(): Instant;
  pass(ms: number): void;
  enrolmentCodeFor(officeId: OfficeId): Promise<string>;
  /** A window in the service center's hall unless told otherwise. */
  openWindow(place?: { officeId?: OfficeId; account?: string }): Promise<TrialWindow>;
}

/** A seeded centre on a database and a folder of its own. */
export async function startTrialCentre(postgres: TestPostgres, more: Partial<CentreOptions> = {}): Promise<TrialCentre> {
  const dataFolder = await makeSharedFolder();
  let time = trialStart;
  const now = (): Instant => time;
  const running = await startCentre({ dataFolder, databaseUrl: await postgres.createMigratedDatabase(), now, pollEveryMs: 200, dueWorkEveryMs: null, ...more });
  const trial = await seedTrial(running.centre);
  return {
    ...running,
    ...trial,
    dataFolder,
    now,
    pass: (ms) => (time = addMs(time, ms)),
    openWindow: async ({ officeId = serviceCenter.id, account = "wangxiulan" } = {}) =>
      openTrialWindow({ url: running.url, enrolmentCode: await trial.enrolmentCodeFor(officeId), account, password: trial.password, now }),
    close: async () => {
      await running.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** A reviewer's PC in the department that decides on the trial windows' cases. */
export const reviewersPlace = { officeId: publicationsDepartment.id, account: "songwei" };

/** What most tests of the record begin with: a trial centre on a PostgreSQL of its own, a window and a reviewer's PC. `stop` ends all of it. */
export async function startTrialWithReviewer(start: PostgresFlavour["start"]): Promise<{ centre: TrialCentre; window: TrialWindow; reviewer: TrialWindow; stop(): Promise<void> }> {
  const postgres = await start();
  const centre = await startTrialCentre(postgres);
  return {
    centre,
    window: await centre.openWindow(),
    reviewer: await centre.openWindow(reviewersPlace),
    stop: async () => {
      await centre.close();
      await postgres.stop();
    },
  };
}
