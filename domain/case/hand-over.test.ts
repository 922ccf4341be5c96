import { describe, expect, it } from "vitest";
import { actorWith, type CaseDriver, denying, reviewerWith, signed, testId, testItem, testPage } from "../../test/fixtures/cases.ts";
import {
  acceptedOf, certifiedItem, closing, grantedOf, handingOver, issuing, lapsing, numbering, officer, paidItem, paying, printing, publishing, reissuing, system, testSha256,
} from "../../test/fixtures/results.ts";
import type { OfficeId } from "../ids.ts";
import type { Instant, RegionDate } from "../time/instant.ts";
import { summaryOf } from "./case-summary.ts";
import { deadlinesOf, findNextDeadline } from "./deadlines.ts";
import { findReceiptOf } from "./notices.ts";
import { findNumbered } from "./rules/documents.ts";

const denied = (): CaseDriver => signed(acceptedOf(certifiedItem)).mustGiveAs(reviewerWith("chief-leader"), denying);
const printed = (): CaseDriver => grantedOf(certifiedItem).mustGiveAs(officer, issuing(), printing());

describe("handing the result over (R-CERT-3)", () => {
  it("waits for the certificate to be printed", () => {
    const driver = grantedOf(certifiedItem);
    const notReady = { code: "result-not-ready", missing: ["certificate"] };
    expect(driver.give(handingOver())).toEqual(notReady);
    expect(driver.mustGiveAs(officer, issuing()).give(handingOver())).toEqual(notReady);
    expect(driver.mustGiveAs(officer, printing()).give(handingOver())).toBeUndefined();
    expect(driver.case.handOver).toMatchObject({ recipient: { name: "刘一窗" }, certificateNumber: "CERT-1", by: { name: "陈静" }, at: driver.now });
  });

  it.each([
    ["a denial", denied, "deny-decision" as const],
    ["a grant without a certificate", () => grantedOf(testItem), "grant-decision" as const],
  ])("of %s waits for the decision to have its number", (_what, make, document) => {
    const driver = make();
    expect(driver.give(handingOver([document]))).toEqual({ code: "result-not-ready", missing: [document] });
    driver.mustGiveAs(system, numbering(document)).mustGive(handingOver([document]));
    expect(driver.case.handOver?.certificateNumber).toBeNull();
  });

  it("of a certificate revoked meanwhile is the decision's", () => {
    const basis = { law: "行政许可法", article: "第七十条" };
    const driver = printed().mustGiveAs(officer, { kind: "revokeCertificate", payload: { number: "CERT-1", reason: "申请人死亡", legalBasis: basis } });
    expect(driver.give(handingOver())).toEqual({ code: "result-not-ready", missing: ["grant-decision"] });
    driver.mustGiveAs(system, numbering("grant-decision")).mustGive(handingOver(["grant-decision"]), closing);
  });

  it("takes all that is due, and only what is there", () => {
    expect(printed().give(handingOver(["grant-decision"]))).toEqual({ code: "hand-over-incomplete", missing: ["certificate"] });
    expect(printed().give(handingOver(["certificate", "grant-decision"]))).toEqual({ code: "result-not-ready", missing: ["grant-decision"] });
    const both = printed().mustGiveAs(system, numbering("grant-decision")).mustGive(handingOver(["certificate", "grant-decision"]));
    expect(both.case.handOver?.documents).toEqual(["certificate", "grant-decision"]);
  });

  it.each([
    ["a mistyped number", { recipient: { name: "刘一窗", relation: "self", identityNumber: "110105194912310021" } }, { code: "identity-invalid", problem: "check-digit" }],
    ["a picture that is no page", { signature: { kind: "pad", page: { ...testPage(950), height: 481, width: 481 } } }, { code: "page-out-of-bounds" }],
    ["a page of the case", { signature: { kind: "slip", page: testPage(900) } }, { code: "page-already-attached" }],
  ] as const)("is not signed for with %s", (_what, change, refusal) => expect(printed().give(handingOver(["certificate"], change))).toMatchObject(refusal));

  it("takes a passport as it is and a typed number in its one right form", () => {
    const recipient = { name: "SMITH JOHN", relation: "agent", identityNumber: "E1234567" } as const;
    expect(printed().mustGive(handingOver(["certificate"], { recipient })).case.handOver?.recipient).toEqual(recipient);
    const typed = { name: "刘一窗", relation: "self", identityNumber: "110105 19491231 002x" } as const;
    expect(printed().mustGive(handingOver(["certificate"], { recipient: typed })).case.handOver?.recipient.identityNumber).toBe("11010519491231002X");
  });

  it("is the concerned offices' windows' alone", () => {
    expect(printed().give(handingOver(), { ...actorWith("window-clerk"), officeId: testId(1, 9) as OfficeId })).toEqual({ code: "office-not-concerned" });
    expect(printed().give(handingOver(), reviewerWith("window-clerk"))).toBeUndefined();
    expect(printed().give(handingOver(), officer)).toMatchObject({ code: "not-entitled" });
  });

  it("happens once: of two windows the second is told who had it, closed or not", () => {
    const driver = printed().mustGive(handingOver());
    const told = { code: "already-handed-over", recipientName: "刘一窗", at: driver.now };
    expect(driver.give(handingOver(["certificate"], { signature: { kind: "pad", page: testPage(951) } }))).toEqual(told);
    expect(driver.mustGive(closing).give(handingOver(["certificate"], { signature: { kind: "pad", page: testPage(951) } }))).toEqual(told);
    expect(driver.give(closing)).toMatchObject({ code: "not-allowed-now", stage: "closed" });
  });

  it("happens again for a certificate in an earlier one's place, also of a closed case", () => {
    const driver = printed().mustGive(handingOver(), closing).mustGiveAs(officer, reissuing("CERT-2", "CERT-1"));
    const again = handingOver(["certificate"], { signature: { kind: "slip", page: testPage(951) } });
    expect(driver.give(again)).toMatchObject({ code: "result-not-ready" });
    driver.mustGiveAs(officer, printing("CERT-2", { issueNumber: 2, paperSerial: "A0002" })).mustGive(again);
    expect(driver.case).toMatchObject({ stage: "closed", handOver: { certificateNumber: "CERT-2", signature: { kind: "slip" } } });
  });
});

