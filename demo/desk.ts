import { join } from "node:path";
import type { OpenedCase } from "../contracts/ipc/cases.ts";
import type { ScanProgress, ScanTarget } from "../contracts/ipc/scanning.ts";
import type { CommandBody } from "../domain/case/case-command.ts";
import type { CaseId, OfficeId } from "../domain/ids.ts";
import { realDependencies } from "../electron/workstation/dependencies.ts";
import { openWorkstation, type Workstation } from "../electron/workstation/workstation.ts";
import { seedPassword, seedPeople } from "../server/seed/people.ts";
import { must } from "./must.ts";

export const demoDatabaseKey = "d0".repeat(32);

/** A workstation without its window, driven as the page drives it. */
export interface Desk {
  readonly workstation: Workstation;
  readonly dataFolder: string;
  readonly account: string;
  /** Gives an act that must go through; the case after it. */
  act(caseId: CaseId, body: CommandBody): Promise<OpenedCase>;
  /** Scans or imports and waits until the batch has stopped. */
  batch(start: () => Promise<{ jobId: string }>): Promise<ScanProgress>;
  /** Syncs until nothing waits; gives up after a minute. */
  syncAll(): Promise<void>;
  /** Closes its databases; once is enough. */
  close(): Promise<void>;
}

export interface DeskPlace {
  readonly officeId: OfficeId;
  readonly role: "window-clerk" | "handler";
  readonly centreUrl: string;
  readonly enrolmentCode: string;
  /** Holds the workstation's data; `exports` below `outputFolder` what it writes. */
  readonly workFolder: string;
  readonly exportFolder: string;
  readonly saneConfigFolder?: string | undefined;
}

/** Opens, enrols and signs in. */
export async function openDesk(place: DeskPlace): Promise<Desk> {
  const dataFolder = join(place.workFolder, `${place.role}-${place.officeId}`);
  const options = { exportFolder: place.exportFolder, ...(place.saneConfigFolder !== undefined && { saneConfigFolder: place.saneConfigFolder }) };
  const workstation = await openWorkstation({ databaseKey: demoDatabaseKey, dataFolder, appVersion: "demo", options }, realDependencies());
  const person = must(seedPeople.find(({ officeId, roles }) => officeId === place.officeId && roles.includes(place.role)), `a ${place.role}`);
  await workstation.call("workplace.enrol", { centreUrl: place.centreUrl, enrolmentCode: place.enrolmentCode, deviceName: `演示 ${person.name}` });
  await workstation.call("session.signIn", { account: person.account, password: seedPassword.initial });
  await workstation.call("sync.now", {});

  let closed: Promise<void> | undefined;
  return {
    workstation,
    dataFolder,
    close: () => (closed ??= workstation.stop()),
    account: person.account,
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
      for (let round = 0; round < 60; round += 1) {
        const { waitingCommandCount, waitingPageCount } = await workstation.call("sync.now", {});
        if (waitingCommandCount === 0 && waitingPageCount === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
      throw new Error("the queue did not empty within a minute");
    },
  };
}

export function targetOf(caseId: CaseId, materialCode: string): ScanTarget {
  return { caseId, materialCode, index: 0, replacesPageId: null };
}
