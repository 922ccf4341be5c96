import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Locator } from "@playwright/test";
import { sql } from "drizzle-orm";
import type { CaseStage } from "../../domain/case/case-state.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import type { Role } from "../../domain/people/role.ts";
import { addMs, instantOf, type Instant } from "../../domain/time/instant.ts";
import { findRegisterGaps } from "../../server/certificates/registers.ts";
import { findRegisterFaults } from "../../server/certificates/verify-registers.ts";
import { cases } from "../../server/database/schema.ts";
import { verifyRecord } from "../../server/record/verify-record.ts";
import { verifySealLog } from "../../server/seal/verify-seal-log.ts";
import type { SeedOffice } from "../../server/seed/offices.ts";
import { seedPassword } from "../../server/seed/people.ts";
import { startCentre, type RunningCentre } from "../../server/start.ts";
import { seedTrial } from "../../server/trial.ts";
import { openHeadless } from "../workstation/headless.ts";
import { acceptCaseOf } from "../workstation/trial-case.ts";
import { getSeedPerson, hasNoSeriousViolation, signIn } from "./desk.ts";
import { launchApp, repositoryRoot, saveScreenshot, type LaunchedApp } from "./launch.ts";

/** The centre of a story that begins where the window has accepted, and the desks at which it goes on to its end. */
export interface Story {
  readonly centre: RunningCentre;
  enrolmentCodeFor(office: SeedOffice): Promise<string>;
  /** The centre's clock lags behind the system's by so much from now on; windows without a screen follow `now`. */
  setLag(ms: number): void;
  now(): Instant;
  /** One case for each project, received and accepted by the first clerk of the office at a PC without a screen; they are at the centre. */
  accept(office: SeedOffice, item: ItemDefinition, ...projectNames: string[]): Promise<void>;
  openDesk(office: SeedOffice, role: Role): Promise<StoryDesk>;
  /** Waits until the centre has brought the project's case this far. */
  reaches(projectName: string, stage: CaseStage): Promise<void>;
  /** Whatever was done: the record, the seals' log and the registers agree. */
  isWhole(): Promise<void>;
  close(): Promise<void>;
}

/** A PC of the real app at which the people of an office sit down one after the other. */
export interface StoryDesk extends LaunchedApp {
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  dialog(): Locator;
  sitDown(role: Role, place?: number): Promise<void>;
  /** Keeps a picture of what is seen and has it looked at for what a screen reader could not read. */
  look(name: string): Promise<void>;
}

/** The centre starts `lagMs` behind the system's clock. */
export async function startStory(name: string, lagMs = 0): Promise<Story> {
  const folder = mkdtempSync(join(tmpdir(), `yichuang-${name}-`));
  chmodSync(folder, 0o711);
  const now = (): Instant => addMs(instantOf(Date.now()), -lagMs);
  const centre = await startCentre({ dataFolder: join(folder, "centre"), now, dueWorkEveryMs: 500, pollEveryMs: 500 });
  const trial = await seedTrial(centre.centre);
  const enrolmentCodeFor = ({ id }: SeedOffice): Promise<string> => trial.enrolmentCodeFor(id);
  const stageOf = async (projectName: string): Promise<CaseStage | undefined> =>
    (await centre.centre.database.select({ stage: cases.stage }).from(cases).where(sql`${cases.summary} ->> 'projectName' = ${projectName}`))[0]?.stage;
  const reaches: Story["reaches"] = (projectName, stage) => expect.poll(() => stageOf(projectName), { timeout: 30_000 }).toBe(stage);
  return {
    centre,
    enrolmentCodeFor,
    now,
    setLag: (ms) => void (lagMs = ms),
    reaches,
    async accept(office, item, ...projectNames) {
      const pc = await openHeadless({ now, options: { centreUrl: centre.url, enrolmentCode: await enrolmentCodeFor(office) } });
      try {
        await pc.call("session.signIn", { account: getSeedPerson(office, "window-clerk").account, password: seedPassword.initial });
        for (const projectName of projectNames) await acceptCaseOf(pc, item, { projectName });
        for (const projectName of projectNames) await reaches(projectName, "accepted");
        expect(pc.loggedErrors).toEqual([]);
      } finally {
        await pc.stop();
        await pc.remove();
      }
    },
    async openDesk(office, role) {
      const launched = await launchApp({
        options: { centreUrl: centre.url, enrolmentCode: await enrolmentCodeFor(office), exportFolder: join(folder, "exports"), pageMode: "fast" },
      });
      const { page } = launched;
      await signIn(page, office, role);
      return {
        ...launched,
        press: (key) => page.keyboard.press(key),
        type: (text) => page.keyboard.type(text),
        dialog: () => page.getByRole("dialog"),
        async sitDown(wanted, place) {
          await page.keyboard.press("Control+Shift+L");
          await signIn(page, office, wanted, place);
        },
        async look(screen) {
          await saveScreenshot(launched, join(repositoryRoot, `test-results/screens/${name}-${screen}.png`));
          await hasNoSeriousViolation(page);
        },
      };
    },
    async isWhole() {
      // One moment's state: the centre may be sealing just now.
      await centre.centre.database.transaction(async (moment) => {
        expect(await verifyRecord(moment)).toMatchObject({ faults: [], feedFaults: [] });
        expect(await verifySealLog(moment)).toMatchObject({ faults: [] });
        expect(await findRegisterGaps(moment)).toEqual([]);
        expect(await findRegisterFaults(moment)).toEqual([]);
      }, { isolationLevel: "repeatable read", accessMode: "read only" });
    },
    async close() {
      await centre.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
