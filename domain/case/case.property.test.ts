import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  actorWith, agreeing, answeredFromAbove, askingUpward, callingMeeting, CaseDriver, completing, denying, disagreeing, granting, meetingHeld, monday, receptionOf, recordOf,
  resuming, reviewerWith, suspending, testApplication, testId, testItem, testPage,
} from "../../test/fixtures/cases.ts";
import { findChainBreak } from "../record/hash-chain.ts";
import type { Delegation, DelegationId } from "../people/delegation.ts";
import type { Actor } from "../people/role.ts";
import { addMs } from "../time/instant.ts";
import { availableActions } from "./available-actions.ts";
import { commandPayloadSchemas, type CommandBody } from "./case-command.ts";
import { allPages, findCurrentStep, isEnded, type Case } from "./case-state.ts";
import { deadlinesOf } from "./deadlines.ts";
import { replay } from "./evolve.ts";
import { findPause } from "./pauses.ts";
import { findIncompleteness } from "./rules/materials.ts";
import { isSigningKind } from "./signing.ts";

const hourMs = 3_600_000;
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

const materialCode = fc.constantFrom("application", "licence", "drawings", "unknown");
const pageCount = fc.integer({ min: 1, max: 12 });
const pageId = pageCount.map((count) => testPage(count).pageId);
const index = fc.integer({ min: 0, max: 6 });

/** Stands for the step the case is at when the command is given, so that flows are walked to their end. */
const here = "here";
const stepCode = fc.constantFrom(here, here, here, "examine", "joint", "decision", "reception");
const signingArbitrary: fc.Arbitrary<CommandBody> = fc.oneof(
  stepCode.map(agreeing),
  stepCode.map(disagreeing),
  fc.constantFrom(granting, denying),
  stepCode.map((toStepCode): CommandBody => ({ kind: "sendBack", payload: { toStepCode, reason: "缺材料" } })),
  fc.integer({ min: 1, max: 4 }).map(
    (opinionNumber): CommandBody => ({ kind: "askOpinionCorrection", payload: { opinionNumber, verdict: "agree", text: "更正", reasons: "", legalBasis: null, why: "看错了" } }),
  ),
  fc.integer({ min: 1, max: 4 }).map((opinionNumber): CommandBody => ({ kind: "declineOpinionCorrection", payload: { opinionNumber, reason: "没有错" } })),
  fc.integer({ min: 1, max: 4 }).map(
    (opinionNumber): CommandBody => ({ kind: "correctOpinion", payload: { opinionNumber, verdict: "agree", text: "更正", reasons: "", legalBasis: null } }),
  ),
  fc.constantFrom(suspending, resuming, resuming, askingUpward, answeredFromAbove, callingMeeting, meetingHeld),
);

/** What a clerk does to the materials before the answer. */
const materialKinds: ReadonlySet<string> = new Set(["recordMaterial", "unrecordMaterial", "keepMaterialOnPaper", "referenceCertificate", "attachPages", "movePage", "removePage"]);

