import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { epochMsOf } from "../../domain/time/instant.ts";
import { replay } from "../../domain/case/evolve.ts";
import type { CaseId } from "../../domain/ids.ts";
import { postgresFlavours, type TestPostgres } from "../../test/centre/postgres.ts";
import { reviewersPlace, startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";
import type { TrialWindow } from "../../test/centre/trial-window.ts";
import { runDueWork } from "./due-work.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`R-RECV-3 on ${name}: silence counts as acceptance`, () => {
    let postgres: TestPostgres;
    let centre: TrialCentre;
    let window: TrialWindow;
    let reviewer: TrialWindow;
    let caseId: CaseId;
    let answerDueAt: string;

    beforeAll(async () => (postgres = await start()));
    afterAll(() => postgres.stop());
    beforeEach(async () => {
      centre = await startTrialCentre(postgres);
      window = await centre.openWindow();
      reviewer = await centre.openWindow(reviewersPlace);
      const [receive] = window.reception();
      caseId = receive!.caseId;
      const [result] = await window.push([receive!]);
      if (result?.outcome !== "applied" || result.events[0]?.kind !== "caseReceived") throw new Error("not received");
      answerDueAt = result.events[0].payload.answerDueAt;
      return () => centre.close();
    });
    const waitUntil = (instant: string, laterMs: number): void => centre.pass(epochMsOf(instant as never) + laterMs - epochMsOf(centre.now()));
    const currentCase = async () => replay((await reviewer.pullAll()).filter((event) => event.caseId === caseId));

    it("waits for the limit", async () => {
      waitUntil(answerDueAt, -1);
      await window.pull();
      expect(await runDueWork(centre.centre)).toMatchObject({ deemedAccepted: 0 });
    });

    it("is recorded as accepted from the day of reception, by the centre, once the window was heard of", async () => {
      waitUntil(answerDueAt, 10 * minuteMs);
      expect(await runDueWork(centre.centre)).toMatchObject({ deemedAccepted: 0 });
      await window.pull();
      // Two processes look at the same rows.
      const rounds = await Promise.all([runDueWork(centre.centre), runDueWork(centre.centre)]);
      expect(rounds.reduce((sum, round) => sum + round.deemedAccepted, 0)).toBe(1);
      expect(await runDueWork(centre.centre)).toMatchObject({ deemedAccepted: 0 });
      const found = await currentCase();
      expect(found).toMatchObject({ stage: "accepted", acceptance: { isDeemed: true, acceptedFrom: found?.receivedAt, by: "审批中心" } });
    });

    it("does not wait longer than a day for a window that is silent", async () => {
      waitUntil(answerDueAt, 24 * hourMs);
      expect(await runDueWork(centre.centre)).toMatchObject({ deemedAccepted: 0 });
      waitUntil(answerDueAt, 24 * hourMs + 1);
      expect(await runDueWork(centre.centre)).toMatchObject({ deemedAccepted: 1 });
      expect(await currentCase()).toMatchObject({ stage: "accepted", acceptance: { isDeemed: true } });
    });

    it("gives way to an answer given in time at a window that was offline", async () => {
      waitUntil(answerDueAt, -hourMs);
      const refusal = window.command("refuseCase", caseId, { ground: "not-this-authority", reason: "不属于本机关职权范围", legalBasis: { law: "《中华人民共和国行政许可法》", article: "第三十二条" } });
      waitUntil(answerDueAt, 20 * hourMs);
      expect(await runDueWork(centre.centre)).toMatchObject({ deemedAccepted: 0 });
      expect(await window.push([refusal])).toMatchObject([{ outcome: "applied" }]);
      expect(await runDueWork(centre.centre)).toMatchObject({ deemedAccepted: 0 });
      expect(await currentCase()).toMatchObject({ stage: "refused", refusal: { at: refusal.givenAt } });
    });

    it("looks at every overdue case, however many fell due in one moment", async () => {
      const more = Array.from({ length: 24 }, () => window.reception()[0]!);
      await window.push(more);
      waitUntil(answerDueAt, 25 * hourMs);
      expect(await runDueWork(centre.centre, 7)).toMatchObject({ deemedAccepted: 25 });
    });
  });
}
