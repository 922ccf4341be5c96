import { describe, expect, it } from "vitest";
import {
  actorWith, agreeing, answeredFromAbove, askingUpward, callingMeeting, CaseDriver, completing, contextAt, denying, granting, meetingHeld, receptionOf, resuming,
  reviewerWith, signed, suspending, testItem, testPage,
} from "../../test/fixtures/cases.ts";
import { acceptedOf, certifiedItem, closing, grantedOf, handingOver, issuing, lapsing, numbering, officer, paidItem, paying, printing, publishing, system } from "../../test/fixtures/results.ts";
import { roleSchema, type Role } from "../people/role.ts";
import type { Instant } from "../time/instant.ts";
import { actionTable, availableActions, rolesAllowed, type ActionStage } from "./available-actions.ts";
import { commandKinds, type CommandBody, type CommandKind } from "./case-command.ts";
import { caseStages, findCurrentStep } from "./case-state.ts";
import { decide } from "./decide.ts";
import { isSigningKind } from "./signing.ts";

const defect = { materialCode: "licence", problem: "缺营业执照", remedy: "补交复印件" };
const defects = [defect, { materialCode: "application", problem: "缺申请表", remedy: "补交原件" }];
const basis = { law: "行政许可法", article: "第三十二条" };

/** A case brought to each stage by its real commands. */
function caseAt(stage: ActionStage): CaseDriver {
  const driver = new CaseDriver();
  if (stage === "new") return driver;
  driver.mustGive(receptionOf(1));
  const accepted: readonly CommandBody[] = [...completing, { kind: "acceptCase", payload: {} }];
  if (stage === "awaiting-payment") return grantedOf(paidItem);
  if (stage === "granted") return grantedOf(certifiedItem).mustGiveAs(officer, issuing());
  if (stage === "denied") return signed(driver.mustGive(...accepted)).mustGiveAs(reviewerWith("chief-leader"), denying);
  if (stage === "closed") return caseAt("granted").mustGiveAs(officer, printing()).mustGive(handingOver(), closing);
  const steps: Record<Exclude<ActionStage, "new" | "awaiting-payment" | "granted" | "denied" | "closed">, readonly CommandBody[]> = {
    received: [],
    "awaiting-correction": [{ kind: "requestCorrection", payload: { defects, limitWorkingDays: 5 } }],
    corrected: [
      { kind: "requestCorrection", payload: { defects, limitWorkingDays: 5 } },
      { kind: "deliverCorrection", payload: { note: "" } },
    ],
    accepted,
    refused: [{ kind: "refuseCase", payload: { ground: "not-this-authority", reason: "不属本局", legalBasis: basis } }],
    withdrawn: [{ kind: "withdrawCase", payload: { reason: "不办了" } }],
  };
  return driver.mustGive(...steps[stage]);
}

/** What comes after the decision. */
function isResultAct(kind: CommandKind): boolean {
  return commandKinds.indexOf(kind) > commandKinds.indexOf("withdrawCase") && kind !== "recordReceiptPrint";
}

