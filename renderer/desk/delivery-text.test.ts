import { expect, test } from "vitest";
import { reviewerWith, suspending, testItem } from "../../test/fixtures/cases.ts";
import { acceptedOf, deliveringNotice, numbering, system } from "../../test/fixtures/results.ts";
import { sample } from "../../test/fixtures/sample-commands.ts";
import { deliveryTextOf } from "./delivery-text.ts";

test("a case says of each notice how it was delivered, that it still is to be, or that it never was", () => {
  const driver = acceptedOf(testItem).mustGiveAs(reviewerWith("handler"), suspending).mustGiveAs(system, numbering("special-procedure-notice"));
  const texts = () => driver.case.documents.map((numbered) => deliveryTextOf(driver.case, numbered));
  expect(texts()).toEqual([{ text: "待送达", isWarning: true }]);
  driver.mustGive(sample.withdrawCase).mustGiveAs(system, numbering("withdrawal-decision"));
  expect(texts()).toEqual([{ text: "没有送达记录", isWarning: true }, { text: "待送达", isWarning: true }]);
  const recipient = { name: "赵代办", relation: "agent" } as const;
  driver.mustGive(deliveringNotice("withdrawal-decision", { method: "by-post", postNumber: "EMS1", recipient }));
  expect(texts()[1]).toEqual({ text: "2026-11-23 邮寄送达 EMS1，赵代办（代收），经办 陈静", isWarning: false });
});
