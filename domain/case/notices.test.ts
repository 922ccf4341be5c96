import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actorWith, type CaseDriver, resuming, reviewerWith, signed, suspending, testId, testItem, testPage } from "../../test/fixtures/cases.ts";
import { acceptedOf, closing, deliveringNotice, grantedOf, handingOver, lapsing, numbering, paidItem, paying, system } from "../../test/fixtures/results.ts";
import { sample } from "../../test/fixtures/sample-commands.ts";
import type { OfficeId } from "../ids.ts";
import { addMs, regionDateOf, type Instant, type RegionDate } from "../time/instant.ts";
import { availableActions } from "./available-actions.ts";
import { commandBodySchema, type CommandBody } from "./case-command.ts";
import { summaryOf } from "./case-summary.ts";
import { deadlinesOf } from "./deadlines.ts";
import { replay } from "./evolve.ts";
import { noticeKindSchema } from "./notice-parts.ts";
import { findNotices, noticesToDeliver, undeliveredNotices } from "./notices.ts";
import { papersBegunBy } from "./papers.ts";

const handler = reviewerWith("handler");
const hearing = "special-procedure-notice";
const at = (driver: CaseDriver, now: string): CaseDriver => Object.assign(driver, { now: now as Instant });
const suspended = (): CaseDriver => acceptedOf(testItem).mustGiveAs(handler, suspending).mustGiveAs(system, numbering(hearing));
const toDeliver = (driver: CaseDriver): string[] => noticesToDeliver(driver.case).map(({ document, number }) => `${document} ${number}`);

