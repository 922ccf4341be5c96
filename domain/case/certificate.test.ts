import { describe, expect, it } from "vitest";
import { actorWith, type CaseDriver, denying, reviewerWith, signed, testItem } from "../../test/fixtures/cases.ts";
import {
  acceptedOf, certifiedItem, closing, grantedOf, handingOver, issuing, lapsing, officer, paidItem, paying, printing, reissuing, secondOfficer, system, twoOfficerItem,
} from "../../test/fixtures/results.ts";
import type { PersonId } from "../ids.ts";
import type { Instant } from "../time/instant.ts";
import type { CommandBody } from "./case-command.ts";
import { summaryOf } from "./case-summary.ts";
import { findValidCertificate } from "./result.ts";
import { findCertificateProblem } from "./rules/certificate.ts";

const preparing: CommandBody = { kind: "prepareCertificate", payload: { note: "核对无误" } };
const revoking = (number: string): CommandBody => ({
  kind: "revokeCertificate", payload: { number, reason: "以欺骗手段取得", legalBasis: { law: "行政许可法", article: "第六十九条" } },
});
const stateOf = (driver: CaseDriver): string | undefined => summaryOf(driver.case).certificate?.state;
const issued = (): CaseDriver => grantedOf(certifiedItem).mustGiveAs(officer, issuing());
const handedOver = (): CaseDriver => issued().mustGiveAs(officer, printing()).mustGive(handingOver());

describe("the guard of R-CERT-1", () => {
  it.each([
    ["before the decision", acceptedOf(certifiedItem), certifiedItem, "not-granted"],
    ["after a denial", signed(acceptedOf(certifiedItem)).mustGiveAs(reviewerWith("chief-leader"), denying), certifiedItem, "not-granted"],
    ["while the fee is not paid", grantedOf(paidItem), paidItem, "fee-unpaid"],
    ["of an item without one", grantedOf(testItem), testItem, "no-certificate"],
  ])("gives no certificate %s", (_when, driver, item, problem) => {
    expect(findCertificateProblem(driver.case, item)).toEqual({ code: "certificate-not-due", problem });
    expect(driver.give(issuing(), officer)?.code).toMatch(/^(certificate-not-due|not-allowed-now)$/);
    expect(summaryOf(driver.case).certificate).toBeNull();
  });

  it("gives none once the fee lapsed, and one after it was paid", () => {
    const lapsed = grantedOf(paidItem);
    lapsed.now = "2026-12-08T02:00:00.000Z" as Instant;
    expect(findCertificateProblem(lapsed.mustGiveAs(system, lapsing).case, paidItem)).toMatchObject({ problem: "fee-unpaid" });
    const paid = grantedOf(paidItem).mustGive(paying());
    expect(findCertificateProblem(paid.case, paidItem)).toBeUndefined();
    expect(paid.give(issuing(), officer)).toBeUndefined();
  });

  it("is the deciding office's officer's alone", () => {
    const driver = grantedOf(certifiedItem);
    expect(driver.give(issuing(), actorWith("certificate-officer"))).toEqual({ code: "office-not-deciding" });
    expect(driver.give(issuing(), reviewerWith("chief-leader"))).toMatchObject({ code: "not-entitled" });
  });
});

describe("a certificate's issues", () => {
  it("are counted, each with its own number, the earlier one no longer valid", () => {
    const driver = issued().mustGiveAs(officer, reissuing("CERT-2", "CERT-1"), reissuing("CERT-3", "CERT-2", { issue: "reprint", reason: "卡纸" }));
    expect(driver.case.certificates.map(({ issueNumber, number, state }) => [issueNumber, number, state])).toEqual([
      [1, "CERT-1", "replaced"], [2, "CERT-2", "replaced"], [3, "CERT-3", "valid"],
    ]);
    expect(findValidCertificate(driver.case)?.number).toBe("CERT-3");
  });

  it.each([
    ["a second first", issuing("CERT-2"), { code: "certificate-already-issued", number: "CERT-1" }],
    ["a number already used", reissuing("CERT-1", "CERT-1"), { code: "certificate-number-used" }],
    ["a replacement of nothing known", reissuing("CERT-2", "CERT-9"), { code: "certificate-unknown", number: "CERT-9" }],
    ["a replacement of what is not named", reissuing("CERT-2", "CERT-1", { replaces: null }), { code: "certificate-unknown" }],
    ["a replacement without a reason", reissuing("CERT-2", "CERT-1", { reason: "" }), { code: "reasons-missing" }],
    ["a preparer nobody asked for", reissuing("CERT-2", "CERT-1", { preparedBy: secondOfficer.personId }), { code: "second-officer-needed" }],
  ])("are not %s", (_what, body, refusal) => expect(issued().give(body, officer)).toMatchObject(refusal));

  it("go on after the case is closed, as long as one is in force", () => {
    const driver = handedOver().mustGive(closing).mustGiveAs(officer, reissuing("CERT-2", "CERT-1"));
    expect(stateOf(driver)).toBe("issued");
    driver.mustGiveAs(officer, revoking("CERT-2"));
    expect(stateOf(driver)).toBe("revoked");
    expect(driver.give(reissuing("CERT-3", "CERT-2"), officer)).toMatchObject({ code: "certificate-unknown" });
    expect(driver.case.stage).toBe("closed");
  });

  it("show in the lists how far the certificate is", () => {
    const driver = grantedOf(certifiedItem);
    const states = [stateOf(driver)];
    for (const [body, actor] of [[issuing(), officer], [printing(), officer], [handingOver(), actorWith("window-clerk")], [revoking("CERT-1"), officer]] as const) {
      driver.mustGiveAs(actor, body);
      states.push(stateOf(driver));
    }
    expect(states).toEqual(["due", "issued", "printed", "handed-over", "revoked"]);
  });
});

