import { describe, expect, it } from "vitest";
import type { CommandBody } from "../../domain/case/case-command.ts";
import type { Instant } from "../../domain/time/instant.ts";
import {
  agreeing, answeredFromAbove, askingUpward, CaseDriver, completing, denying, disagreeing, granting, meetingHeld, receptionOf, reviewerWith, signed, suspending, testItem,
} from "../../test/fixtures/cases.ts";
import { closing, deliveringNotice, grantedOf, handingOver, lapsing, numbering, paidItem, paying, system } from "../../test/fixtures/results.ts";
import { flowLineOf } from "./flow-line.ts";

const accepted = () => new CaseDriver().mustGive(receptionOf(1), ...completing, { kind: "acceptCase", payload: {} });
const line = (driver: CaseDriver) => flowLineOf({ case: driver.case, item: testItem }).map(({ state, text }) => [state, text]);
const ahead = ["ahead", ""];
const chiefLeader = reviewerWith("chief-leader");
const asking: CommandBody = { kind: "requestCorrection", payload: { defects: ["application", "licence"].map((materialCode) => ({ materialCode, problem: "缺", remedy: "补" })), limitWorkingDays: 5 } };

describe("the line of a flow", () => {
  it.each([
    ["received", [], ["current", "2026-11-30 17:00 前"]],
    ["awaiting correction", [asking], ["waiting", "待补正，2026-11-30 17:00 前"]],
    ["corrected", [asking, { kind: "deliverCorrection", payload: { note: "已补" } }], ["current", "2026-11-30 17:00 前"]],
    ["refused", [{ kind: "refuseCase", payload: { ground: "conditions-not-met", reason: "不符合", legalBasis: { law: "测试法", article: "第一条" } } }], ["stopped", "不予受理"]],
    ["withdrawn at the window", [{ kind: "withdrawCase", payload: { reason: "不办了" } }], ["stopped", "已撤回"]],
  ] satisfies [string, CommandBody[], string[]][])("stands at the window while %s, everything else ahead", (_stage, bodies, reception) => {
    expect(line(new CaseDriver().mustGive(receptionOf(1), ...bodies))).toEqual([reception, ahead, ahead, ahead, ahead]);
  });

  it("begins with the window also where the definition leaves that unsaid", () => {
    const item = { ...testItem, flow: testItem.flow.slice(1, 4) };
    const driver = new CaseDriver(1, { item }).mustGive(receptionOf(1));
    const drawnAs = () => flowLineOf({ case: driver.case, item }).map(({ name, state }) => [name, state]);
    expect(drawnAs()).toEqual([["受理", "current"], ["审查", "ahead"], ["会审", "ahead"], ["签发", "ahead"]]);
    signed(driver.mustGive(...completing, { kind: "acceptCase", payload: {} })).mustGiveAs(chiefLeader, granting);
    expect(drawnAs().map(([, state]) => state)).toEqual(["done", "done", "done", "done"]);
  });

  it("says who accepted, where the case stands and until when", () => {
    expect(line(accepted())).toEqual([["done", "陈静"], ["current", "2026-11-30 17:00 前"], ahead, ahead, ahead]);
  });

  it("names everybody who signed a joint review, also while it goes on", () => {
    const driver = accepted().mustGiveAs(reviewerWith("handler"), agreeing("examine"), agreeing("joint"));
    expect(line(driver)[2]).toEqual(["current", "2026-11-26 17:00 前，已签：测试handler"]);
    driver.mustGiveAs(reviewerWith("deputy-leader"), agreeing("joint"));
    expect(line(driver)[2]).toEqual(["done", "测试handler、测试deputy-leader"]);
  });

  it("has what was passed before it was sent back ahead again", () => {
    const driver = signed(accepted()).mustGiveAs(reviewerWith("chief-leader"), { kind: "sendBack", payload: { toStepCode: "examine", reason: "核实" } });
    expect(line(driver).map(([state]) => state)).toEqual(["done", "current", "ahead", "ahead", "ahead"]);
  });

  it("shows the leaders' meeting before the decision once the case has been there (R-FLOW-6)", () => {
    const driver = accepted().mustGiveAs(reviewerWith("handler"), agreeing("examine"), disagreeing("joint")).mustGiveAs(reviewerWith("deputy-leader"), agreeing("joint"));
    expect(line(driver).map(([state]) => state)).toEqual(["done", "done", "done", "current", "ahead", "ahead"]);
    driver.mustGiveAs(reviewerWith("chief-leader"), meetingHeld);
    expect(line(driver).map(([state]) => state)).toEqual(["done", "done", "done", "done", "current", "ahead"]);
    expect(line(driver)[3]).toEqual(["done", "测试chief-leader"]);
  });

  it("says where a case stands still, and for what (R-FLOW-4, R-FLOW-7)", () => {
    const suspended = accepted().mustGiveAs(reviewerWith("handler"), suspending);
    expect(line(suspended)[1]).toEqual(["waiting", "特殊程序（听证），至 2026-11-26 17:00"]);
    suspended.mustGiveAs(system, numbering("special-procedure-notice"));
    expect(line(suspended)[1]).toEqual(["waiting", "特殊程序（听证），至 2026-11-26 17:00，特殊程序告知书待送达"]);
    suspended.mustGive(deliveringNotice("special-procedure-notice"));
    expect(line(suspended)[1]).toEqual(["waiting", "特殊程序（听证），至 2026-11-26 17:00"]);
    const asked = signed(accepted()).mustGiveAs(chiefLeader, askingUpward);
    expect(line(asked)[3]).toEqual(["waiting", "请示测试厅，待批复"]);
    asked.mustGiveAs(chiefLeader, answeredFromAbove);
    expect(line(asked)[3]?.[0]).toBe("current");
  });

  it("reaches its end: granted at the window's last step, handed over, closed", () => {
    const driver = signed(accepted()).mustGiveAs(chiefLeader, granting);
    const lastTwo = () => line(driver).slice(3);
    expect(lastTwo()).toEqual([["done", "测试chief-leader"], ["current", "2026-11-24 17:00 前"]]);
    driver.mustGiveAs(system, numbering("grant-decision")).mustGive(handingOver(["grant-decision"]));
    expect(lastTwo()[1]).toEqual(["current", "已送达，待办结"]);
    driver.mustGive(closing);
    expect(line(driver).map(([state]) => state)).toEqual(["done", "done", "done", "done", "done"]);
    expect(lastTwo()[1]).toEqual(["done", "陈静"]);
  });

  it("waits for the fee before the window's last step, and stops there when it lapses (R-FLOW-7)", () => {
    const driver = grantedOf(paidItem);
    const tail = (of: CaseDriver) => flowLineOf({ case: of.case, item: paidItem }).slice(3).map(({ name, state, text }) => [name, state, text]);
    expect(tail(driver)).toEqual([["签发", "done", "测试chief-leader"], ["缴费", "waiting", "待缴费，2026-12-07 17:00 前"], ["送达", "ahead", ""]]);
    driver.mustGiveAs(system, numbering("fee-notice"));
    expect(tail(driver)[1]).toEqual(["缴费", "waiting", "待缴费，2026-12-07 17:00 前，缴费通知书待送达"]);
    driver.mustGive(paying());
    expect(tail(driver).slice(1)).toEqual([["缴费", "done", "陈静"], ["送达", "current", "2026-11-24 17:00 前"]]);
    const late = grantedOf(paidItem);
    late.now = "2026-12-08T02:00:00.000Z" as Instant;
    late.mustGiveAs(system, lapsing);
    expect(tail(late).slice(1)).toEqual([["缴费", "stopped", "逾期未缴，不予许可"], ["送达", "current", "2026-12-09 17:00 前"]]);
  });

  it("stops at a denial, which is still handed over", () => {
    const driver = signed(accepted()).mustGiveAs(chiefLeader, denying);
    expect(line(driver).slice(3)).toEqual([["stopped", "不予许可，测试chief-leader"], ["current", "2026-11-24 17:00 前"]]);
  });

  it("stops where the case was withdrawn", () => {
    const withdrawn = signed(accepted()).mustGive({ kind: "withdrawCase", payload: { reason: "不办了" } });
    expect(line(withdrawn)).toEqual([["done", "陈静"], ["done", "测试handler"], ["done", "测试deputy-leader"], ["stopped", "已撤回"], ahead]);
  });
});
