import { describe, expect, it } from "vitest";
import { agreeing, CaseDriver, completing, disagreeing, granting, meetingHeld, receptionOf, reviewerWith, signed, testItem } from "../../test/fixtures/cases.ts";
import { flowLineOf } from "./flow-line.ts";

const accepted = () => new CaseDriver().mustGive(receptionOf(1), ...completing, { kind: "acceptCase", payload: {} });
const line = (driver: CaseDriver) => flowLineOf({ case: driver.case, item: testItem }).map(({ state, text }) => [state, text]);
const ahead = ["ahead", ""];

describe("the line of a flow", () => {
  it("has everything ahead before acceptance", () => {
    expect(line(new CaseDriver().mustGive(receptionOf(1)))).toEqual([ahead, ahead, ahead, ahead, ahead]);
  });

  it("says who accepted, where the case stands and until when", () => {
    expect(line(accepted())).toEqual([["done", "陈静"], ["current", "2026-11-30 17:00 前"], ahead, ahead, ahead]);
  });

  it("names everybody who signed a joint review", () => {
    const driver = accepted()
      .mustGiveAs(reviewerWith("handler"), agreeing("examine"), agreeing("joint"))
      .mustGiveAs(reviewerWith("deputy-leader"), agreeing("joint"));
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

  it("ends at the decision, and stands nowhere once withdrawn", () => {
    const granted = signed(accepted()).mustGiveAs(reviewerWith("chief-leader"), granting);
    expect(line(granted).slice(3)).toEqual([["done", "测试chief-leader"], ahead]);
    const withdrawn = signed(accepted()).mustGive({ kind: "withdrawCase", payload: { reason: "不办了" } });
    expect(line(withdrawn).map(([state]) => state)).toEqual(["done", "done", "done", "ahead", "ahead"]);
  });
});
