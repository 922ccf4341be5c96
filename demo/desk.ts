import { join } from "node:path";
import type { OpenedCase } from "../contracts/ipc/cases.ts";
import type { ScanProgress, ScanTarget } from "../contracts/ipc/scanning.ts";
import type { CommandBody } from "../domain/case/case-command.ts";
import type { Case } from "../domain/case/case-state.ts";
import { isFailure } from "../domain/failure.ts";
import type { CaseId } from "../domain/ids.ts";
import type { Role } from "../domain/people/role.ts";
import { realDependencies } from "../electron/workstation/dependencies.ts";
import { openWorkstation, type Workstation } from "../electron/workstation/workstation.ts";
import type { SeedOffice } from "../server/seed/offices.ts";
import { seedPassword } from "../server/seed/people.ts";
import type { DemoClock } from "./clock.ts";
import { personOf } from "./people.ts";
import { until } from "./until.ts";

export const demoDatabaseKey = "d0".repeat(32);

/** A workstation without its window, driven as the page drives it. */
export interface Desk {
  readonly workstation: Workstation;
  readonly dataFolder: string;
  readonly office: SeedOffice;
  /** Whoever of the office's sample people has the role signs in with a password: the first, unless another place is asked for. Their name. */
  sitDown(role: Role, place?: number): Promise<string>;
  /** Gives an act that must go through; the case after it. */
  act(caseId: CaseId, body: CommandBody): Promise<OpenedCase>;
  /** Scans or imports and waits until the batch has stopped. */
  batch(start: () => Promise<{ jobId: string }>): Promise<ScanProgress>;
  /** Syncs until nothing waits; gives up after a minute. */
  syncAll(): Promise<void>;
  /** Syncs until the case is here and stands so. */
  waitFor(caseId: CaseId, what: string, isThere: (current: Case, opened: OpenedCase) => boolean): Promise<OpenedCase>;
  /** Closes its databases; once is enough. */
  close(): Promise<void>;
}

export interface DeskPlace {
  readonly office: SeedOffice;
  readonly clock: DemoClock;
  readonly centreUrl: string;
  readonly enrolmentCode: string;
  /** Holds the workstation's data; `exports` below `outputFolder` what it writes. */
  readonly workFolder: string;
  readonly exportFolder: string;
  readonly saneConfigFolder?: string | undefined;
}

/** Opens and enrols; nobody is signed in yet. */
export async function openDesk({ office, clock, centreUrl, enrolmentCode, workFolder, exportFolder, saneConfigFolder }: DeskPlace): Promise<Desk> {
  const dataFolder = join(workFolder, `desk-${office.code}`);
  const options = { exportFolder, ...(saneConfigFolder !== undefined && { saneConfigFolder }) };
  const dependencies = { ...realDependencies(), now: clock.now };
  const workstation = await openWorkstation({ databaseKey: demoDatabaseKey, dataFolder, appVersion: "demo", options }, dependencies);
  await workstation.call("workplace.enrol", { centreUrl, enrolmentCode, deviceName: `演示 ${office.shortName}` });

  let closed: Promise<void> | undefined;
  return {
    workstation,
    dataFolder,
    office,
    close: () => (closed ??= workstation.stop()),
    async sitDown(role, place) {
      const { account, name } = personOf(office.id, role, place);
      await workstation.call("session.signOut", {});
      await workstation.call("session.signIn", { account, password: seedPassword.initial });
      return name;
    },
    async act(caseId, body) {
      const answer = await workstation.call("cases.act", { caseId, body });
      if (answer.outcome === "refused") throw new Error(`${body.kind} was refused: ${JSON.stringify(answer.refusal)}`);
      return answer.opened;
    },
    batch: (start) =>
      new Promise((resolve, reject) => {
        const reports: ScanProgress[] = [];
        let jobId: string | undefined;
        const settle = (): void => {
          const last = reports.findLast((report) => report.jobId === jobId && report.state !== "running");
          if (last === undefined) return;
          unsubscribe();
          resolve(last);
        };
        const unsubscribe = workstation.subscribe((topic, payload) => {
          if (topic !== "scans.progress") return;
          reports.push(payload as ScanProgress);
          settle();
        });
        start().then((started) => {
          jobId = started.jobId;
          settle();
        }, reject);
      }),
    async syncAll() {
      await until(async () => {
        const { waitingCommandCount, waitingPageCount } = await workstation.call("sync.now", {});
        return waitingCommandCount === 0 && waitingPageCount === 0 ? true : undefined;
      }, "the queue did not empty");
    },
    waitFor: (caseId, what, isThere) =>
      until(async () => {
        await workstation.call("sync.now", {});
        const opened = await workstation.call("cases.open", { caseId }).catch((error: unknown) => {
          if (!isFailure(error, "case-not-here")) throw error;
          return undefined;
        });
        return opened && isThere(opened.case, opened) ? opened : undefined;
      }, what),
  };
}

export function targetOf(caseId: CaseId, materialCode: string): ScanTarget {
  return { caseId, materialCode, index: 0, replacesPageId: null };
}
