import { describe, expect, it } from "vitest";
import { actorWith, type CaseDriver, denying, reviewerWith, signed, testId, testItem } from "../../test/fixtures/cases.ts";
import {
  acceptedOf, cashier, closing, grantedOf, handingOver, lapsing, numbering, paidItem, paying, publishing, system,
} from "../../test/fixtures/results.ts";
import type { OfficeId } from "../ids.ts";
import type { Instant, RegionDate } from "../time/instant.ts";
import { deadlinesOf } from "./deadlines.ts";
import { findOutcome } from "./result.ts";
import { summaryOf } from "./case-summary.ts";

/** Ten working days after Monday 23 November 2026, at close of business. */
const dueAt = "2026-12-07T09:00:00.000Z" as Instant;
const dayAfter = "2026-12-08T02:00:00.000Z" as Instant;

function at(driver: CaseDriver, now: string): CaseDriver {
  driver.now = now as Instant;
  return driver;
}

function lapsed(): CaseDriver {
  return at(grantedOf(paidItem), dayAfter).mustGiveAs(system, lapsing);
}

describe("the fee of a granted case (R-FEE-1, R-FLOW-7)", () => {
  it("is told of with its lines, their sum and the end of its limit, and the case waits for it", () => {
    const { case: waiting } = grantedOf(paidItem);
    expect(waiting).toMatchObject({ stage: "awaiting-payment", result: null, fee: { totalFen: 1050, dueAt, noticedAt: waiting.decision?.at, payment: null, lapse: null } });
    expect(waiting.fee?.lines.map(({ amountFen }) => amountFen)).toEqual([1000, 50]);
    expect(findOutcome(waiting)).toBeUndefined();
    expect(summaryOf(waiting)).toMatchObject({ fee: { state: "due", totalFen: 1050, dueAt }, nextDeadline: { kind: "pay-fee", dueAt } });
  });

  it("is none when the item is free, or asks for nothing", () => {
    for (const item of [testItem, { ...testItem, fees: [{ name: "免费", amountFen: 0, basis: "免收" }] }]) {
      expect(grantedOf(item).case).toMatchObject({ stage: "granted", fee: null, result: { publishDueAt: "2026-11-30T09:00:00.000Z", handOverDueAt: "2026-11-24T09:00:00.000Z" } });
    }
  });

  it("is not asked of a denied case", () => {
    const driver = signed(acceptedOf(paidItem)).mustGiveAs(reviewerWith("chief-leader"), denying);
    expect(driver.case).toMatchObject({ stage: "denied", fee: null });
    expect(driver.give(paying())).toEqual({ code: "no-fee-due" });
  });

  it.each([
    ["the window clerk", actorWith("window-clerk")],
    ["the cashier", cashier],
    ["the deciding office's own clerk", reviewerWith("window-clerk")],
  ])("is taken by %s, and the result stands from then on", (_who, actor) => {
    const driver = at(grantedOf(paidItem), "2026-11-25T02:00:00.000Z").mustGiveAs(actor, paying());
    expect(driver.case).toMatchObject({
      stage: "granted",
      fee: { payment: { amountFen: 1050, by: { name: actor.name }, at: driver.now } },
      result: { since: driver.now, handOverDueAt: "2026-11-26T09:00:00.000Z", publishDueAt: "2026-12-02T09:00:00.000Z" },
    });
    expect(deadlinesOf(driver.case).find(({ kind }) => kind === "pay-fee")?.doneAt).toBe(driver.now);
    expect(driver.give(paying(), actor)).toEqual({ code: "fee-already-paid", at: driver.now, receivedBy: actor.name });
  });

  it.each([
    ["less than is due", paying({ amountFen: 1000 }), { code: "amount-not-due", totalFen: 1050, amountFen: 1000 }],
    ["more than is due", paying({ amountFen: 1051 }), { code: "amount-not-due" }],
    ["money of tomorrow", paying({ receivedOn: "2026-11-24" as RegionDate }), { code: "payment-date-wrong", earliest: "2026-11-23", latest: "2026-11-23" }],
    ["money from before the notice", paying({ receivedOn: "2026-11-22" as RegionDate }), { code: "payment-date-wrong" }],
  ])("is not met by %s", (_what, body, refusal) => expect(grantedOf(paidItem).give(body)).toMatchObject(refusal));

  it("is not taken by an office the case does not concern", () => {
    expect(grantedOf(paidItem).give(paying(), { ...cashier, officeId: testId(1, 9) as OfficeId })).toEqual({ code: "office-not-concerned" });
  });
});