/** One command of each kind, in order as far as its shape goes. */
const sample: { [K in CommandKind]: CommandBody } = {
  receiveCase: receptionOf(1),
  amendApplication: { kind: "amendApplication", payload: { application: (receptionOf(1).payload as { application: never }).application } },
  recordMaterial: { kind: "recordMaterial", payload: { materialCode: "licence", medium: "paper", checkedAs: "copy", copies: 1, sheetCount: 1 } },
  unrecordMaterial: { kind: "unrecordMaterial", payload: { materialCode: "licence" } },
  keepMaterialOnPaper: { kind: "keepMaterialOnPaper", payload: { materialCode: "drawings", description: "蓝图", sheetCount: 3 } },
  handOverPaper: { kind: "handOverPaper", payload: { materialCode: "drawings", from: "窗口", to: "科室", note: "" } },
  referenceCertificate: { kind: "referenceCertificate", payload: { materialCode: "licence", register: "business-licence", certificateNumber: "1" } },
  attachPages: { kind: "attachPages", payload: { materialCode: "licence", index: 0, pages: [testPage(7)] } },
  movePage: { kind: "movePage", payload: { pageId: testPage(900).pageId, materialCode: "licence", index: 0 } },
  removePage: { kind: "removePage", payload: { pageId: testPage(900).pageId } },
  turnPage: { kind: "turnPage", payload: { pageId: testPage(900).pageId, turnDegrees: 90 } },
  replacePage: { kind: "replacePage", payload: { pageId: testPage(900).pageId, page: testPage(8) } },
  supplyLostPage: { kind: "supplyLostPage", payload: { pageId: testPage(900).pageId, page: testPage(8) } },
  finishDigitising: { kind: "finishDigitising", payload: { materialCode: "licence" } },
  acceptCase: { kind: "acceptCase", payload: {} },
  requestCorrection: { kind: "requestCorrection", payload: { defects, limitWorkingDays: 5 } },
  deliverCorrection: { kind: "deliverCorrection", payload: { note: "" } },
  refuseCase: { kind: "refuseCase", payload: { ground: "not-this-authority", reason: "不属本局", legalBasis: basis } },
  deemAccepted: { kind: "deemAccepted", payload: {} },
  signOpinion: agreeing("examine"),
  askOpinionCorrection: { kind: "askOpinionCorrection", payload: { opinionNumber: 1, verdict: "agree", text: "同意", reasons: "", legalBasis: null, why: "看错了" } },
  declineOpinionCorrection: { kind: "declineOpinionCorrection", payload: { opinionNumber: 1, reason: "没有错" } },
  correctOpinion: { kind: "correctOpinion", payload: { opinionNumber: 1, verdict: "agree", text: "同意", reasons: "", legalBasis: null } },
  sendBack: { kind: "sendBack", payload: { toStepCode: "examine", reason: "缺现场照片" } },
  decideCase: granting,
  suspendCase: suspending,
  resumeCase: resuming,
  reportUpward: askingUpward,
  recordUpperAnswer: answeredFromAbove,
  referToMeeting: callingMeeting,
  recordMeeting: meetingHeld,
  withdrawCase: { kind: "withdrawCase", payload: { reason: "不办了" } },
  recordReceiptPrint: { kind: "recordReceiptPrint", payload: { receipt: "reception-slip", printer: "打印机" } },
  recordPayment: paying(),
  lapseUnpaid: lapsing,
  numberDocument: numbering("grant-decision"),
  prepareCertificate: { kind: "prepareCertificate", payload: { note: "" } },
  issueCertificate: issuing(),
  revokeCertificate: { kind: "revokeCertificate", payload: { number: "CERT-1", reason: "骗取许可", legalBasis: basis } },
  recordCertificatePrint: printing(),
  handOverResult: handingOver(),
  closeCase: closing,
  recordPublication: publishing,
};

