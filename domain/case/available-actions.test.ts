import { describe, expect, it } from "vitest";
import {
  actorWith, agreeing, askingUpward, callingMeeting, CaseDriver, completing, contextAt, denying, receptionOf, reviewerWith, signed, suspending, testItem,
} from "../../test/fixtures/cases.ts";
import { defects, sample, testBasis as basis } from "../../test/fixtures/sample-commands.ts";
import { acceptedOf, certifiedItem, closing, deliveringNotice, grantedOf, handingOver, issuing, numbering, officer, paidItem, paying, printing, publishing, system } from "../../test/fixtures/results.ts";
import { roleSchema, type Role } from "../people/role.ts";
import type { Instant } from "../time/instant.ts";
import { actionTable, availableActions, rolesAllowed, type ActionStage } from "./available-actions.ts";
import { commandKinds, type CommandBody, type CommandKind } from "./case-command.ts";
import { caseStages, findCurrentStep } from "./case-state.ts";
import { decide } from "./decide.ts";
import { isSigningKind } from "./signing.ts";

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

  it("offers to deliver a notice once it has its number, until it is delivered, whatever became of the case", () => {
    const isOffered = (driver: CaseDriver): boolean => availableActions(driver.case, actorWith("window-clerk"), testItem).includes("deliverNotice");
    const driver = caseAt("accepted").mustGiveAs(reviewerWith("handler"), suspending);
    expect(isOffered(driver)).toBe(false);
    expect(isOffered(driver.mustGiveAs(system, numbering("special-procedure-notice")))).toBe(true);
    expect(availableActions(driver.case, reviewerWith("handler"), testItem)).not.toContain("deliverNotice");
    expect(isOffered(driver.mustGive(deliveringNotice("special-procedure-notice")))).toBe(false);
    expect(isOffered(driver.mustGive(sample.withdrawCase))).toBe(false);
    expect(isOffered(driver.mustGiveAs(system, numbering("withdrawal-decision")))).toBe(true);
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