describe("a fee not paid at its limit", () => {
  it("denies the case with reasons, basis and remedies, not a moment before", () => {
    const driver = at(grantedOf(paidItem), dueAt);
    expect(driver.give(lapsing, system)).toEqual({ code: "payment-not-yet-late", dueAt });
    at(driver, "2026-12-07T09:00:00.001Z").mustGiveAs(system, lapsing);
    expect(driver.case).toMatchObject({ stage: "denied", decision: { outcome: "grant" }, result: { certificate: null } });
    expect(driver.case.fee?.lapse).toEqual({
      reasons: "申请人未在缴费通知书载明的期限（2026-12-07）内缴纳费用10.50元。", legalBasis: { law: "测试收费标准", article: "" },
      remedies: expect.stringContaining("行政复议") as string, at: driver.now,
    });
    expect(summaryOf(driver.case).fee?.state).toBe("lapsed");
  });

  it("is not the lapse of a case that is paid, free or undecided", () => {
    for (const driver of [grantedOf(paidItem).mustGive(paying()), grantedOf(testItem), acceptedOf(paidItem)]) {
      expect(at(driver, dayAfter).give(lapsing, system)).toMatchObject({ code: "not-allowed-now" });
    }
  });

  it("is not taken any more at the window", () => {
    const late = paying({ receivedOn: "2026-12-08" as RegionDate });
    expect(at(grantedOf(paidItem), dayAfter).give(late)).toEqual({ code: "payment-too-late", dueAt });
    expect(lapsed().give(late)).toEqual({ code: "payment-too-late", dueAt });
  });
});

describe("a payment heard of late (R-OFF-1)", () => {
  const inTime = "2026-12-07T08:30:00.000Z";
  const cash = paying({ receivedOn: "2026-12-07" as RegionDate });

  it("takes the lapse's place when it was made in time", () => {
    const driver = at(lapsed().mustGiveAs(system, numbering("deny-decision", "1号"), numbering("delivery-receipt", "2号")).mustGive(publishing), inTime).mustGive(cash);
    expect(driver.case).toMatchObject({ stage: "granted", fee: { lapse: null, payment: { at: inTime } }, result: { since: inTime }, publication: null });
    expect(driver.case.documents.map(({ isVoid }) => isVoid)).toEqual([true, true]);
    expect(findOutcome(driver.case)).toBe("grant");
    // The grant has documents of its own, with numbers of their own; it can be handed over and closed.
    driver.mustGiveAs(system, numbering("grant-decision", "3号"), numbering("delivery-receipt", "4号"));
    expect(driver.give(numbering("deny-decision", "5号"), system)).toEqual({ code: "document-not-due", document: "deny-decision" });
    expect(driver.case.documents.filter(({ isVoid }) => !isVoid).map(({ number }) => number)).toEqual(["3号", "4号"]);
  });

  it("does so too when the bank had it in time and the statement came later", () => {
    const wire = paying({ method: "wire", reference: "流水 7", receivedOn: "2026-12-07" as RegionDate });
    expect(at(lapsed(), "2026-12-09T02:00:00.000Z").mustGive(wire).case.stage).toBe("granted");
    expect(at(grantedOf(paidItem), dayAfter).mustGive(wire).case.stage).toBe("granted");
    expect(lapsed().give(paying({ method: "transfer", reference: "流水 8", receivedOn: "2026-12-08" as RegionDate }))).toMatchObject({ code: "payment-too-late" });
  });

  it("comes too late once the denial was handed over, closed or not: the money goes back", () => {
    const driver = lapsed().mustGiveAs(system, numbering("deny-decision")).mustGive(handingOver(["deny-decision"]));
    const handedOver = { code: "already-handed-over", recipientName: "刘一窗", at: dayAfter };
    expect(at(driver, inTime).give(cash)).toEqual(handedOver);
    expect(at(driver, dayAfter).mustGive(closing).give(paying({ method: "wire", reference: "1", receivedOn: "2026-12-07" as RegionDate }))).toEqual(handedOver);
  });

  it("of two windows, counts once", () => {
    const driver = at(grantedOf(paidItem), inTime).mustGive(cash);
    expect(at(driver, "2026-12-07T08:40:00.000Z").give(cash, cashier)).toEqual({ code: "fee-already-paid", at: inTime, receivedBy: "陈静" });
  });
});
