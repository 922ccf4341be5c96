import { expect, it } from "vitest";
import { a4PrinterWording } from "../../contracts/wording/a4-printer.ts";
import { esclWording } from "../../contracts/wording/escl.ts";
import { a4PrinterFailureCodes } from "../../devices/a4-printer/a4-printer-failure.ts";

const fullDetails = { printer: "窗口打印机", reason: "media-jam-error", formats: "image/urf", option: "duplex", value: "long-edge", status: "0x0400", by: "device", software: "lp", device: "http://192.0.2.7/eSCL", pages: 3 };

it("words every failure of the A4 printer, and no other", () => {
  expect(Object.keys(a4PrinterWording).toSorted()).toEqual([...a4PrinterFailureCodes].toSorted());
});

it.each(a4PrinterFailureCodes)("%s: what happened, what was kept, what to do, with and without details", (code) => {
  for (const details of [fullDetails, {}]) {
    const { happened, kept, next } = a4PrinterWording[code](details);
    expect(happened).toMatch(/。$/);
    expect(kept).toContain("已保存");
    expect(next).toMatch(/请.*。$/);
    expect(happened + kept + next).not.toMatch(/undefined|（）|long-edge/);
  }
});

it.each(Object.entries(esclWording))("%s: what happened, what was kept, what to do, with and without details", (_code, say) => {
  expect(say(fullDetails)).toMatch(/192\.0\.2\.7.*3 页已保留.*请/);
  expect(say({})).toMatch(/没有扫入任何页面.*请/);
  expect(say({})).not.toMatch(/undefined/);
});
