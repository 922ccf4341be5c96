import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actorWith, type CaseDriver, denying, reviewerWith, signed, testItem, testPage } from "../../test/fixtures/cases.ts";
import {
  acceptedOf, certifiedItem, closing, grantedOf, handingOver, issuing, lapsing, numbering, officer, paidItem, paying, printing, publishing, secondOfficer, system,
  twoOfficerItem,
} from "../../test/fixtures/results.ts";
import type { ItemDefinition } from "../item/item-definition.ts";
import type { Actor } from "../people/role.ts";
import { addMs, regionDateOf } from "../time/instant.ts";
import { availableActions } from "./available-actions.ts";
import type { CommandBody } from "./case-command.ts";
import { documentKindSchema } from "./case-parts.ts";
import { isEnded, type Case } from "./case-state.ts";
import { summaryOf } from "./case-summary.ts";
import { deadlinesOf } from "./deadlines.ts";
import { replay } from "./evolve.ts";
import { handedOverDocumentSchema, type HandedOverDocument } from "./result-parts.ts";
import { findOutcome } from "./result.ts";
import { documentsToHandOver } from "./rules/hand-over.ts";

const dayMs = 24 * 3_600_000;
const clerk = actorWith("window-clerk");
const number = fc.constantFrom("CERT-1", "CERT-2", "CERT-3");
const serial = fc.constantFrom("A1", "A2", "A3", "A4");
/** Names the certificate in force and its issue, when there is one, so that sequences get somewhere. */
const current = "current";

const someDocuments = fc.uniqueArray(fc.constantFrom(...handedOverDocumentSchema.options), { minLength: 1, maxLength: 3 });

const actArbitrary: fc.Arbitrary<{ body: CommandBody; actor: Actor }> = fc.oneof(
  fc.record({ amountFen: fc.constantFrom(1050, 1050, 1050, 1000), isCash: fc.boolean() }).map(({ amountFen, isCash }) => ({
    body: paying({ amountFen, method: isCash ? "cash" : "wire", reference: isCash ? "" : "流水" }), actor: clerk,
  })),
  fc.constant({ body: lapsing, actor: system }),
  fc.constantFrom("grant-decision" as const, "deny-decision" as const, ...documentKindSchema.options).map((document) => ({ body: numbering(document), actor: system })),
  fc.constantFrom(officer, secondOfficer).map((actor) => ({ body: { kind: "prepareCertificate", payload: { note: "" } } as const, actor })),
  fc.record({ number, issue: fc.constantFrom("first" as const, "first" as const, "reissue" as const), actor: fc.constantFrom(officer, secondOfficer) }).map(({ actor, issue, ...parts }) => ({
    body: issuing(parts.number, { issue, replaces: issue === "first" ? null : current, reason: "换发" }), actor,
  })),
  fc.constant({ body: { kind: "revokeCertificate", payload: { number: current, reason: "注销", legalBasis: { law: "法", article: "条" } } } as const, actor: officer }),
  fc.record({ number: fc.oneof(fc.constant(current), fc.constant(current), number), paperSerial: serial, outcome: fc.constantFrom("printed" as const, "printed" as const, "spoilt" as const) }).map(
    ({ number: named, ...print }) => ({ body: printing(named, print), actor: officer }),
  ),
  fc.record({ documents: fc.oneof({ arbitrary: fc.constant<HandedOverDocument[]>([]), weight: 3 }, { arbitrary: someDocuments, weight: 1 }), page: fc.integer({ min: 950, max: 999 }) }).map(
    ({ documents, page }) => ({ body: handingOver(documents, { signature: { kind: "slip", page: testPage(page) } }), actor: clerk }),
  ),
  fc.constantFrom(closing, closing, publishing).map((body) => ({ body, actor: clerk })),
  fc.constant({ body: { kind: "withdrawCase", payload: { reason: "不办了" } } as const, actor: clerk }),
);

const items: readonly ItemDefinition[] = [testItem, paidItem, { ...paidItem, resultCertificate: null }, certifiedItem, twoOfficerItem];
const sequenceArbitrary = fc.record({
  item: fc.constantFrom(...items),
  isGranted: fc.constantFrom(true, true, true, false),
  acts: fc.array(fc.record({ act: actArbitrary, waitMs: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 3_600_000, 16 * dayMs, -16 * dayMs) }), { minLength: 15, maxLength: 60, size: "max" }),
});
type Sequence = typeof sequenceArbitrary extends fc.Arbitrary<infer Value> ? Value : never;

/** Puts the case's own facts in the place of their names. */
function placed(body: CommandBody, driver: CaseDriver): CommandBody {
  const { certificates, certificatePreparation } = driver.case;
  const last = certificates.at(-1);
  switch (body.kind) {
    case "recordPayment":
      return { ...body, payload: { ...body.payload, receivedOn: regionDateOf(driver.now) } };
    case "issueCertificate": {
      const replaces = body.payload.replaces === current ? (last?.number ?? "CERT-9") : null;
      return { ...body, payload: { ...body.payload, replaces, preparedBy: certificatePreparation?.by.personId ?? null } };
    }
    case "revokeCertificate":
      return { ...body, payload: { ...body.payload, number: last?.number ?? "CERT-9" } };
    case "recordCertificatePrint": {
      const named = certificates.find((certificate) => certificate.number === body.payload.number) ?? last;
      return { ...body, payload: { ...body.payload, number: named?.number ?? "CERT-9", issueNumber: named?.issueNumber ?? 1 } };
    }
    case "handOverResult": {
      const { documents } = body.payload;
      return { ...body, payload: { ...body.payload, documents: documents.length > 0 ? documents : documentsToHandOver(driver.case) } };
    }
    default:
      return body;
  }
}

