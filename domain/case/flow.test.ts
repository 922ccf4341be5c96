import { describe, expect, it } from "vitest";
import {
  actorWith, agreeing, CaseDriver, completing, decidingOffice, denying, disagreeing, granting, receptionOf, reviewerWith, signed, testItem,
} from "../../test/fixtures/cases.ts";
import { explainLight } from "../deadline/light.ts";
import type { Actor } from "../people/role.ts";
import type { Instant } from "../time/instant.ts";
import { availableActions } from "./available-actions.ts";
import type { CommandBody } from "./case-command.ts";
import { findCurrentStep } from "./case-state.ts";
import { summaryOf } from "./case-summary.ts";
import { deadlinesOf, findNextDeadline } from "./deadlines.ts";
import { evolve } from "./evolve.ts";
import { isCorrectingKind } from "./signing.ts";

const [handler, sectionHead, deputyLeader, chiefLeader] = (["handler", "section-head", "deputy-leader", "chief-leader"] as const).map(reviewerWith) as [
  ReturnType<typeof reviewerWith>, ReturnType<typeof reviewerWith>, ReturnType<typeof reviewerWith>, ReturnType<typeof reviewerWith>,
];

function accepted(): CaseDriver {
  return new CaseDriver().mustGive(receptionOf(1), ...completing, { kind: "acceptCase", payload: {} });
}

const back = (toStepCode: string): CommandBody => ({ kind: "sendBack", payload: { toStepCode, reason: "请补充现场照片" } });
const stepOf = (driver: CaseDriver): string | undefined => findCurrentStep(driver.case)?.code;

describe("the flow of an accepted case (R-FLOW-1)", () => {
  it("begins behind the window's own steps and is walked by its signatures to the decision", () => {
    const driver = accepted();
    expect(stepOf(driver)).toBe("examine");
    expect(summaryOf(driver.case).step).toEqual({ code: "examine", name: "审查", role: "handler" });
    driver.mustGiveAs(handler, agreeing("examine"));
    expect(stepOf(driver)).toBe("joint");
    driver.mustGiveAs(deputyLeader, agreeing("joint"));
    expect(findCurrentStep(driver.case)).toMatchObject({ code: "decision", isDecision: true });
    driver.mustGiveAs(chiefLeader, granting);
    expect(driver.case).toMatchObject({ stage: "granted", decision: { outcome: "grant", by: { name: chiefLeader.name } } });
    expect(summaryOf(driver.case)).toMatchObject({ step: null, nextDeadline: { kind: "hand-over" } });
  });

  it("gives each step its own limit, counted from its own beginning (R-SUP-1, R-SUP-2)", () => {
    const driver = accepted();
    const first = findNextDeadline(driver.case);
    expect(first).toMatchObject({ kind: "sign-step", startedAt: driver.now, dueAt: "2026-11-30T09:00:00.000Z" });
    expect(first && explainLight(first, "2026-11-30T10:00:00.000Z" as Instant).light).toBe("red");
    driver.now = "2026-11-24T02:00:00.000Z" as Instant;
    driver.mustGiveAs(handler, agreeing("examine"));
    expect(deadlinesOf(driver.case).filter(({ kind }) => kind === "sign-step")).toMatchObject([
      { doneAt: "2026-11-24T02:00:00.000Z" },
      { startedAt: "2026-11-24T02:00:00.000Z", dueAt: "2026-11-27T09:00:00.000Z", doneAt: null },
    ]);
    expect(deadlinesOf(driver.case).find(({ kind }) => kind === "decide")?.doneAt).toBeNull();
  });

  it("does not begin again when an acceptance given in time takes a deemed one's place", () => {
    const driver = new CaseDriver().mustGive(receptionOf(1), ...completing);
    driver.now = "2026-12-01T02:00:00.000Z" as Instant;
    driver.mustGiveAs(actorWith("system"), { kind: "deemAccepted", payload: {} }).mustGiveAs(handler, agreeing("examine"));
    driver.now = "2026-11-30T09:00:00.000Z" as Instant;
    driver.mustGive({ kind: "acceptCase", payload: {} });
    expect(driver.case.acceptance?.isDeemed).toBe(false);
    expect(stepOf(driver)).toBe("joint");
    expect(driver.case.opinions).toHaveLength(1);
  });
});

