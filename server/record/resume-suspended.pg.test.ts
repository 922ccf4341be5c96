import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { replay } from "../../domain/case/evolve.ts";
import { findCurrentStep } from "../../domain/case/case-state.ts";
import type { CaseId } from "../../domain/ids.ts";
import { rulesVersion } from "../../domain/rules-version.ts";
import { epochMsOf, type Instant } from "../../domain/time/instant.ts";
import { postgresFlavours, type TestPostgres } from "../../test/centre/postgres.ts";
import { reviewersPlace, startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";
import type { TrialWindow } from "../../test/centre/trial-window.ts";
import { runDueWork } from "./due-work.ts";
import { systemPersonId } from "./system-act.ts";

const until = "2026-11-19T09:00:00.000Z" as Instant;
const suspension = { procedure: "hearing", workingDays: 3, reason: "利害关系人申请听证" } as const;

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`R-FLOW-4 on ${name}: a special procedure ends at its stated time`, () => {
    let postgres: TestPostgres;
    let centre: TrialCentre;
    let window: TrialWindow;
    let handler: TrialWindow;
    let caseId: CaseId;

    beforeAll(async () => (postgres = await start()));
    afterAll(() => postgres.stop());
    beforeEach(async () => {
      centre = await startTrialCentre(postgres);
      window = await centre.openWindow();
      handler = await centre.openWindow(reviewersPlace);
      caseId = await suspendedCase();
      return () => centre.close();
    });
    const suspendedCase = async (): Promise<CaseId> => {
      const reception = window.reception();
      const { caseId: id } = reception[0]!;
      await window.push([...reception, window.command("acceptCase", id, {})]);
      expect(await handler.push([await handler.signedCommand("suspendCase", id, suspension)])).toMatchObject([{ outcome: "applied", events: [{ payload: { until } }] }]);
      return id;
    };
    const passTo = (instant: Instant, laterMs = 0): void => centre.pass(epochMsOf(instant) + laterMs - epochMsOf(centre.now()));
    const recordOf = async (id = caseId) => (await handler.pullAll()).filter((event) => event.caseId === id);

    it("waits for it, and then lets the case go on once, whoever else looks", async () => {
      passTo(until, -1);
      expect(await runDueWork(centre.centre)).toMatchObject({ resumed: 0 });
      passTo(until);
      const rounds = await Promise.all([runDueWork(centre.centre), runDueWork(centre.centre)]);
      expect(rounds.reduce((sum, { resumed }) => sum + resumed, 0)).toBe(1);
      expect(await runDueWork(centre.centre)).toMatchObject({ resumed: 0 });
      const record = await recordOf();
      expect(record.at(-1)).toMatchObject({ kind: "caseResumed", actor: { personId: systemPersonId, roles: ["system"] }, workstationCode: null, rulesVersion });
      const current = replay(record)!;
      expect(current.endedSuspensions).toMatchObject([{ endedAt: until, pausedWorkingDays: 3 }]);
      expect(findCurrentStep(current)).toMatchObject({ dueAt: "2026-11-24T09:00:00.000Z" });
      expect(await handler.push([await handler.signedCommand("signOpinion", caseId, { stepCode: "preliminary-review", verdict: "agree", text: "同意", reasons: "", legalBasis: null })])).toMatchObject([{ outcome: "applied" }]);
    });

    it("has nothing left to do where somebody ended it before", async () => {
      passTo(until, -24 * 3_600_000);
      await handler.push([handler.command("resumeCase", caseId, { note: "听证结束" })]);
      passTo(until);
      expect(await runDueWork(centre.centre)).toMatchObject({ resumed: 0 });
      expect(replay(await recordOf())!.endedSuspensions).toMatchObject([{ pausedWorkingDays: 2 }]);
    });

    it("tells who ended it before and is heard of late that it had ended", async () => {
      passTo(until, -3_600_000);
      const late = handler.command("resumeCase", caseId, { note: "听证结束" });
      passTo(until, 3_600_000);
      await runDueWork(centre.centre);
      expect(await handler.push([late])).toMatchObject([{ outcome: "rejected", refusal: { code: "not-suspended" } }]);
    });

    it("goes on for every case, however many are due in one moment, and for none that was withdrawn", async () => {
      for (let count = 0; count < 5; count += 1) await suspendedCase();
      await window.push([window.command("withdrawCase", caseId, { reason: "不办了" })]);
      passTo(until);
      expect(await runDueWork(centre.centre, 2)).toMatchObject({ resumed: 5 });
    });

    it("lets no workstation speak for the centre", async () => {
      const posing = handler.command("resumeCase", caseId, { note: "" });
      posing.actor = { ...posing.actor, roles: ["system"] };
      expect(await handler.push([posing])).toMatchObject([{ outcome: "rejected", refusal: { code: "actor-mismatch" } }]);
    });
  });
}
