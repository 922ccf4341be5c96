import { expect, it } from "vitest";
import { summaryOf } from "../../domain/case/case-summary.ts";
import type { Instant, RegionDate } from "../../domain/time/instant.ts";
import { actorWith, CaseDriver, completing, granting, receptionOf, reviewerWith, signed, suspending } from "../../test/fixtures/cases.ts";
import { closing, deliveringNotice, grantedOf, handingOver, issuing, numbering, officer, paidItem, paying, printing, system } from "../../test/fixtures/results.ts";
import { progressPage } from "./progress.ts";

const pageOf = (driver: CaseDriver): string => progressPage({ number: driver.case.number, progress: summaryOf(driver.case) });

it("promises the decision's date, not the office's own limits", () => {
  const html = pageOf(new CaseDriver().mustGive(receptionOf(1), ...completing, { kind: "acceptCase", payload: {} }));
  expect(html).toContain("<dt>作出决定期限</dt><dd>2026年12月7日</dd>");
  expect(html).not.toContain("本环节签署");
});

it("says of a day that the holidays still to be announced may move that it is an estimate", () => {
  const driver = new CaseDriver().mustGive(receptionOf(1), ...completing, { kind: "acceptCase", payload: {} });
  const pageWhen = (knownUntil: string) => progressPage({ number: driver.case.number, progress: summaryOf(driver.case), calendar: { knownUntil: knownUntil as RegionDate } });
  expect(pageWhen("2026-12-06")).toContain("<dd>2026年12月7日（预计，以国务院公布的放假安排为准）</dd>");
  expect(pageWhen("2026-12-07")).toContain("<dd>2026年12月7日</dd>");
});

it("says that the time stands still during a special procedure, until when, and that the notice of it waits (R-FLOW-4)", () => {
  const driver = new CaseDriver().mustGive(receptionOf(1), ...completing, { kind: "acceptCase", payload: {} });
  expect(pageOf(driver.mustGiveAs(reviewerWith("handler"), suspending))).toContain("<dd>正在进行特殊程序，2026年11月26日前暂停计算</dd>");
  const waiting = "<dt>特殊程序告知书</dt><dd>已经办好，请到接件窗口领取</dd>";
  expect(pageOf(driver.mustGiveAs(system, numbering("special-procedure-notice")))).toContain(waiting);
  expect(pageOf(driver.mustGive(deliveringNotice("special-procedure-notice")))).not.toContain(waiting);
});

it("says the decision even of a case that silence had accepted", () => {
  const driver = new CaseDriver().mustGive(receptionOf(1), ...completing);
  driver.now = "2026-12-01T02:00:00.000Z" as Instant;
  driver.mustGiveAs(actorWith("system"), { kind: "deemAccepted", payload: {} });
  expect(pageOf(driver)).toContain("视为受理");
  expect(pageOf(signed(driver).mustGiveAs(reviewerWith("chief-leader"), granting))).toContain("<dd>准予许可</dd>");
});

it("says what is to be paid, where to fetch the certificate, and nothing of the office's own limits", () => {
  const driver = grantedOf(paidItem);
  expect(pageOf(driver)).toContain("<dt>应缴费用</dt><dd>10.50 元</dd><dt>缴纳费用期限</dt><dd>2026年12月7日</dd>");
  driver.mustGive(paying()).mustGiveAs(officer, issuing(), printing());
  expect(pageOf(driver)).toContain("<dd>已经办好，请到接件窗口领取</dd>");
  expect(pageOf(driver)).not.toContain("应缴费用");
  driver.mustGive(handingOver(), closing);
  expect(pageOf(driver)).toContain("<dd>已办结</dd>");
  expect(pageOf(driver)).not.toContain("公开");
});