/** Any command, sensible or not, in any order. */
const bodyArbitrary: fc.Arbitrary<CommandBody> = fc.oneof(
  signingArbitrary,
  fc.constant(receptionOf(1)),
  fc.constant<CommandBody>({ kind: "amendApplication", payload: { application: testApplication } }),
  fc.record({ materialCode, medium: fc.constantFrom("paper" as const, "electronic" as const), checkedAs: fc.constantFrom("original" as const, "copy" as const) }).map(
    (chosen): CommandBody => ({ kind: "recordMaterial", payload: { ...chosen, copies: 1, sheetCount: 1 } }),
  ),
  materialCode.map((code): CommandBody => ({ kind: "unrecordMaterial", payload: { materialCode: code } })),
  materialCode.map((code): CommandBody => ({ kind: "keepMaterialOnPaper", payload: { materialCode: code, description: "图", sheetCount: 2 } })),
  materialCode.map((code): CommandBody => ({ kind: "handOverPaper", payload: { materialCode: code, from: "甲", to: "乙", note: "" } })),
  materialCode.map(
    (code): CommandBody => ({ kind: "referenceCertificate", payload: { materialCode: code, register: "business-licence", certificateNumber: "1" } }),
  ),
  fc.record({ materialCode, index, counts: fc.array(pageCount, { minLength: 1, maxLength: 3 }) }).map(
    ({ counts, ...place }): CommandBody => ({ kind: "attachPages", payload: { ...place, pages: counts.map(testPage) } }),
  ),
  fc.record({ pageId, materialCode, index }).map((payload): CommandBody => ({ kind: "movePage", payload })),
  pageId.map((id): CommandBody => ({ kind: "removePage", payload: { pageId: id } })),
  pageId.map((id): CommandBody => ({ kind: "turnPage", payload: { pageId: id, turnDegrees: 90 } })),
  fc.tuple(pageId, pageCount).map(([id, count]): CommandBody => ({ kind: "replacePage", payload: { pageId: id, page: testPage(count) } })),
  fc.tuple(pageId, pageCount).map(([id, count]): CommandBody => ({ kind: "supplyLostPage", payload: { pageId: id, page: testPage(count) } })),
  materialCode.map((code): CommandBody => ({ kind: "finishDigitising", payload: { materialCode: code } })),
  fc.constant<CommandBody>({ kind: "acceptCase", payload: {} }),
  fc.constant<CommandBody>({ kind: "deemAccepted", payload: {} }),
  fc.constant<CommandBody>({
    kind: "requestCorrection",
    payload: { defects: [null, "application", "licence", "drawings"].map((materialCode) => ({ materialCode, problem: "缺", remedy: "补" })), limitWorkingDays: 5 },
  }),
  fc.constant<CommandBody>({ kind: "deliverCorrection", payload: { note: "" } }),
  fc.constantFrom("not-this-authority" as const, "correction-not-delivered" as const, "correction-insufficient" as const).map(
    (ground): CommandBody => ({ kind: "refuseCase", payload: { ground, reason: "理由", legalBasis: { law: "法", article: "条" } } }),
  ),
  fc.constant<CommandBody>({ kind: "withdrawCase", payload: { reason: "不办了" } }),
  fc.constant<CommandBody>({ kind: "recordReceiptPrint", payload: { receipt: "reception-slip", printer: "打印机" } }),
);

const reviewer = fc.constantFrom(here, here, here, "handler" as const, "section-head" as const, "deputy-leader" as const, "chief-leader" as const);
/** A colleague without any role in the flow, who holds each reviewer's for half of the time. */
const colleague: Actor = { ...reviewerWith("cashier"), name: "代签人" };
const delegations = (["handler", "section-head", "deputy-leader", "chief-leader"] as const).map((role, place): Delegation => {
  const { personId, name, officeId } = reviewerWith(role);
  const kind = role === "handler" ? "b-role" : "delegated";
  const id = testId(7, place) as DelegationId;
  return { id, kind, officeId, from: { personId, name }, to: { personId: colleague.personId, name: colleague.name }, role, validFrom: monday, validUntil: addMs(monday, 240 * hourMs), endedAt: null };
});

const around = { isDelegated: fc.boolean(), reviewer, waitMs: fc.constantFrom(0, hourMs, 30 * hourMs, 24 * 8 * hourMs) };
const stepArbitrary = fc.record({ body: bodyArbitrary, ...around });
const signingStepArbitrary = fc.record({ body: signingArbitrary, ...around });

type Step = typeof stepArbitrary extends fc.Arbitrary<infer Value> ? Value : never;

function actorOf({ body, reviewer: role, isDelegated }: Step, current: Case | undefined): Actor {
  if (body.kind === "deemAccepted") return actorWith("system");
  if (!isSigningKind(body.kind)) return actorWith("window-clerk");
  if (body.kind === "resumeCase" && role === "chief-leader") return { ...reviewerWith("system"), roles: ["system"] };
  if (isDelegated) return colleague;
  return reviewerWith(role === here ? ((current && findCurrentStep(current)?.role) ?? "handler") : role);
}

