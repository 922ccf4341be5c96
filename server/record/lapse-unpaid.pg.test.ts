import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { replay } from "../../domain/case/evolve.ts";
import type { CaseId } from "../../domain/ids.ts";
import { epochMsOf, regionDateOf, type Instant } from "../../domain/time/instant.ts";
import { postgresFlavours, type TestPostgres } from "../../test/centre/postgres.ts";
import { reviewersPlace, startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";
import { makePage, type TrialWindow } from "../../test/centre/trial-window.ts";
import { runDueWork } from "./due-work.ts";
import { actAsSystem, systemPersonId } from "./system-act.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const agreement = { stepCode: "preliminary-review", verdict: "agree", text: "同意", reasons: "", legalBasis: null } as const;
const grant = { outcome: "grant", text: "准予许可", reasons: "", legalBasis: null, remedies: "" } as const;

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`R-FLOW-7 on ${name}: a fee not paid at its limit`, () => {
    let postgres: TestPostgres;
    let centre: TrialCentre;
    let window: TrialWindow;
    /** Another window of the hall, with its own line to the centre. */
    let other: TrialWindow;
    let handler: TrialWindow;
    let chief: TrialWindow;
    let caseId: CaseId;
    let dueAt: Instant;

    beforeAll(async () => (postgres = await start()));
    afterAll(() => postgres.stop());
    beforeEach(async () => {
      centre = await startTrialCentre(postgres);
      [window, other, handler, chief] = await Promise.all([
        centre.openWindow(), centre.openWindow({ account: "liuchang" }), centre.openWindow(reviewersPlace), centre.openWindow({ ...reviewersPlace, account: "yuanzhiming" }),
      ]);
      caseId = await unpaidCase();
      const fee = (await current()).fee;
      if (fee === null) throw new Error("nothing to pay");
      dueAt = fee.dueAt;
      return () => centre.close();
    });
    const unpaidCase = async (): Promise<CaseId> => {
      const reception = window.reception();
      const { caseId: id } = reception[0]!;
      await window.push([...reception, window.command("acceptCase", id, {})]);
      await handler.push([await handler.signedCommand("signOpinion", id, agreement)]);
      expect(await chief.push([await chief.signedCommand("decideCase", id, grant)])).toMatchObject([{ outcome: "applied" }]);
      return id;
    };
    const current = async (id = caseId) => replay((await handler.pullAll()).filter((event) => event.caseId === id))!;
    const waitUntil = (instant: Instant, laterMs = 0): void => centre.pass(epochMsOf(instant) + laterMs - epochMsOf(centre.now()));
    const payment = (at: TrialWindow) =>
      at.command("recordPayment", caseId, { method: "cash", amountFen: 1000, payer: "李红梅", reference: "0001", receivedOn: regionDateOf(centre.now()) });
    const numberDenial = async () => {
      const { officeId: itemOfficeId, windowOfficeId, version } = await current();
      const row = { officeId: window.officeId, caseId, version, itemOfficeId, windowOfficeId };
      const payload = { document: "deny-decision", number: "赣新出不许〔2026〕1号", sha256: "a".repeat(64) as never } as const;
      expect(await actAsSystem(centre.centre, row, { kind: "numberDocument", payload }, centre.now())).toBe(true);
    };
    const handOver = (at: TrialWindow) =>
      at.command("handOverResult", caseId, {
        recipient: { name: "李红梅", relation: "self", identityNumber: "H12345678" }, documents: ["deny-decision"],
        signature: { kind: "pad", page: makePage(Buffer.from("signature")) },
      });

    it("waits for the limit and for the window to be heard, and then denies the case once, by the centre", async () => {
      waitUntil(dueAt);
      await window.pull();
      expect(await runDueWork(centre.centre)).toMatchObject({ lapsed: 0 });
      waitUntil(dueAt, 10 * minuteMs);
      expect(await runDueWork(centre.centre)).toMatchObject({ lapsed: 0 });
      await window.pull();
      const rounds = await Promise.all([runDueWork(centre.centre), runDueWork(centre.centre)]);
      expect(rounds.reduce((sum, { lapsed }) => sum + lapsed, 0)).toBe(1);
      expect(await runDueWork(centre.centre)).toEqual({ deemedAccepted: 0, resumed: 0, lapsed: 0 });
      const found = await current();
      expect(found).toMatchObject({ stage: "denied", fee: { lapse: { legalBasis: { law: "演示用收费标准（实际不收费）" } } } });
      expect((await handler.pullAll()).at(-1)).toMatchObject({ kind: "unpaidLapsed", actor: { personId: systemPersonId }, workstationCode: null });
    });

    it("does not wait longer than a day for a window that is silent, nor look at what was paid", async () => {
      const more = await unpaidCase();
      expect(await window.push([{ ...payment(window), caseId: more }])).toMatchObject([{ outcome: "applied" }]);
      waitUntil(dueAt, 24 * hourMs + 1);
      expect(await runDueWork(centre.centre, 1)).toMatchObject({ lapsed: 1 });
      expect((await current(more)).stage).toBe("granted");
    });

    it("gives way to money taken in time at the window that was offline, before it is counted", async () => {
      waitUntil(dueAt, -hourMs);
      const paid = payment(window);
      waitUntil(dueAt, 20 * hourMs);
      expect(await runDueWork(centre.centre)).toMatchObject({ lapsed: 0 });
      expect(await window.push([paid])).toMatchObject([{ outcome: "applied" }]);
      expect(await runDueWork(centre.centre)).toMatchObject({ lapsed: 0 });
      expect(await current()).toMatchObject({ stage: "granted", fee: { payment: { at: paid.givenAt } } });
    });

    it("is undone by money taken in time at another window and heard of after it was counted", async () => {
      waitUntil(dueAt, -hourMs);
      const paid = payment(other);
      waitUntil(dueAt, 10 * minuteMs);
      await window.pull();
      expect(await runDueWork(centre.centre)).toMatchObject({ lapsed: 1 });
      await numberDenial();
      expect(await other.push([paid])).toMatchObject([{ outcome: "applied" }]);
      expect(await current()).toMatchObject({ stage: "granted", fee: { lapse: null, payment: { at: paid.givenAt } }, documents: [{ isVoid: true }] });
      expect(await runDueWork(centre.centre)).toMatchObject({ lapsed: 0 });
      // The same money again, at the first window: it goes back.
      expect(await window.push([payment(window)])).toMatchObject([{ outcome: "rejected", refusal: { code: "fee-already-paid", receivedBy: other.person.name } }]);
    });

    it("stands once the applicant has the denial in hand: money heard of later goes back", async () => {
      waitUntil(dueAt, -hourMs);
      const paid = payment(other);
      waitUntil(dueAt, 25 * hourMs);
      await runDueWork(centre.centre);
      await numberDenial();
      const twice = [handOver(window), handOver(other)];
      expect(await window.push([twice[0]!])).toMatchObject([{ outcome: "applied" }]);
      expect(await other.push([twice[1]!, paid])).toMatchObject([
        { outcome: "rejected", refusal: { code: "already-handed-over", recipientName: "李红梅" } },
        { outcome: "rejected", refusal: { code: "already-handed-over" } },
      ]);
      expect(await window.push([window.command("closeCase", caseId, {})])).toMatchObject([{ outcome: "applied" }]);
      expect(await current()).toMatchObject({ stage: "closed", fee: { payment: null } });
    });
  });
}