function drive({ item, isGranted, acts }: Sequence, check: (before: Case, driver: CaseDriver, wasRefused: boolean) => void): CaseDriver {
  const driver = isGranted ? grantedOf(item) : signed(acceptedOf(item)).mustGiveAs(reviewerWith("chief-leader"), denying);
  for (const { act, waitMs } of acts) {
    driver.now = addMs(driver.now, waitMs);
    const before = driver.case;
    check(before, driver, driver.give(placed(act.body, driver), act.actor) !== undefined);
  }
  return driver;
}

describe("any sequence of acts after a decision", () => {
  it("leads to no certificate without grant and payment, and to no close without a signed hand-over", () => {
    fc.assert(
      fc.property(sequenceArbitrary, (sequence) => {
        drive(sequence, (before, driver, wasRefused) => {
          const after = driver.case;
          if (wasRefused) expect(after).toBe(before);
          if (isEnded(before.stage)) expect(after.stage).toBe(before.stage);
          const { fee, certificates, handOver, result } = after;

          if (fee !== null) {
            expect(fee.payment !== null && fee.lapse !== null).toBe(false);
            if (fee.payment !== null) expect(fee.payment.amountFen).toBe(fee.totalFen);
            expect(after.stage === "awaiting-payment").toBe(fee.payment === null && fee.lapse === null);
          }
          expect(result === null).toBe(findOutcome(after) === undefined);
          if (certificates.length > 0) {
            expect(findOutcome(after)).toBe("grant");
            expect(sequence.item.resultCertificate).not.toBeNull();
          }
          if (after.stage === "closed") expect(handOver).not.toBeNull();
          if (handOver !== null && before.handOver === null) expect(handOver.documents.length).toBeGreaterThan(0);
          if (before.handOver !== null) expect(findOutcome(after)).toBe(findOutcome(before));

          expect(certificates.map(({ issueNumber }) => issueNumber)).toEqual(certificates.map((_, index) => index + 1));
          expect(new Set(certificates.map((certificate) => certificate.number)).size).toBe(certificates.length);
          expect(certificates.slice(0, -1).every(({ state }) => state !== "valid")).toBe(true);
          const serials = certificates.flatMap(({ prints }) => prints.map(({ paperSerial }) => paperSerial));
          expect(new Set(serials).size).toBe(serials.length);
          for (const { prints, preparedBy, by } of certificates) {
            expect(prints.filter(({ outcome }) => outcome === "printed").length).toBeLessThanOrEqual(1);
            expect(preparedBy !== null).toBe(sequence.item.resultCertificate?.officersNeeded === 2);
            expect(preparedBy).not.toBe(by.personId);
          }
        });
      }),
      { numRuns: 500 },
    );
  });

  it("keeps a limit running until the result is handed over, and the publication's until it is published", () => {
    fc.assert(
      fc.property(sequenceArbitrary, (sequence) => {
        drive(sequence, (_before, driver) => {
          const after = driver.case;
          const running = deadlinesOf(after).filter(({ doneAt }) => doneAt === null).map(({ kind }) => kind).sort();
          const isWaiting = after.stage === "awaiting-payment";
          expect(running).toEqual([
            ...(!isWaiting && after.handOver === null ? ["hand-over"] : []),
            ...(isWaiting ? ["pay-fee"] : []),
            ...(!isWaiting && after.publication === null ? ["publish-result"] : []),
          ]);
        });
      }),
    );
  });

  it("offers to close just when closing goes through, and shows the certificate's way in the lists", () => {
    fc.assert(
      fc.property(sequenceArbitrary, (sequence) => {
        const driver = drive(sequence, () => undefined);
        const { certificate } = summaryOf(driver.case);
        if (certificate?.state === "handed-over") expect(driver.case.handOver?.certificateNumber).toBe(certificate.number);
        expect(certificate === null).toBe(sequence.item.resultCertificate === null || findOutcome(driver.case) !== "grant");
        const isOffered = availableActions(driver.case, clerk, sequence.item).includes("closeCase");
        expect(driver.give(closing) === undefined).toBe(isOffered);
      }),
    );
  });

  it("is the same case when its events are told again", () => {
    fc.assert(
      fc.property(sequenceArbitrary, (sequence) => {
        const driver = drive(sequence, () => undefined);
        expect(replay(JSON.parse(JSON.stringify(driver.events)) as typeof driver.events)).toEqual(driver.case);
      }),
    );
  });

  it("gets to the close often enough for this to mean something", () => {
    const runs = fc.sample(sequenceArbitrary, { numRuns: 1200, seed: 7 }).map((sequence) => drive(sequence, () => undefined).case);
    expect(runs.filter(({ stage }) => stage === "closed").length).toBeGreaterThan(40);
    expect(runs.filter(({ certificates }) => certificates.length > 1).length).toBeGreaterThan(10);
    expect(runs.filter(({ fee }) => fee?.lapse).length).toBeGreaterThan(10);
    expect(runs.filter(({ stage, fee }) => stage === "closed" && fee?.payment).length).toBeGreaterThan(3);
  });
});