describe("the table of available actions", () => {
  const cells = commandKinds.flatMap((kind) => (["new", ...caseStages] as const).map((stage) => [kind, stage] as const));

  it.each(cells)("%s at stage %s: decide and the table say the same to every role", (kind, stage) => {
    const driver = caseAt(stage);
    for (const role of roleSchema.options) {
      const decision = decide(driver.current, driver.command(sample[kind], actorWith(role)), contextAt(driver.now));
      const code = decision.outcome === "refused" ? decision.refusal.code : "done";
      const allowed = rolesAllowed(stage, kind);
      if (allowed.length === 0) expect(["not-allowed-now", "case-unknown", "case-exists"]).toContain(code);
      else if (!allowed.includes(role)) expect(code).toBe("not-entitled");
      else expect(["not-entitled", "case-unknown", "case-exists"]).not.toContain(code);
    }
  });

  it("gives those who only watch or apply nothing to do, and the cashier the money alone", () => {
    const acting = new Set(Object.values(actionTable).flatMap((row) => Object.values(row).flat()));
    expect([...acting].filter((role) => (["supervisor", "applicant"] as (Role | string)[]).includes(role))).toEqual([]);
    const stages = ["new", ...caseStages] as const;
    expect(commandKinds.filter((kind) => stages.some((stage) => rolesAllowed(stage, kind).includes("cashier")))).toEqual(["recordPayment"]);
  });

  it("offers between decision and close what leads somewhere, and nothing that does not", () => {
    const offered = (driver: CaseDriver, ...roles: Role[]): CommandKind[] =>
      availableActions(driver.case, { ...officer, roles }, testItem).filter((kind) => isResultAct(kind));
    const unpaid = caseAt("awaiting-payment");
    expect(offered(unpaid, "window-clerk")).toEqual(["recordPayment"]);
    expect(offered(unpaid, "certificate-officer")).toEqual([]);
    expect(offered(unpaid.mustGive(paying()), "window-clerk")).toEqual(["recordPublication"]);
    expect(offered(unpaid, "certificate-officer")).toEqual(["issueCertificate", "recordPublication"]);
    const issued = caseAt("granted");
    expect(offered(issued, "certificate-officer")).toEqual(["issueCertificate", "revokeCertificate", "recordCertificatePrint", "recordPublication"]);
    issued.mustGiveAs(officer, printing());
    expect(offered(issued, "window-clerk")).toEqual(["handOverResult", "recordPublication"]);
    expect(offered(issued.mustGive(handingOver()), "window-clerk")).toEqual(["closeCase", "recordPublication"]);
    expect(offered(issued.mustGive(publishing, closing), "window-clerk")).toEqual([]);
    expect(offered(caseAt("denied"), "window-clerk")).toEqual(["recordPublication"]);
    expect(offered(caseAt("denied").mustGiveAs(system, numbering("deny-decision")), "window-clerk")).toEqual(["handOverResult", "recordPublication"]);
    expect(offered(acceptedOf(paidItem), "window-clerk", "certificate-officer", "cashier")).toEqual([]);
  });

  it("offers acceptance of no accepted case, deemed or not: that way leads nowhere any more", () => {
    expect(availableActions(caseAt("accepted").case, actorWith("window-clerk"), testItem)).not.toContain("acceptCase");
    const silent = caseAt("received");
    silent.now = "2026-12-01T02:00:00.000Z" as Instant;
    expect(silent.give({ kind: "deemAccepted", payload: {} }, actorWith("system"))).toBeUndefined();
    expect(availableActions(silent.case, actorWith("window-clerk"), testItem)).not.toContain("acceptCase");
    expect(silent.give({ kind: "acceptCase", payload: {} })).toMatchObject({ code: "not-allowed-now" });
  });

  /** One accepted case at each step of its flow, and at rest there. */
  const atMeeting = () => signed(caseAt("accepted")).mustGiveAs(reviewerWith("chief-leader"), callingMeeting);
  const atStep = {
    examine: () => caseAt("accepted"),
    joint: () => caseAt("accepted").mustGiveAs(reviewerWith("handler"), agreeing("examine")),
    decision: () => signed(caseAt("accepted")),
    meeting: atMeeting,
    "suspended examine": () => caseAt("accepted").mustGiveAs(reviewerWith("handler"), suspending),
    "suspended meeting": () => atMeeting().mustGiveAs(reviewerWith("chief-leader"), suspending),
    "reported decision": () => signed(caseAt("accepted")).mustGiveAs(reviewerWith("chief-leader"), askingUpward),
  } satisfies Record<string, () => CaseDriver>;

  it.each(Object.keys(atStep) as (keyof typeof atStep)[])("offers at step %s just what may be signed there", (place) => {
    const driver = atStep[place]();
    const samples = { ...sample, signOpinion: agreeing(findCurrentStep(driver.case)?.code ?? "") };
    for (const role of roleSchema.options) {
      for (const actor of [reviewerWith(role), actorWith(role)]) {
        const offered = availableActions(driver.case, actor, testItem);
        for (const kind of commandKinds.filter(isSigningKind)) {
          const decision = decide(driver.current, driver.command(samples[kind], actor), contextAt(driver.now));
          // Nothing lies before the first step, so sending back from it is offered nowhere to; the centre resumes at the time stated.
          const isDone = decision.outcome === "events" || ["step-not-earlier", "suspension-not-over"].includes(decision.refusal.code);
          expect([role, kind, offered.includes(kind)]).toEqual([role, kind, isDone]);
        }
      }
    }
  });
});