describe("delivering a notice", () => {
  it("waits for its number, happens once, and stays on the record of the document (R-FLOW-4)", () => {
    const driver = acceptedOf(testItem).mustGiveAs(handler, suspending);
    expect(driver.give(deliveringNotice(hearing))).toEqual({ code: "notice-not-there", document: hearing, number: "测许〔2026〕1号" });
    expect(toDeliver(driver.mustGiveAs(system, numbering(hearing)))).toEqual([`${hearing} 测许〔2026〕1号`]);
    expect(summaryOf(driver.case).toDeliver).toEqual({ documents: [hearing], since: driver.now });
    expect(driver.give(deliveringNotice(hearing, { number: "测许〔2026〕2号" }))).toMatchObject({ code: "notice-not-there" });
    expect(driver.give(deliveringNotice("fee-notice"))).toMatchObject({ code: "notice-not-there" });
    driver.mustGive(deliveringNotice(hearing));
    expect(driver.case.documents[0]?.delivery).toMatchObject({ method: "in-person", recipient: { name: "刘一窗" }, by: { name: "陈静" }, at: driver.now });
    expect(driver.give(deliveringNotice(hearing))).toEqual({
      code: "notice-already-delivered", document: hearing, number: "测许〔2026〕1号", recipientName: "刘一窗", deliveredOn: "2026-11-23",
    });
    expect([toDeliver(driver), summaryOf(driver.case).toDeliver]).toEqual([[], null]);
  });

  it("is done for each special procedure by itself, also when it is over", () => {
    const driver = suspended().mustGiveAs(handler, resuming, suspending).mustGiveAs(system, numbering(hearing, "测许〔2026〕2号")).mustGiveAs(handler, resuming);
    expect(toDeliver(driver)).toEqual([`${hearing} 测许〔2026〕1号`, `${hearing} 测许〔2026〕2号`]);
    expect(toDeliver(driver.mustGive(deliveringNotice(hearing, { number: "测许〔2026〕2号" })))).toEqual([`${hearing} 测许〔2026〕1号`]);
  });

  it("tells of a withdrawal after the case's end, and of the special procedure it ended no more (R-RECV-6)", () => {
    const driver = suspended().mustGive(sample.withdrawCase).mustGiveAs(system, numbering("withdrawal-decision"));
    expect(driver.case.stage).toBe("withdrawn");
    expect(toDeliver(driver)).toEqual(["withdrawal-decision 测许〔2026〕1号"]);
    expect(undeliveredNotices(driver.case)).toHaveLength(2);
    expect(toDeliver(driver.mustGive(deliveringNotice("withdrawal-decision")))).toEqual([]);
    // Found in a drawer, it is still put on the record.
    expect(undeliveredNotices(driver.mustGive(deliveringNotice(hearing)).case)).toEqual([]);
  });

  it("moves no limit: the clock stands still from the suspension on, the fee is due on the day its notice names (R-FLOW-4, R-FEE-1)", () => {
    for (const [driver, notice] of [[suspended(), hearing], [grantedOf(paidItem).mustGiveAs(system, numbering("fee-notice")), "fee-notice"]] as const) {
      const before = deadlinesOf(driver.case);
      expect(deadlinesOf(at(driver, "2026-11-25T02:00:00.000Z").mustGive(deliveringNotice(notice, { deliveredOn: "2026-11-25" as RegionDate })).case)).toEqual(before);
    }
    const untold = at(grantedOf(paidItem).mustGiveAs(system, numbering("fee-notice")), "2026-12-08T02:00:00.000Z");
    expect(toDeliver(untold)).toEqual(["fee-notice 测许〔2026〕1号"]);
    untold.mustGiveAs(system, lapsing);
    expect([untold.case.stage, toDeliver(untold)]).toEqual(["denied", []]);
    expect(undeliveredNotices(untold.case)).toHaveLength(1);
  });

  it("of a fee is over with its payment", () => expect(toDeliver(grantedOf(paidItem).mustGiveAs(system, numbering("fee-notice")).mustGive(paying()))).toEqual([]));

  it("is missed by no closing: a notice nobody was given stands in nobody's way (R-FLOW-10)", () => {
    const driver = signed(suspended().mustGiveAs(handler, resuming)).mustGiveAs(reviewerWith("chief-leader"), sample.decideCase).mustGiveAs(system, numbering("grant-decision"));
    expect(toDeliver(driver)).toHaveLength(1);
    driver.mustGive(handingOver(["grant-decision"]), closing);
    expect([driver.case.stage, toDeliver(driver), undeliveredNotices(driver.case).length]).toEqual(["closed", [], 1]);
    expect(availableActions(driver.case, actorWith("window-clerk"), testItem)).toContain("deliverNotice");
  });

  it.each([
    ["a day before the notice had its number", { deliveredOn: "2026-11-22" as RegionDate }, { code: "delivery-date-wrong", earliest: "2026-11-23", latest: "2026-11-23" }],
    ["a day to come", { deliveredOn: "2026-11-24" as RegionDate }, { code: "delivery-date-wrong" }],
    ["a signature that is a page of the case", { signature: { kind: "pad", page: testPage(900) } }, { code: "page-already-attached" }],
    ["a signature that is no page", { signature: { kind: "slip", page: { ...testPage(950), width: 481, height: 481 } } }, { code: "page-out-of-bounds" }],
  ] as const)("is not recorded with %s", (_what, change, refusal) => expect(suspended().give(deliveringNotice(hearing, change))).toMatchObject(refusal));

  it("is the concerned offices' windows' alone", () => {
    expect(suspended().give(deliveringNotice(hearing), { ...actorWith("window-clerk"), officeId: testId(1, 9) as OfficeId })).toEqual({ code: "office-not-concerned" });
    expect(suspended().give(deliveringNotice(hearing), reviewerWith("window-clerk"))).toBeUndefined();
    expect(suspended().give(deliveringNotice(hearing), handler)).toMatchObject({ code: "not-entitled" });
  });

  it("takes each signature's picture once", () => {
    const signature = { kind: "pad", page: testPage(950) } as const;
    const driver = suspended().mustGive(deliveringNotice(hearing, { signature }), sample.withdrawCase).mustGiveAs(system, numbering("withdrawal-decision"));
    expect(driver.give(deliveringNotice("withdrawal-decision", { signature }))).toEqual({ code: "page-already-attached", pageId: signature.page.pageId });
  });

  it("names its letter when it was sent, and who saw it left when nobody would sign", () => {
    const isRead = (change: Parameters<typeof deliveringNotice>[1]): boolean => commandBodySchema.safeParse(deliveringNotice(hearing, change)).success;
    expect([isRead({}), isRead({ method: "by-post" }), isRead({ method: "by-post", postNumber: "EMS 1234567890123" })]).toEqual([true, false, true]);
    expect([isRead({ method: "left" }), isRead({ method: "left", note: " " }), isRead({ method: "left", note: "拒收，见证人：社区王敏" })]).toEqual([false, false, true]);
  });
});

