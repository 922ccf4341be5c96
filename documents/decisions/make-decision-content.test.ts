import { describe, expect, it } from "vitest";
import type { Instant, RegionDate } from "../../domain/time/instant.ts";
import { decisionSourceOf, deniedCase, grantedCase, sampleDecisions, sampleFee } from "../../test/vectors/decision-documents.ts";
import { sampleApplication, sampleCases } from "../../test/vectors/receipt-cases.ts";
import { documentContentSchemas } from "./decision-document.ts";
import { makeDeliveryReceipt, makeDenyDecision, makeFeeNotice, makeGrantDecision, makeSpecialProcedureNotice, makeWithdrawalDecision } from "./make-decision-content.ts";

describe("what a document of decision says", () => {
  it.each(Object.entries(sampleDecisions))("%s has all that its template may name", (kind, content) => {
    expect(documentContentSchemas[kind as keyof typeof sampleDecisions].strict().safeParse(content)).toMatchObject({ success: true });
  });

  it("names each law once, with its articles in order", () => {
    expect(sampleDecisions["grant-decision"].itemBasis).toMatch(/^《中华人民共和国建筑法》（2019年修正）第七条、第八条，《建设工程质量管理条例》/);
  });

  it("rests a grant on the signer's basis when there is one", () => {
    const legalBasis = { law: "中华人民共和国建筑法", article: "第八条", text: "申请领取施工许可证，应当具备下列条件" };
    const granted = { ...grantedCase, decision: { ...grantedCase.decision!, legalBasis } };
    expect(makeGrantDecision(decisionSourceOf(granted, null)).itemBasis).toBe("《中华人民共和国建筑法》第八条");
  });

  it("speaks to a person as such and hides the middle of the person's number", () => {
    const applicant = { ...sampleApplication.applicant, kind: "person" as const, name: "欧阳䶮", identityKind: "resident-identity" as const, identityNumber: "36010219900307001X", address: "" };
    const content = makeGrantDecision(decisionSourceOf({ ...grantedCase, application: { ...sampleApplication, applicant } }, null));
    expect(content.applicant).toEqual({ name: "欧阳䶮", isOrganisation: false, you: "你", identityLabel: "证件号码", identityNumber: "360102********001X", address: null });
  });

  it("denies for the signer's reasons and names whom to turn to (R-FLOW-7)", () => {
    const { legalBasis, legalBasisText, remedies, decisionText } = sampleDecisions["deny-decision"];
    expect(legalBasis).toBe("《建筑工程施工许可管理办法》（住房和城乡建设部令第18号，2021年修改）第四条");
    expect(legalBasisText).toContain("应当具备下列条件");
    expect(remedies).toEqual({ text: deniedCase.decision!.remedies, reviewAuthority: "南昌市人民政府", court: "南昌铁路运输法院" });
    expect(decisionText).toBe("申请不符合法定条件，不予许可。");
  });

  it("denies an unpaid one by the rule, not by the leader who granted it", () => {
    const lapse = { reasons: "申请人未在期限内缴费。", legalBasis: { law: "收费标准", article: "" }, remedies: "可以申请行政复议", at: "2026-12-15T00:00:00.000Z" as Instant };
    const content = makeDenyDecision(decisionSourceOf({ ...grantedCase, fee: { ...sampleFee, lapse } }, null));
    expect(content).toMatchObject({ decisionText: null, reasons: lapse.reasons, legalBasis: "《收费标准》", legalBasisText: null, decidedAt: lapse.at });
  });

  it("lists what is given back on withdrawal as it was received (R-RECV-6)", () => {
    const { materials } = sampleDecisions["withdrawal-decision"];
    expect(materials).toHaveLength(20);
    expect(materials[0]).toEqual({ name: "建筑工程施工许可证申请表", form: "原件", copies: "2", pages: "1", note: "" });
    expect(makeWithdrawalDecision(decisionSourceOf({ ...sampleCases.withdrawn, materials: {} }, null)).materials).toEqual([]);
  });

  it("asks for the fee the case was told of, to the fen (R-FEE-1)", () => {
    expect(sampleDecisions["fee-notice"]).toMatchObject({ totalFen: 163_625_650, dueAt: sampleFee.dueAt });
    const source = decisionSourceOf({ ...grantedCase, fee: { ...sampleFee, totalFen: 1 } }, null);
    expect(() => makeFeeNotice(source)).toThrow("do not make up its total");
  });

  it("says of a day that the holidays still to be announced may move that it is an estimate", () => {
    const source = { ...decisionSourceOf({ ...grantedCase, fee: sampleFee }, null), calendar: { knownUntil: "2026-12-13" as RegionDate } };
    const note = "；预计日期，以国务院公布的放假安排为准";
    expect(makeFeeNotice(source).dueNote).toBe(note);
    expect(makeSpecialProcedureNotice(source, { procedure: "hearing", workingDays: 5, reason: "听证", startedAt: source.datedAt, until: sampleFee.dueAt }).untilNote).toBe(note);
    expect([sampleDecisions["fee-notice"].dueNote, sampleDecisions["special-procedure-notice"].untilNote]).toEqual(["", ""]);
  });

  it("is not made with a blank where the office has not said whom to turn to, or where to pay", () => {
    const source = { ...decisionSourceOf({ ...deniedCase, fee: sampleFee }, null), profile: null };
    const delivery = { documents: [], recipient: null, place: null, method: null, deliverer: null, deliveredAt: null, note: "" };
    const suspension = { procedure: "hearing", workingDays: 5, reason: "听证", startedAt: source.datedAt, until: source.datedAt } as const;
    const makers = [() => makeDenyDecision(source), () => makeFeeNotice(source), () => makeDeliveryReceipt(source, delivery), () => makeSpecialProcedureNotice(source, suspension)];
    for (const make of makers) expect(make).toThrow(expect.objectContaining({ code: "office-profile-missing", details: { officeName: source.officeName } }));
    expect(makeGrantDecision(source).windowAddress).toBeNull();
  });

  it("says where the item has no telephone of its own", () => {
    const source = decisionSourceOf(deniedCase, null);
    expect(makeDenyDecision({ ...source, item: { ...source.item, phones: [] } })).toMatchObject({ phone: "0791-83000110", windowAddress: "南昌市行政服务中心二楼综合窗口" });
  });

  it("is not made before there is anything to say", () => {
    const source = decisionSourceOf(sampleCases.accepted, null);
    expect(() => makeGrantDecision(source)).toThrow("the case has no decision");
    expect(() => makeDenyDecision(source)).toThrow("the case has no decision");
    expect(() => makeWithdrawalDecision(source)).toThrow("the case has no withdrawal");
    expect(() => makeFeeNotice(source)).toThrow("the case has no fee");
  });
});