function placed({ body, reviewer: role, isDelegated }: Step, current: Case | undefined): CommandBody {
  const step = current && findCurrentStep(current);
  const given = body.kind === "signOpinion" && body.payload.stepCode === here && step !== undefined ? { ...body, payload: { ...body.payload, stepCode: step.code } } : body;
  const delegation = delegations.find((candidate) => candidate.role === (role === here ? step?.role : role));
  if (!isDelegated || !isSigningKind(given.kind) || delegation === undefined) return given;
  // An act that nobody does for somebody else comes without, as it would from a desk.
  return { ...given, payload: commandPayloadSchemas[given.kind].parse({ ...given.payload, onBehalfOf: { delegationId: delegation.id } }) } as CommandBody;
}

/** Received; in half of the sequences accepted too, so that the flow is walked. */
const beginnings: readonly (readonly CommandBody[])[] = [[receptionOf(1)], [receptionOf(1), ...completing, { kind: "acceptCase", payload: {} }]];

function drive({ beginning, steps }: Sequence, check: (before: Case | undefined, driver: CaseDriver, wasRefused: boolean) => void): CaseDriver {
  const driver = new CaseDriver(1, { delegations });
  for (const count of [1, 2, 900]) driver.lostPages.add(testPage(count).sha256);
  const begun = (beginnings[beginning] ?? []).map((body): Step => ({ body, waitMs: 0, reviewer: "handler", isDelegated: false }));
  for (const step of [...begun, ...steps]) {
    driver.now = addMs(driver.now, step.waitMs);
    const before = driver.current;
    check(before, driver, driver.give(placed(step, before), actorOf(step, before)) !== undefined);
  }
  return driver;
}

interface Sequence {
  beginning: number;
  steps: readonly Step[];
}
const flowStepArbitrary = fc.oneof({ arbitrary: signingStepArbitrary, weight: 12 }, { arbitrary: stepArbitrary, weight: 1 });
const steps: fc.Arbitrary<Sequence> = fc.oneof(
  fc.record({ beginning: fc.constant(0), steps: fc.array(stepArbitrary, { maxLength: 40 }) }),
  fc.record({ beginning: fc.constant(1), steps: fc.array(flowStepArbitrary, { maxLength: 40, size: "max" }) }),
);

