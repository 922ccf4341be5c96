import { describe, expect, it } from "vitest";
import { actorWith, CaseDriver, completing, contextAt, monday, receptionOf, testApplication, testPage } from "../../test/fixtures/cases.ts";
import { explainLight } from "../deadline/light.ts";
import type { WorkstationCode } from "../ids.ts";
import type { Instant } from "../time/instant.ts";
import type { CommandBody } from "./case-command.ts";
import { decide } from "./decide.ts";
import { deadlinesOf, findNextDeadline } from "./deadlines.ts";
import { materialOf } from "./case-state.ts";
import { receiptsDue } from "./rules/receipts.ts";

const accept: CommandBody = { kind: "acceptCase", payload: {} };
const correction: CommandBody = {
  kind: "requestCorrection",
  payload: {
    defects: [
      { materialCode: "application", problem: "未提交", remedy: "提交原件" },
      { materialCode: "licence", problem: "复印件不清", remedy: "重新复印" },
      { materialCode: null, problem: "未写规模", remedy: "填写规模" },
    ],
    limitWorkingDays: 5,
  },
};
const basis = { law: "行政许可法", article: "第三十二条" };
const systemActor = actorWith("system");
const mondayAfter = "2026-11-30T09:00:00.000Z" as Instant;
const tuesdayAfter = "2026-12-01T02:00:00.000Z" as Instant;

function received(): CaseDriver {
  return new CaseDriver().mustGive(receptionOf(1));
}

describe("reception", () => {
  it("takes a number of the own workstation only (R-RECV-8)", () => {
    const driver = new CaseDriver();
    const elsewhere = { ...driver.command(receptionOf(1)), workstationCode: "0002" as WorkstationCode };
    expect(decide(undefined, elsewhere, contextAt(monday))).toMatchObject({ refusal: { code: "number-not-own" } });
    expect(driver.give(receptionOf(1))).toBeUndefined();
  });

  it("refuses a mistyped identity number and says what is wrong with it", () => {
    const body = receptionOf(1) as Extract<CommandBody, { kind: "receiveCase" }>;
    const applicant = { ...testApplication.applicant, identityNumber: "110105194912310021" };
    const wrong = { ...body, payload: { ...body.payload, application: { ...testApplication, applicant } } };
    expect(new CaseDriver().give(wrong)).toEqual({ code: "identity-invalid", problem: "check-digit" });
  });

  it("puts numbers on the record in their one right form, however they were typed", () => {
    const body = receptionOf(1) as Extract<CommandBody, { kind: "receiveCase" }>;
    const applicant = { ...testApplication.applicant, identityNumber: "110105 19491231 002x" };
    const contact = { ...testApplication.contact, mobile: "138 0000 0000" };
    const typed = { ...body, payload: { ...body.payload, application: { ...testApplication, applicant, contact } } };
    const driver = new CaseDriver().mustGive(typed);
    expect(driver.case.application.applicant.identityNumber).toBe("11010519491231002X");
    expect(driver.case.application.contact.mobile).toBe("13800000000");
  });

  it("starts the five working days in which the window must answer (R-RECV-3)", () => {
    expect(received().case.answerDueAt).toBe(mondayAfter);
  });
});