describe("an opinion (R-FLOW-2)", () => {
  it("is signed with the real name, at its step, and can be read afterwards", () => {
    const driver = accepted().mustGiveAs(handler, disagreeing("examine"));
    expect(driver.case.opinions).toEqual([
      {
        verdict: "disagree", text: "不同意", reasons: "不符合条件", legalBasis: { law: "测试法", article: "第一条" },
        stepName: "审查", stayIndex: 0, at: driver.now, by: { personId: handler.personId, name: handler.name }, onBehalfOf: null, correctsNumber: null, approvedBy: null,
      },
    ]);
  });

  it("needs reasons and basis to disagree, and names both at once", () => {
    const bare: CommandBody = { kind: "signOpinion", payload: { stepCode: "examine", verdict: "disagree", text: "不同意", reasons: "", legalBasis: null } };
    expect(accepted().give(bare, handler)).toEqual({ code: "reasons-missing", missing: ["reasons", "legalBasis"] });
  });

  it.each([
    ["another role", sectionHead, agreeing("examine"), { code: "step-not-yours", stepName: "审查", neededRole: "handler" }],
    ["another office", { ...handler, officeId: actorWith("handler").officeId }, agreeing("examine"), { code: "office-not-deciding" }],
    ["the window", { ...actorWith("window-clerk"), officeId: decidingOffice }, agreeing("examine"), { code: "not-entitled" }],
    ["another step than the case stands at", handler, agreeing("joint"), { code: "step-not-current", stepName: "审查" }],
    ["the decision too early", chiefLeader, granting, { code: "decision-not-due", stepName: "审查" }],
  ])("is not taken from %s", (_whose, actor, body, refusal) => expect(accepted().give(body, actor)).toMatchObject(refusal));

  it("is not asked of who decides: they decide", () => {
    expect(signed(accepted()).give(agreeing("decision"), chiefLeader)).toEqual({ code: "decision-due", stepName: "签发" });
  });

  it("is given by several in a joint review, one each, until its chair ends it", () => {
    const driver = accepted().mustGiveAs(handler, agreeing("examine")).mustGiveAs(sectionHead, disagreeing("joint"));
    expect(stepOf(driver)).toBe("joint");
    expect(driver.give(agreeing("joint"), sectionHead)).toEqual({ code: "already-signed", stepName: "会审" });
    driver.mustGiveAs(handler, disagreeing("joint")).mustGiveAs(deputyLeader, disagreeing("joint"));
    expect(stepOf(driver)).toBe("decision");
    expect(driver.case.opinions.map(({ verdict, stayIndex }) => [verdict, stayIndex])).toEqual([
      ["agree", 0], ["disagree", 1], ["disagree", 1], ["disagree", 1],
    ]);
  });

  describe("once signed", () => {
    const words = { verdict: "agree", text: "经核实，同意", reasons: "", legalBasis: null } as const;
    const asking = (opinionNumber: number): CommandBody => ({ kind: "askOpinionCorrection", payload: { opinionNumber, ...words, why: "看错了图纸" } });
    const correcting = (opinionNumber: number, text: string = words.text): CommandBody => ({ kind: "correctOpinion", payload: { opinionNumber, ...words, text } });
    const declining = (opinionNumber: number): CommandBody => ({ kind: "declineOpinionCorrection", payload: { opinionNumber, reason: "原意见没有错" } });
    const offered = (driver: CaseDriver, actor: Actor) => availableActions(driver.case, actor, testItem).filter(isCorrectingKind);
    const disagreed = () => accepted().mustGiveAs(handler, disagreeing("examine"));

    it("is corrected in its signer's words, which the deputy leader signs too: a new entry beside the old", () => {
      const driver = disagreed();
      const [before] = driver.case.opinions;
      expect([offered(driver, handler), offered(driver, sectionHead), offered(driver, deputyLeader)]).toEqual([["askOpinionCorrection"], [], ["askOpinionCorrection"]]);
      driver.mustGiveAs(handler, asking(1));
      expect(driver.case).toMatchObject({ opinions: [before], askedCorrections: [{ opinionNumber: 1, ...words, why: "看错了图纸", by: { name: handler.name } }] });
      expect(offered(driver, deputyLeader)).toEqual(["askOpinionCorrection", "correctOpinion", "declineOpinionCorrection"]);
      driver.mustGiveAs(deputyLeader, correcting(1));
      expect(driver.case.opinions[0]).toEqual(before);
      expect(driver.case.opinions[1]).toMatchObject({ ...words, correctsNumber: 1, stepName: "审查", by: { name: handler.name }, approvedBy: { name: deputyLeader.name } });
      expect(driver.case.askedCorrections).toEqual([]);
      expect(stepOf(driver)).toBe("joint");
      expect(driver.give(agreeing("joint"), deputyLeader)).toBeUndefined();
    });

    it("is not corrected without its signer, in other words, or twice over", () => {
      const driver = disagreed();
      expect(driver.give(correcting(1), deputyLeader)).toEqual({ code: "correction-not-asked", opinionNumber: 1 });
      expect(driver.give(asking(1), sectionHead)).toEqual({ code: "opinion-not-own", opinionNumber: 1, signerName: handler.name });
      expect(driver.give(asking(2), handler)).toEqual({ code: "opinion-unknown", opinionNumber: 2 });
      expect(driver.give({ kind: "askOpinionCorrection", payload: { opinionNumber: 1, ...words, verdict: "disagree", why: "看错了" } }, handler)).toMatchObject({ code: "reasons-missing" });
      driver.mustGiveAs(handler, asking(1));
      expect(driver.give(asking(1), handler)).toEqual({ code: "correction-already-asked", opinionNumber: 1, askedBy: handler.name });
      expect(driver.give(correcting(1), handler)).toMatchObject({ code: "not-entitled", neededRoles: ["deputy-leader"] });
      expect(driver.give(correcting(1, "别的话"), deputyLeader)).toEqual({ code: "correction-not-asked", opinionNumber: 1 });
      driver.mustGiveAs(deputyLeader, correcting(1));
      expect(driver.give(correcting(1), deputyLeader)).toEqual({ code: "correction-not-asked", opinionNumber: 1 });
    });

    it("stays as it is when the deputy leader declines, and may be asked about again", () => {
      const driver = disagreed().mustGiveAs(handler, asking(1));
      expect(driver.give(declining(2), deputyLeader)).toEqual({ code: "correction-not-asked", opinionNumber: 2 });
      driver.mustGiveAs(deputyLeader, declining(1));
      expect(driver.case).toMatchObject({ askedCorrections: [] });
      expect(driver.case.opinions).toHaveLength(1);
      driver.mustGiveAs(handler, asking(1));
    });

    it("may be asked about by the deputy leader for who cannot any more", () => {
      const driver = disagreed().mustGiveAs(deputyLeader, asking(1), correcting(1));
      expect(driver.case.opinions[1]).toMatchObject({ by: { name: deputyLeader.name }, approvedBy: { name: deputyLeader.name } });
    });

    it("keeps a correction on record that nobody was asked for", () => {
      const driver = disagreed();
      const stamp = driver.events.at(-1)!;
      const corrected = evolve(driver.case, { ...stamp, version: stamp.version + 1, actor: deputyLeader, kind: "opinionCorrected", payload: { opinionNumber: 1, ...words } } as never);
      expect(corrected.opinions[1]).toMatchObject({ correctsNumber: 1, by: { name: deputyLeader.name }, approvedBy: null });
    });
  });
});