const number = fc.constantFrom("1号", "2号");
const notice = fc.constantFrom(...noticeKindSchema.options);
/** Stands for whichever notice is undelivered, given today, so that sequences get somewhere. */
const nextOne = "next";
const actArbitrary = fc.oneof(
  fc.constantFrom(suspending, resuming).map((body) => ({ body, actor: handler })),
  fc.record({ document: notice, number }).map((named) => ({ body: numbering(named.document, named.number), actor: system })),
  fc.record({ document: notice, number, deliveredOn: fc.constantFrom("2026-11-23", "2026-11-24", "2026-12-10") }).map(({ document, ...parts }) => ({
    body: deliveringNotice(document, { ...parts, deliveredOn: parts.deliveredOn as RegionDate }), actor: actorWith("window-clerk"),
  })),
  fc.constant({ body: deliveringNotice("fee-notice", { number: nextOne }), actor: actorWith("window-clerk") }),
  fc.constantFrom<CommandBody>(sample.withdrawCase, paying(), handingOver(["grant-decision"]), closing).map((body) => ({ body, actor: actorWith("window-clerk") })),
  fc.constant({ body: lapsing, actor: system }),
  fc.constantFrom("grant-decision" as const, "deny-decision" as const).map((document) => ({ body: numbering(document), actor: system })),
);
const sequenceArbitrary = fc.record({
  isDecided: fc.boolean(),
  acts: fc.array(fc.record({ act: actArbitrary, waitMs: fc.constantFrom(0, 0, 0, 0, 24 * 3_600_000, 16 * 24 * 3_600_000) }), { minLength: 5, maxLength: 40, size: "max" }),
});

function placed(body: CommandBody, driver: CaseDriver): CommandBody {
  const [next] = undeliveredNotices(driver.case);
  if (body.kind !== "deliverNotice" || body.payload.number !== nextOne || next === undefined) return body;
  return deliveringNotice(next.document, { number: next.number, deliveredOn: regionDateOf(driver.now) });
}

describe("any sequence of acts around notices", () => {
  it("delivers each numbered notice once, the undelivered ones only are in the list, and the case tells the same again", () => {
    let deliveredCount = 0;
    fc.assert(
      fc.property(sequenceArbitrary, ({ isDecided, acts }) => {
        const item = { ...paidItem, resultCertificate: null };
        const driver = isDecided ? grantedOf(item) : acceptedOf(item);
        for (const { act, waitMs } of acts) {
          driver.now = addMs(driver.now, waitMs);
          const before = driver.case;
          const [open, limits] = [undeliveredNotices(before), deadlinesOf(before)];
          const isOffered = availableActions(before, actorWith("window-clerk"), item).includes("deliverNotice");
          expect(isOffered).toBe(open.length > 0);
          const isDone = driver.give(placed(act.body, driver), act.actor) === undefined;
          if (act.body.kind !== "deliverNotice") continue;
          if (isDone) {
            deliveredCount += 1;
            expect(undeliveredNotices(driver.case)).toHaveLength(open.length - 1);
            expect(deadlinesOf(driver.case)).toEqual(limits);
            expect(driver.case.stage).toBe(before.stage);
          } else expect(driver.case).toBe(before);
        }
        expect(findNotices(driver.case).length - undeliveredNotices(driver.case).length).toBe(driver.events.filter(({ kind }) => kind === "noticeDelivered").length);
        for (const wanted of noticesToDeliver(driver.case)) expect(undeliveredNotices(driver.case)).toContain(wanted);
        expect(summaryOf(driver.case).toDeliver?.documents ?? []).toEqual(noticesToDeliver(driver.case).map(({ document }) => document));
        // Whatever the centre numbers as a notice, some event gave rise to.
        const begun = driver.events.flatMap(papersBegunBy);
        for (const { document } of findNotices(driver.case)) expect(begun).toContain(document);
        expect(replay(JSON.parse(JSON.stringify(driver.events)) as typeof driver.events)).toEqual(driver.case);
      }),
    );
    expect(deliveredCount).toBeGreaterThan(10);
  });
});