describe("closing (R-CERT-3)", () => {
  it("waits for the certificate that took the place of the one handed over", () => {
    const driver = printed().mustGive(handingOver()).mustGiveAs(officer, reissuing("CERT-2", "CERT-1"));
    expect(driver.give(closing)).toEqual({ code: "not-handed-over" });
    driver.mustGiveAs(officer, printing("CERT-2", { issueNumber: 2, paperSerial: "A0002" }));
    expect(driver.give(closing)).toEqual({ code: "not-handed-over" });
    expect(driver.mustGive(handingOver(["certificate"], { signature: { kind: "pad", page: testPage(953) } }), closing).case.stage).toBe("closed");
  });

  it("comes after the hand-over, never before", () => {
    const driver = printed();
    expect(driver.give(closing)).toEqual({ code: "not-handed-over" });
    driver.mustGive(handingOver(), closing);
    expect(driver.case).toMatchObject({ stage: "closed", closing: { at: driver.now, by: { name: "陈静" } } });
    expect(summaryOf(driver.case)).toMatchObject({ isClosed: true, isHandedOver: true, publishDueAt: "2026-11-30T09:00:00.000Z" });
  });

  it("of a denial is the same", () => {
    const driver = denied().mustGiveAs(system, numbering("deny-decision")).mustGive(handingOver(["deny-decision"]), closing);
    expect(driver.case).toMatchObject({ stage: "closed", decision: { outcome: "deny" } });
  });
});

describe("the limits of a result", () => {
  it("are the flow's last step and the publication, the publication outlasting the case (R-FLOW-9)", () => {
    const driver = printed();
    expect(findNextDeadline(driver.case)).toMatchObject({ kind: "hand-over", dueAt: "2026-11-24T09:00:00.000Z" });
    driver.now = "2026-11-24T02:00:00.000Z" as Instant;
    driver.mustGive(handingOver(), closing);
    expect(deadlinesOf(driver.case).find(({ kind }) => kind === "hand-over")?.doneAt).toBe(driver.now);
    expect(findNextDeadline(driver.case)).toMatchObject({ kind: "publish-result", dueAt: "2026-11-30T09:00:00.000Z" });
    driver.mustGive(publishing);
    expect(findNextDeadline(driver.case)).toBeUndefined();
    expect(summaryOf(driver.case)).toMatchObject({ publishDueAt: null, nextDeadline: null });
  });

  it("have no hand-over when the flow ends without the window", () => {
    const flow = testItem.flow.slice(0, -1);
    expect(grantedOf({ ...testItem, flow }).case.result).toMatchObject({ handOverDueAt: null });
  });

  it("are met once: a second publication is told of the first", () => {
    const driver = grantedOf(testItem).mustGive(publishing);
    expect(driver.give(publishing)).toEqual({ code: "already-published", place: "政务公开栏", at: driver.now });
  });
});