describe("sending back (R-FLOW-5)", () => {
  it("goes to an earlier step, which begins anew with its whole limit, and keeps every opinion", () => {
    const driver = signed(accepted());
    driver.now = "2026-11-25T02:00:00.000Z" as Instant;
    driver.mustGiveAs(chiefLeader, back("examine"));
    expect(findCurrentStep(driver.case)).toMatchObject({ code: "examine", startedAt: driver.now, dueAt: "2026-12-02T09:00:00.000Z" });
    expect(driver.case.opinions).toHaveLength(2);
    signed(driver).mustGiveAs(chiefLeader, granting);
    expect(driver.case.opinions).toHaveLength(4);
    expect(driver.case.stays.map(({ code }) => code)).toEqual(["examine", "joint", "decision", "examine", "joint", "decision"]);
  });

  it.each(["decision", "examine", "reception", "nothing"])("never goes from the first step to %s", (code) => {
    expect(accepted().give(back(code), handler)).toEqual({ code: "step-not-earlier", stepCode: code });
  });
});

describe("the decision (R-FLOW-7)", () => {
  it("denies with reasons, basis and remedies, and not without", () => {
    const driver = signed(accepted());
    const bare: CommandBody = { kind: "decideCase", payload: { outcome: "deny", text: "不予许可", reasons: "", legalBasis: null, remedies: "" } };
    expect(driver.give(bare, chiefLeader)).toEqual({ code: "reasons-missing", missing: ["reasons", "legalBasis", "remedies"] });
    driver.mustGiveAs(chiefLeader, denying);
    expect(driver.case).toMatchObject({ stage: "denied", decision: { remedies: "可以申请行政复议" } });
  });

  it("is the end of opinions, of sending back and of withdrawal (R-RECV-6)", () => {
    const driver = signed(accepted()).mustGiveAs(chiefLeader, granting);
    for (const [body, actor] of [[agreeing("decision"), chiefLeader], [back("examine"), chiefLeader], [denying, chiefLeader]] as const) {
      expect(driver.give(body, actor)).toMatchObject({ code: "not-allowed-now", stage: "granted" });
    }
    expect(driver.give({ kind: "withdrawCase", payload: { reason: "不办了" } })).toMatchObject({ code: "not-allowed-now" });
    expect(deadlinesOf(driver.case).filter(({ doneAt }) => doneAt === null).map(({ kind }) => kind)).toEqual(["hand-over", "publish-result"]);
  });

  it("can be withdrawn from until then", () => {
    const driver = signed(accepted()).mustGive({ kind: "withdrawCase", payload: { reason: "不办了" } });
    expect(driver.case.stage).toBe("withdrawn");
    expect(findCurrentStep(driver.case)).toBeUndefined();
  });
});