describe("any sequence of commands", () => {
  it("keeps the invariants of a case", () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        drive(sequence, (before, driver, wasRefused) => {
          const after = driver.case;
          if (wasRefused) expect(after).toBe(before);
          else expect(after.version).toBe((before?.version ?? 0) + 1);

          const pageIds = allPages(after).map((page) => page.pageId);
          expect(new Set(pageIds).size).toBe(pageIds.length);

          if (before !== undefined) {
            expect(after.number).toBe(before.number);
            if (isEnded(before.stage)) expect(after.stage).toBe(before.stage);
            for (const [code, material] of Object.entries(before.materials)) {
              const isFrozen = before.acceptance !== null && !material.isAwaitingDigitising;
              if (!isFrozen && !isEnded(before.stage)) continue;
              const pagesAfter = after.materials[code]?.pages ?? [];
              expect(pagesAfter.length).toBe(material.pages.length);
              for (const [place, page] of material.pages.entries()) if (!driver.lostPages.has(page.sha256)) expect(pagesAfter[place]).toEqual(page);
            }
          }
          const isPaused = findPause(after) !== undefined;
          if (isPaused) expect(after.stage).toBe("accepted");
          expect(after.suspension === null || after.reportedUpward === null).toBe(true);
          if (before !== undefined && findPause(before) !== undefined && isPaused) expect([after.stays, after.opinions]).toEqual([before.stays, before.opinions]);
          for (const [index, stay] of (before?.stays ?? []).entries()) expect((after.stays[index]?.dueAt ?? "") >= stay.dueAt).toBe(true);
          for (const entry of [...after.opinions, ...after.meetings, ...(after.decision ? [after.decision] : [])]) {
            const { by, onBehalfOf, at } = entry;
            expect(onBehalfOf !== null).toBe(by.personId === colleague.personId);
            // A correction is asked for in time, and approved when the deputy leader gets to it.
            const isCorrection = "approvedBy" in entry && entry.approvedBy !== null;
            if (onBehalfOf !== null && !isCorrection) expect(at < delegations[0]!.validUntil).toBe(true);
          }
          expect(after.opinions.slice(0, before?.opinions.length ?? 0)).toEqual(before?.opinions ?? []);
          expect(findCurrentStep(after) !== undefined).toBe(after.stage === "accepted");
          expect(after.stays.filter(({ endedAt }) => endedAt === null).length).toBeLessThanOrEqual(1);
          expect(after.decision !== null).toBe(["awaiting-payment", "granted", "denied", "closed"].includes(after.stage));
          if (["accepted", "awaiting-payment", "granted", "denied", "closed"].includes(after.stage)) expect(after.acceptance).not.toBeNull();
          else if (after.stage !== "withdrawn") expect(after.acceptance).toBeNull();
          if (isEnded(after.stage)) expect(deadlinesOf(after).filter(({ kind, doneAt }) => doneAt === null && kind !== "publish-result")).toEqual([]);
          else if (after.handOver === null) expect(deadlinesOf(after).some(({ doneAt }) => doneAt === null)).toBe(true);
        });
      }),
      { numRuns: 300 },
    );
  });

  it("lists every defect in the one notice, and never catches a clerk by it: all it lists delivered, the case is accepted; if not, it may be refused (R-RECV-2, R-RECV-4)", () => {
    const begun = fc.array(bodyArbitrary.filter(({ kind }) => materialKinds.has(kind)), { maxLength: 12 });
    const subset = fc.subarray(["application", "licence", "drawings", null]);
    fc.assert(
      fc.property(begun, subset, fc.boolean(), (bodies, listed, isFormEmpty) => {
        const driver = new CaseDriver().mustGive(receptionOf(1));
        for (const body of bodies) driver.give(body);
        if (isFormEmpty) driver.mustGive({ kind: "amendApplication", payload: { application: { ...testApplication, form: {} } } });
        const before = findIncompleteness(driver.case, testItem);
        const defects = listed.map((materialCode) => ({ materialCode, problem: "缺", remedy: "补" }));
        const refusal = driver.give({ kind: "requestCorrection", payload: { defects, limitWorkingDays: 5 } });
        const unlisted = before.missingMaterials.filter((code) => !listed.includes(code));
        const isWhole = unlisted.length === 0 && (before.missingFields.length === 0 || listed.includes(null));
        if (!isWhole) {
          expect(refusal).toMatchObject({ code: "defects-missing", missingMaterials: unlisted });
          return;
        }
        expect(refusal).toBeUndefined();
        driver.mustGive({ kind: "deliverCorrection", payload: { note: "" } });
        if (before.missingMaterials.length + before.missingFields.length > 0) expect(driver.give({ kind: "acceptCase", payload: {} })).toMatchObject({ code: "not-complete" });
        for (const code of listed) {
          if (code === null) driver.mustGive({ kind: "amendApplication", payload: { application: testApplication } });
          else driver.mustGive({ kind: "recordMaterial", payload: { materialCode: code, medium: "paper", checkedAs: "original", copies: 1, sheetCount: 1 } });
        }
        expect(availableActions(driver.case, actorWith("window-clerk"), testItem)).toContain("refuseCase");
        expect(driver.give({ kind: "acceptCase", payload: {} })).toBeUndefined();
      }),
    );
  });

  it("gives the same case when its events are told again", () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const driver = drive(sequence, () => undefined);
        expect(replay(JSON.parse(JSON.stringify(driver.events)) as typeof driver.events)).toEqual(driver.case);
      }),
    );
  });

  it("leaves a record in which any change shows", () => {
    fc.assert(
      fc.property(steps, fc.nat(), fc.constantFrom("payload", "actor", "occurredAt", "missing"), (sequence, at, change) => {
        const record = recordOf(drive(sequence, () => undefined).events, hash);
        expect(findChainBreak(record, hash)).toBeUndefined();
        const place = at % record.length;
        const event = structuredClone(record[place]) as (typeof record)[number];
        if (change === "payload") Object.assign(event.payload, { added: true });
        if (change === "actor") event.actor = { ...event.actor, name: "别人" };
        if (change === "occurredAt") event.occurredAt = addMs(event.occurredAt, 1);
        const edited = change === "missing" ? record.toSpliced(place, 1) : record.with(place, event);
        const isLastCutOff = change === "missing" && place === record.length - 1;
        if (isLastCutOff) return;
        expect(findChainBreak(edited, hash)).toBeDefined();
      }),
    );
  });
});