describe("acceptance", () => {
  it("names everything still missing at once (R-RECV-2)", () => {
    const driver = received().mustGive({
      kind: "amendApplication",
      payload: { application: { ...testApplication, form: {} } },
    });
    expect(driver.give(accept)).toEqual({
      code: "not-complete",
      missingMaterials: ["application", "licence"],
      missingFields: ["scale"],
    });
  });

  it("asks for the tick of an optional material once it has pages (R-RECV-11)", () => {
    const driver = received().mustGive(...completing, {
      kind: "attachPages",
      payload: { materialCode: "drawings", index: 0, pages: [testPage(1)] },
    });
    expect(driver.give(accept)).toMatchObject({ code: "not-complete", missingMaterials: ["drawings"] });
  });

  it("takes a certificate of the named register in place of a material (R-RECV-9)", () => {
    const driver = received();
    const reference = (register: string): CommandBody => ({
      kind: "referenceCertificate",
      payload: { materialCode: "licence", register, certificateNumber: "91360100MA0000001X" },
    });
    expect(driver.give(reference("another"))).toMatchObject({ code: "register-not-accepted" });
    driver.mustGive(reference("business-licence"), ...completing.slice(0, 2), accept);
    expect(driver.case.stage).toBe("accepted");
  });

  it("wants the original where the item does; a copy alone is not enough (R-RECV-11)", () => {
    const record = (materialCode: string, checkedAs: "original" | "copy"): CommandBody => ({ kind: "recordMaterial", payload: { materialCode, medium: "paper", checkedAs, copies: 1, sheetCount: 1 } });
    const driver = received().mustGive(record("application", "copy"), record("licence", "copy"), record("drawings", "copy"));
    expect(driver.give(accept)).toMatchObject({ code: "not-complete", missingMaterials: ["application", "drawings"] });
    driver.mustGive(record("application", "original"), record("drawings", "original"), accept);
    expect(driver.case.stage).toBe("accepted");
  });

  it("freezes the materials (R-RECV-6)", () => {
    const driver = received().mustGive(...completing, accept);
    expect(driver.give({ kind: "removePage", payload: { pageId: testPage(900).pageId } })).toEqual({
      code: "materials-frozen",
      materialCode: "application",
    });
  });

  it("lets a page whose picture is lost be supplied again, that page alone and only while it is lost (R-OFF-3)", () => {
    const lost = testPage(900);
    const supply = (count: number): CommandBody => ({ kind: "supplyLostPage", payload: { pageId: lost.pageId, page: testPage(count) } });
    const driver = received().mustGive(...completing, accept);
    expect(driver.give(supply(5))).toEqual({ code: "page-not-lost", pageId: lost.pageId });
    driver.lostPages.add(lost.sha256);
    const before = materialOf(driver.case, "application").pages;
    driver.mustGive(supply(5));
    expect(materialOf(driver.case, "application").pages).toEqual(before.map((page) => (page.pageId === lost.pageId ? testPage(5) : page)));
    expect(driver.events.at(-1)).toMatchObject({ kind: "lostPageSupplied", payload: { lostSha256: lost.sha256 } });
    expect(driver.give(supply(6))).toMatchObject({ code: "page-unknown" });
    expect(driver.give({ kind: "replacePage", payload: { pageId: testPage(5).pageId, page: testPage(6) } })).toMatchObject({ code: "materials-frozen" });
    expect(driver.give({ kind: "supplyLostPage", payload: { pageId: testPage(5).pageId, page: { ...testPage(6), width: 481, height: 600 } } })).toMatchObject({ code: "page-not-lost" });
  });

  it("leaves open only what was accepted on paper before it was scanned, until it is brought in (R-RECV-7)", () => {
    const [recordApplication, , recordLicence, scanLicence] = completing as [CommandBody, CommandBody, CommandBody, CommandBody];
    const driver = received().mustGive(recordApplication, recordLicence, scanLicence, accept);
    expect(findNextDeadline(driver.case)).toMatchObject({ kind: "scan-paper", dueAt: "2026-11-26T09:00:00.000Z" });
    expect(driver.give({ kind: "finishDigitising", payload: { materialCode: "application" } })).toMatchObject({ code: "nothing-to-digitise" });
    driver.mustGive(
      { kind: "attachPages", payload: { materialCode: "application", index: 0, pages: [testPage(1), testPage(2)] } },
      { kind: "removePage", payload: { pageId: testPage(2).pageId } },
      { kind: "finishDigitising", payload: { materialCode: "application" } },
    );
    expect(driver.give({ kind: "removePage", payload: { pageId: testPage(1).pageId } })).toMatchObject({ code: "materials-frozen" });
    expect(deadlinesOf(driver.case).find(({ kind }) => kind === "scan-paper")?.doneAt).toBe(monday);
    expect(findNextDeadline(driver.case)?.kind).toBe("sign-step");
  });
});

