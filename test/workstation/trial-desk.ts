import { expect, vi } from "vitest";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import type { CommandBody } from "../../domain/case/case-command.ts";
import { findCurrentStep } from "../../domain/case/case-state.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { Role } from "../../domain/people/role.ts";
import type { SeedOffice } from "../../server/seed/offices.ts";
import { seedPeople } from "../../server/seed/people.ts";
import type { TrialCentre } from "../centre/trial-centre.ts";
import { openHeadless, type Headless } from "./headless.ts";
import { act } from "./trial-case.ts";

/** A PC of an office at which its people sit down one after the other, the first as it is opened. */
export interface TrialDesk {
  readonly pc: Headless;
  /** Whoever of the office's sample people has the role: the first, unless another place is asked for. */
  sitDown(role: Role, place?: number): Promise<void>;
  /** Waits until everything given here is at the centre and everything there is here. */
  sync(): Promise<void>;
  /** Fetches the case as the centre has it and acts on it. */
  act(caseId: CaseId, body: CommandBody): Promise<OpenedCase>;
  open(caseId: CaseId): Promise<OpenedCase>;
  close(): Promise<void>;
}

export async function openTrialDesk(centre: TrialCentre, office: SeedOffice, role: Role, centreUrl = centre.url): Promise<TrialDesk> {
  const pc = await openHeadless({ now: centre.now, options: { centreUrl, enrolmentCode: await centre.enrolmentCodeFor(office.id) } });
  const sync = async (): Promise<void> => {
    await pc.call("sync.now", {});
    await vi.waitFor(async () => expect((await pc.call("workplace.get", {})).connection).toMatchObject({ isOnline: true, waitingCommandCount: 0, waitingPageCount: 0 }), 30_000);
  };
  const sitDown: TrialDesk["sitDown"] = async (wanted, place = 0) => {
    const person = seedPeople.filter(({ officeId, roles }) => officeId === office.id && roles.includes(wanted)).at(place);
    if (person === undefined) throw new Error(`${office.name} has no ${wanted}`);
    await pc.call("session.signOut", {});
    await pc.call("session.signIn", { account: person.account, password: centre.password });
  };
  await sitDown(role);
  return {
    pc,
    sync,
    sitDown,
    act: (caseId, body) => act(pc, caseId, body),
    open: (caseId) => vi.waitFor(() => pc.call("cases.open", { caseId }), 30_000),
    async close() {
      await pc.stop();
      await pc.remove();
    },
  };
}

/** The office's people sign these cases step by step, each all that is theirs at one sitting, as `actAt` says; ends when no step is open. */
export async function signThrough(desk: TrialDesk, caseIds: readonly CaseId[], actAt: (step: { code: string; isDecision: boolean }) => CommandBody): Promise<void> {
  for (;;) {
    const cases = await Promise.all(caseIds.map(async (caseId) => (await desk.open(caseId)).case));
    const role = cases.map(findCurrentStep).find((step) => step !== undefined)?.role;
    if (role === undefined) return desk.sync();
    await desk.sitDown(role);
    for (const current of cases) {
      const step = findCurrentStep(current);
      if (step?.role === role) await desk.act(current.id, actAt(step));
    }
  }
}
