import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actorWith, CaseDriver, receptionOf, recordOf, testApplication, testPage } from "../../test/fixtures/cases.ts";
import { findChainBreak } from "../record/hash-chain.ts";
import { addMs } from "../time/instant.ts";
import type { CommandBody } from "./case-command.ts";
import { allPages, isEnded, type Case } from "./case-state.ts";
import { deadlinesOf } from "./deadlines.ts";
import { replay } from "./evolve.ts";

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

const materialCode = fc.constantFrom("application", "licence", "drawings", "unknown");
const pageCount = fc.integer({ min: 1, max: 12 });
const pageId = pageCount.map((count) => testPage(count).pageId);
const index = fc.integer({ min: 0, max: 6 });

/** Any command, sensible or not, in any order. */
const bodyArbitrary: fc.Arbitrary<CommandBody> = fc.oneof(
  fc.constant(receptionOf(1)),
  fc.constant<CommandBody>({ kind: "amendApplication", payload: { application: testApplication } }),
  fc.record({ materialCode, medium: fc.constantFrom("paper" as const, "electronic" as const) }).map(
    (chosen): CommandBody => ({ kind: "recordMaterial", payload: { ...chosen, checkedAs: "original", copies: 1, sheetCount: 1 } }),
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
  materialCode.map((code): CommandBody => ({ kind: "finishDigitising", payload: { materialCode: code } })),
  fc.constant<CommandBody>({ kind: "acceptCase", payload: {} }),
  fc.constant<CommandBody>({ kind: "deemAccepted", payload: {} }),
  fc.constant<CommandBody>({
    kind: "requestCorrection",
    payload: { defects: [{ materialCode: null, problem: "缺", remedy: "补" }], limitWorkingDays: 5 },
  }),
  fc.constant<CommandBody>({ kind: "deliverCorrection", payload: { note: "" } }),
  fc.constantFrom("not-this-authority" as const, "correction-not-delivered" as const, "correction-insufficient" as const).map(
    (ground): CommandBody => ({ kind: "refuseCase", payload: { ground, reason: "理由", legalBasis: { law: "法", article: "条" } } }),
  ),
  fc.constant<CommandBody>({ kind: "withdrawCase", payload: { reason: "不办了" } }),
  fc.constant<CommandBody>({ kind: "recordReceiptPrint", payload: { receipt: "reception-slip", printer: "打印机" } }),
);

const hourMs = 3_600_000;
const stepArbitrary = fc.record({ body: bodyArbitrary, waitMs: fc.constantFrom(0, hourMs, 30 * hourMs, 24 * 8 * hourMs) });

function drive(steps: readonly { body: CommandBody; waitMs: number }[], check: (before: Case | undefined, driver: CaseDriver, wasRefused: boolean) => void): CaseDriver {
  const driver = new CaseDriver();
  for (const { body, waitMs } of [{ body: receptionOf(1), waitMs: 0 }, ...steps]) {
    driver.now = addMs(driver.now, waitMs);
    const before = driver.current;
    const actor = body.kind === "deemAccepted" ? actorWith("system") : actorWith("window-clerk");
    check(before, driver, driver.give(body, actor) !== undefined);
  }
  return driver;
}

const steps = fc.array(stepArbitrary, { maxLength: 40 });

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
              const isFrozen = before.stage === "accepted" && !material.isAwaitingDigitising;
              if (isFrozen || isEnded(before.stage)) expect(after.materials[code]?.pages).toEqual(material.pages);
            }
          }
          expect(after.acceptance !== null).toBe(after.stage === "accepted" || (after.stage === "withdrawn" && after.acceptance !== null));
          if (isEnded(after.stage)) expect(deadlinesOf(after).filter(({ doneAt }) => doneAt === null)).toEqual([]);
          else expect(deadlinesOf(after).some(({ doneAt }) => doneAt === null)).toBe(true);
        });
      }),
      { numRuns: 300 },
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