describe("silence (R-RECV-3)", () => {
  it("counts as acceptance from the day of reception once five working days are over, not before", () => {
    const driver = received();
    driver.now = mondayAfter;
    expect(driver.give({ kind: "deemAccepted", payload: {} }, systemActor)).toMatchObject({ code: "answer-not-yet-late" });
    driver.now = tuesdayAfter;
    expect(driver.give({ kind: "deemAccepted", payload: {} }, systemActor)).toBeUndefined();
    expect(driver.case.acceptance).toMatchObject({ isDeemed: true, acceptedFrom: monday });
  });

  it("makes a late acceptance a deemed one", () => {
    const driver = received().mustGive(...completing);
    driver.now = tuesdayAfter;
    driver.mustGive(accept);
    expect(driver.case.acceptance).toMatchObject({ isDeemed: true, acceptedFrom: monday });
  });

  it("gives way to an acceptance given in time and heard of late", () => {
    const driver = received().mustGive(...completing);
    driver.now = tuesdayAfter;
    driver.give({ kind: "deemAccepted", payload: {} }, systemActor);
    driver.now = mondayAfter;
    driver.mustGive(accept);
    expect(driver.case.acceptance).toMatchObject({ isDeemed: false, acceptedFrom: mondayAfter });
    expect(driver.give(accept)).toMatchObject({ code: "not-allowed-now" });
  });
});

describe("correction", () => {
  it("is asked for once (R-RECV-2)", () => {
    const driver = received().mustGive(correction, { kind: "deliverCorrection", payload: { note: "" } });
    expect(driver.give(correction)).toMatchObject({ code: "not-allowed-now" });
  });

  it("is refused after its limit, and then the case may be (R-RECV-4)", () => {
    const driver = received().mustGive(correction);
    const refuse: CommandBody = { kind: "refuseCase", payload: { ground: "correction-not-delivered", reason: "逾期未补正", legalBasis: basis } };
    expect(driver.give(refuse)).toMatchObject({ code: "correction-not-yet-late", dueAt: mondayAfter });
    driver.now = tuesdayAfter;
    expect(driver.give({ kind: "deliverCorrection", payload: { note: "" } })).toMatchObject({ code: "correction-too-late" });
    driver.mustGive(refuse);
    expect(driver.case).toMatchObject({ stage: "refused", refusal: { reason: "逾期未补正" } });
    expect(findNextDeadline(driver.case)).toBeUndefined();
  });

  it("starts the window's five days again when delivered", () => {
    const driver = received().mustGive(correction);
    driver.now = "2026-11-25T02:00:00.000Z" as Instant;
    driver.mustGive({ kind: "deliverCorrection", payload: { note: "已补" } });
    expect(findNextDeadline(driver.case)).toMatchObject({ kind: "answer-reception", dueAt: "2026-12-02T09:00:00.000Z" });
  });

  it("lists every defect the case has: no second notice can (R-RECV-2)", () => {
    const notice = (...codes: (string | null)[]): CommandBody => ({
      kind: "requestCorrection",
      payload: { defects: codes.map((materialCode) => ({ materialCode, problem: "缺", remedy: "补" })), limitWorkingDays: 5 },
    });
    const driver = received().mustGive({ kind: "amendApplication", payload: { application: { ...testApplication, form: {} } } });
    expect(driver.give(notice("licence"))).toEqual({ code: "defects-missing", missingMaterials: ["application"], missingFields: ["scale"] });
    expect(driver.give(notice("licence", "application"))).toEqual({ code: "defects-missing", missingMaterials: [], missingFields: ["scale"] });
    expect(driver.give(notice("licence", "application", null))).toBeUndefined();
  });

  it("names only materials of the item", () => {
    const wrong: CommandBody = {
      kind: "requestCorrection",
      payload: { defects: [{ materialCode: "nothing", problem: "缺", remedy: "补" }], limitWorkingDays: 5 },
    };
    expect(received().give(wrong)).toEqual({ code: "material-unknown", materialCode: "nothing" });
  });
});