describe("two officers, where the item asks for them", () => {
  const preparedBy = (personId: PersonId): CommandBody => issuing("CERT-1", { preparedBy: personId });

  it("are two people, each time", () => {
    const driver = grantedOf(twoOfficerItem);
    expect(driver.give(issuing(), officer)).toEqual({ code: "second-officer-needed" });
    driver.mustGiveAs(officer, preparing);
    expect(stateOf(driver)).toBe("prepared");
    expect(driver.give(preparing, secondOfficer)).toEqual({ code: "certificate-already-prepared", preparedBy: officer.name });
    expect(driver.give(preparedBy(officer.personId), officer)).toEqual({ code: "second-officer-same", preparedBy: officer.name });
    expect(driver.give(issuing(), secondOfficer)).toEqual({ code: "second-officer-needed" });
    driver.mustGiveAs(secondOfficer, preparedBy(officer.personId));
    expect(driver.case).toMatchObject({ certificatePreparation: null, certificates: [{ preparedBy: officer.personId, by: { name: secondOfficer.name } }] });
    expect(driver.give(reissuing("CERT-2", "CERT-1", { preparedBy: officer.personId }), secondOfficer)).toEqual({ code: "second-officer-needed" });
  });

  it("are not asked for elsewhere", () => {
    expect(grantedOf(certifiedItem).give(preparing, officer)).toEqual({ code: "second-officer-not-needed" });
  });
});

describe("the paper a certificate is printed on", () => {
  const spoilt = (paperSerial: string, number = "CERT-1", issueNumber = 1): CommandBody => printing(number, { paperSerial, issueNumber, outcome: "spoilt", note: "卡纸" });

  it("is accounted for sheet by sheet, the spoilt ones too", () => {
    const driver = issued().mustGiveAs(officer, spoilt("A0001"), spoilt("A0002"), printing("CERT-1", { paperSerial: "A0003" }));
    expect(driver.case.certificates[0]?.prints.map(({ paperSerial, outcome }) => [paperSerial, outcome])).toEqual([
      ["A0001", "spoilt"], ["A0002", "spoilt"], ["A0003", "printed"],
    ]);
  });

  it.each([
    ["a serial twice", printing("CERT-1", { paperSerial: "A0001" }), { code: "paper-serial-used", paperSerial: "A0001" }],
    ["a second good sheet of one issue", printing("CERT-1", { paperSerial: "A0002" }), { code: "certificate-already-printed", paperSerial: "A0001" }],
    ["a certificate that is not there", printing("CERT-9"), { code: "certificate-unknown" }],
    ["another issue than was meant", printing("CERT-1", { issueNumber: 2, paperSerial: "A0002" }), { code: "certificate-unknown" }],
  ])("is not %s", (_what, body, refusal) => expect(issued().mustGiveAs(officer, printing()).give(body, officer)).toMatchObject(refusal));

  it("may turn out spoilt until it is handed over, and then another sheet is good", () => {
    const driver = issued().mustGiveAs(officer, printing(), spoilt("A0001"));
    expect(stateOf(driver)).toBe("issued");
    driver.mustGiveAs(officer, printing("CERT-1", { paperSerial: "A0002" })).mustGive(handingOver());
    expect(driver.give(spoilt("A0002"), officer)).toEqual({ code: "paper-serial-used", paperSerial: "A0002" });
  });

  it("is accounted for when the certificate was replaced meanwhile, as spoilt only", () => {
    const driver = issued().mustGiveAs(officer, reissuing("CERT-2", "CERT-1"));
    expect(driver.give(printing(), officer)).toEqual({ code: "certificate-not-valid", number: "CERT-1", state: "replaced" });
    expect(driver.give(spoilt("A0001"), officer)).toBeUndefined();
  });
});

describe("a revocation", () => {
  it("takes the certificate out of force, with reason and basis, once", () => {
    const driver = handedOver().mustGiveAs(officer, revoking("CERT-1"));
    expect(driver.case.certificates[0]).toMatchObject({ state: "revoked", revocation: { reason: "以欺骗手段取得", by: { name: officer.name } } });
    expect(driver.give(revoking("CERT-1"), officer)).toEqual({ code: "certificate-not-valid", number: "CERT-1", state: "revoked" });
    expect(driver.give(revoking("CERT-2"), officer)).toEqual({ code: "certificate-unknown", number: "CERT-2" });
  });
});