describe("documents of decision", () => {
  it("are numbered when the case gives rise to them, once each", () => {
    const driver = grantedOf(testItem);
    expect(driver.give(numbering("deny-decision"), system)).toEqual({ code: "document-not-due", document: "deny-decision" });
    expect(driver.give(numbering("fee-notice"), system)).toEqual({ code: "document-not-due", document: "fee-notice" });
    driver.mustGiveAs(system, numbering("grant-decision", "1号"), numbering("delivery-receipt", "2号"));
    expect(driver.give(numbering("grant-decision", "3号"), system)).toEqual({ code: "document-already-numbered", document: "grant-decision", number: "1号" });
  });

  it("tell of each special procedure once (R-FLOW-4)", () => {
    const driver = acceptedOf(testItem);
    const suspend = (): CaseDriver => driver.mustGiveAs(reviewerWith("handler"), { kind: "suspendCase", payload: { procedure: "hearing", workingDays: 3, reason: "听证" } });
    const notice = (number: string) => numbering("special-procedure-notice", number);
    expect(driver.give(notice("1号"), system)).toMatchObject({ code: "document-not-due" });
    suspend().mustGiveAs(system, notice("1号"));
    expect(driver.give(notice("2号"), system)).toEqual({ code: "document-already-numbered", document: "special-procedure-notice", number: "1号" });
    driver.mustGiveAs(reviewerWith("handler"), { kind: "resumeCase", payload: { note: "" } });
    suspend().mustGiveAs(system, notice("2号"));
    expect(driver.case.documents.map(({ number }) => number)).toEqual(["1号", "2号"]);
  });

  it("have a delivery receipt for each notice beside the result's, once each", () => {
    const notice = { document: "fee-notice", number: "1号" } as const;
    const driver = grantedOf(paidItem);
    const receipt = (number: string, change: object = { notice }) => ({ kind: "numberDocument", payload: { document: "delivery-receipt", number, sha256: testSha256, ...change } }) as const;
    expect(driver.give(receipt("送1号"), system)).toEqual({ code: "document-not-due", document: "delivery-receipt" });
    driver.mustGiveAs(system, numbering("fee-notice", "1号"), receipt("送1号"));
    expect(findReceiptOf(driver.case, notice)).toMatchObject({ number: "送1号" });
    expect(driver.give(receipt("送2号"), system)).toEqual({ code: "document-already-numbered", document: "delivery-receipt", number: "送1号" });
    expect(driver.give({ kind: "numberDocument", payload: { document: "grant-decision", number: "2号", sha256: testSha256, notice } }, system)).toMatchObject({ code: "document-not-due" });
    expect(driver.give(receipt("送2号", {}), system)).toMatchObject({ code: "document-not-due" });
    driver.now = "2026-12-08T02:00:00.000Z" as Instant;
    driver.mustGiveAs(system, lapsing, numbering("deny-decision", "2号"), receipt("送2号", {}));
    expect(findNumbered(driver.case, "delivery-receipt")?.number).toBe("送2号");
    // The money came in time: what was said of the denial is void, what was told of the fee is not.
    driver.now = "2026-11-24T02:00:00.000Z" as Instant;
    driver.mustGive(paying({ receivedOn: "2026-11-24" as RegionDate }));
    expect(driver.case.documents.map(({ number, isVoid }) => [number, isVoid])).toEqual([["1号", false], ["送1号", false], ["2号", true], ["送2号", true]]);
  });

  it("of a withdrawn case are its withdrawal's alone", () => {
    const driver = acceptedOf(testItem).mustGive({ kind: "withdrawCase", payload: { reason: "不办了" } });
    expect(driver.give(numbering("grant-decision"), system)).toMatchObject({ code: "document-not-due" });
    expect(driver.give(numbering("withdrawal-decision"), system)).toBeUndefined();
  });
});