describe("pages (R-SCAN-2)", () => {
  const attach = (index: number, ...counts: number[]): CommandBody => ({
    kind: "attachPages",
    payload: { materialCode: "drawings", index, pages: counts.map(testPage) },
  });
  const order = (driver: CaseDriver): number[] =>
    materialOf(driver.case, "drawings").pages.map((page) => Number(page.pageId.slice(-12)));

  it("keep their order through insertion, move, removal and rescan", () => {
    const driver = received().mustGive(attach(0, 1, 2, 3), attach(1, 4));
    expect(order(driver)).toEqual([1, 4, 2, 3]);
    driver.mustGive({ kind: "movePage", payload: { pageId: testPage(1).pageId, materialCode: "drawings", index: 3 } });
    expect(order(driver)).toEqual([4, 2, 3, 1]);
    driver.mustGive({ kind: "removePage", payload: { pageId: testPage(2).pageId } });
    driver.mustGive({ kind: "replacePage", payload: { pageId: testPage(3).pageId, page: testPage(5) } });
    expect(order(driver)).toEqual([4, 5, 1]);
  });

  it("refuse a place that is not there and a page already in", () => {
    const driver = received().mustGive(attach(0, 1));
    expect(driver.give(attach(2, 2))).toEqual({ code: "place-out-of-range", index: 2, pageCount: 1 });
    expect(driver.give(attach(0, 1))).toMatchObject({ code: "page-already-attached" });
    expect(driver.give({ kind: "movePage", payload: { pageId: testPage(1).pageId, materialCode: "drawings", index: 1 } })).toMatchObject({
      code: "place-out-of-range",
    });
  });

  it("never enter a case outside R-SCAN-1", () => {
    const tooSmall = { ...testPage(1), width: 481, height: 600 };
    expect(received().give({ kind: "attachPages", payload: { materialCode: "drawings", index: 0, pages: [tooSmall] } })).toMatchObject({
      code: "page-out-of-bounds",
      violations: ["too-small"],
    });
  });
});

describe("paper that travels with the case (R-SCAN-4)", () => {
  const keep = (materialCode: string): CommandBody => ({ kind: "keepMaterialOnPaper", payload: { materialCode, description: "蓝图一套", sheetCount: 24 } });
  const handOver: CommandBody = { kind: "handOverPaper", payload: { materialCode: "drawings", from: "窗口", to: "建设科", note: "" } };

  it("is listed only where the item lets it, and every hand-over is on the record", () => {
    const driver = received();
    expect(driver.give(keep("application"))).toEqual({ code: "paper-not-allowed", materialCode: "application" });
    expect(driver.give(handOver)).toEqual({ code: "not-on-paper", materialCode: "drawings" });
    driver.mustGive(keep("drawings"), handOver);
    expect(driver.case.paperHandOvers).toMatchObject([{ from: "窗口", to: "建设科", at: monday, by: "陈静" }]);
  });

  it("needs no page to be accepted, and none afterwards", () => {
    const record: CommandBody = { kind: "recordMaterial", payload: { materialCode: "drawings", medium: "paper", checkedAs: "original", copies: 1, sheetCount: 24 } };
    const driver = received().mustGive(...completing, keep("drawings"), record, accept);
    expect(materialOf(driver.case, "drawings").isAwaitingDigitising).toBe(false);
  });
});

describe("withdrawal (R-RECV-6)", () => {
  const withdraw: CommandBody = { kind: "withdrawCase", payload: { reason: "材料有变" } };

  it.each([["before", []], ["after", [...completing, accept]]] as const)("ends the case %s acceptance and is due its decision", (_when, before) => {
    const driver = received().mustGive(...before, withdraw);
    expect(driver.case).toMatchObject({ stage: "withdrawn", withdrawal: { reason: "材料有变", at: monday } });
    expect(receiptsDue(driver.case)).toContain("withdrawal-decision");
    expect(findNextDeadline(driver.case)).toBeUndefined();
    expect(driver.give(withdraw)).toMatchObject({ code: "not-allowed-now" });
  });
});

describe("receipts", () => {
  it("are numbered by print, so that a reprint is known as one", () => {
    const print: CommandBody = { kind: "recordReceiptPrint", payload: { receipt: "reception-slip", printer: "打印机" } };
    const driver = received().mustGive(print, print);
    expect(driver.case.printCounts["reception-slip"]).toBe(2);
    expect(driver.give({ kind: "recordReceiptPrint", payload: { receipt: "acceptance-notice", printer: "打印机" } })).toEqual({
      code: "receipt-not-due",
      receipt: "acceptance-notice",
    });
  });
});

describe("lights", () => {
  it("can be explained from the deadline alone", () => {
    const next = findNextDeadline(received().case);
    expect(next && explainLight(next, "2026-11-30T02:00:00.000Z" as Instant)).toMatchObject({ light: "yellow", kind: "answer-reception" });
  });
});
