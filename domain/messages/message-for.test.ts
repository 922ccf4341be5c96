import { describe, expect, it } from "vitest";
import { actorWith, CaseDriver, completing, denying, receptionOf, reviewerWith, signed, suspending, testItem } from "../../test/fixtures/cases.ts";
import {
  acceptedOf, certifiedItem, closing, deliveringNotice, grantedOf, handingOver, issuing, lapsing, numbering, officer, paidItem, paying, printing, publishing, reissuing, system,
} from "../../test/fixtures/results.ts";
import { replay } from "../case/evolve.ts";
import type { Instant } from "../time/instant.ts";
import { messageFor } from "./message-for.ts";
import type { Message } from "./message.ts";

/** What the applicant was told, from reception on. */
function messagesOf(driver: CaseDriver): Message[] {
  return driver.events.flatMap((event, index) => {
    const after = replay(driver.events.slice(0, index + 1));
    return (after && messageFor(event, after)) ?? [];
  });
}
const templatesOf = (driver: CaseDriver): string[] => messagesOf(driver).map(({ template }) => template);

describe("the messages to the applicant (R-FLOW-8)", () => {
  it("tell of every milestone of a case with fee and certificate, once each, and of nothing else", () => {
    const driver = grantedOf(paidItem).mustGive(paying()).mustGiveAs(system, numbering("fee-notice"), numbering("grant-decision"), numbering("delivery-receipt"));
    driver.mustGiveAs(officer, issuing(), printing("CERT-1", { outcome: "spoilt" }), printing("CERT-1", { paperSerial: "A0002" }));
    driver.mustGive(handingOver(), publishing, closing);
    expect(templatesOf(driver)).toEqual(["received", "accepted", "fee-due", "fee-paid", "result-ready", "closed"]);
    expect(messagesOf(driver)[2]).toEqual({
      template: "fee-due",
      values: { contactName: "刘一窗", projectName: "测试项目", number: driver.case.number, totalFen: 1050, dueAt: driver.case.fee?.dueAt },
    });
  });

  it("call the applicant once for a certificate whose sheet is found spoilt after it was printed, and again for the one in its place", () => {
    const driver = grantedOf(certifiedItem).mustGiveAs(system, numbering("grant-decision"), numbering("delivery-receipt"));
    driver.mustGiveAs(officer, issuing(), printing(), printing("CERT-1", { outcome: "spoilt" }), printing("CERT-1", { paperSerial: "A0002" }));
    expect(templatesOf(driver).slice(2)).toEqual(["granted", "result-ready"]);
    driver.mustGiveAs(officer, reissuing("CERT-2", "CERT-1"), printing("CERT-2", { issueNumber: 2, paperSerial: "A0003" }));
    expect(templatesOf(driver).slice(2)).toEqual(["granted", "result-ready", "result-ready"]);
  });

  it("call a denied applicant to the window once the decision has its number, and an absent one when an agent came", () => {
    const driver = signed(acceptedOf(certifiedItem)).mustGiveAs(reviewerWith("chief-leader"), denying);
    expect(templatesOf(driver).at(-1)).toBe("denied");
    driver.mustGiveAs(system, numbering("deny-decision"), numbering("delivery-receipt"));
    const recipient = { name: "赵代办", relation: "agent", identityNumber: "H1234567" } as const;
    driver.mustGive(handingOver(["deny-decision"], { recipient }), closing);
    expect(templatesOf(driver).slice(-3)).toEqual(["result-ready", "handed-to-agent", "closed"]);
    expect(messagesOf(driver).at(-2)?.values).toMatchObject({ agentName: "赵代办" });
  });

  it("tell of a lapse, and of the payment that undid it", () => {
    const driver = grantedOf(paidItem);
    driver.now = "2026-12-08T02:00:00.000Z" as Instant;
    driver.mustGiveAs(system, lapsing);
    driver.now = "2026-11-23T03:00:00.000Z" as Instant;
    expect(templatesOf(driver.mustGive(paying())).slice(-3)).toEqual(["fee-due", "fee-lapsed", "fee-paid"]);
  });

  it("tell of a grant at once where nothing is to be paid", () => {
    expect(templatesOf(grantedOf(testItem))).toEqual(["received", "accepted", "granted"]);
  });

  it("tell when the clock stands still and when it goes on", () => {
    const driver = acceptedOf(testItem).mustGiveAs(reviewerWith("handler"), suspending);
    const until = driver.case.suspension?.until;
    driver.mustGiveAs(reviewerWith("handler"), { kind: "resumeCase", payload: { note: "" } });
    expect(messagesOf(driver).slice(-2)).toMatchObject([
      { template: "suspended", values: { procedure: "hearing", until } }, { template: "resumed", values: { decideDueAt: driver.case.acceptance?.decideDueAt } },
    ]);
    signed(driver).mustGiveAs(reviewerWith("chief-leader"), { kind: "reportUpward", payload: { authority: "省厅", question: "请示" } });
    expect(messagesOf(driver).at(-1)).toMatchObject({ template: "reported-upward", values: { authority: "省厅" } });
  });

  it("call the applicant for each notice that is made, as long as there is something in it for them", () => {
    const driver = acceptedOf(testItem).mustGiveAs(reviewerWith("handler"), suspending).mustGiveAs(system, numbering("special-procedure-notice", "1号"));
    expect(messagesOf(driver).at(-1)).toMatchObject({ template: "notice-ready", values: { document: "special-procedure-notice", noticeNumber: "1号" } });
    driver.mustGive({ kind: "withdrawCase", payload: { reason: "不办了" } }).mustGiveAs(system, numbering("withdrawal-decision", "2号"));
    expect(templatesOf(driver).slice(-2)).toEqual(["withdrawn", "notice-ready"]);
    expect(templatesOf(driver.mustGive(deliveringNotice("withdrawal-decision", { number: "2号" }))).slice(-2)).toEqual(["withdrawn", "notice-ready"]);
    expect(templatesOf(grantedOf(paidItem).mustGiveAs(system, numbering("fee-notice"))).slice(-2)).toEqual(["fee-due", "notice-ready"]);
  });

  it("tell of what the window answered", () => {
    const defects = [{ materialCode: null, problem: "缺", remedy: "补" }];
    const corrected = new CaseDriver().mustGive(
      receptionOf(1), ...completing, { kind: "requestCorrection", payload: { defects, limitWorkingDays: 5 } },
      { kind: "deliverCorrection", payload: { note: "" } },
      { kind: "refuseCase", payload: { ground: "correction-insufficient", reason: "仍不齐", legalBasis: { law: "法", article: "条" } } },
    );
    expect(templatesOf(corrected)).toEqual(["received", "correction-requested", "correction-delivered", "refused"]);
    const silent = new CaseDriver().mustGive(receptionOf(1), ...completing);
    silent.now = "2026-12-01T02:00:00.000Z" as Instant;
    silent.mustGiveAs(actorWith("system"), { kind: "deemAccepted", payload: {} }).mustGive({ kind: "withdrawCase", payload: { reason: "不办了" } });
    expect(messagesOf(silent).slice(1)).toMatchObject([{ template: "accepted", values: { isDeemed: true } }, { template: "withdrawn" }]);
  });
});
