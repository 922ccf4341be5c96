import { expect, it } from "vitest";
import { printerWording } from "../../contracts/wording/printers.ts";
import { printerFailureCodes } from "../../devices/receipt-printer/printer-failure.ts";

it("tells the clerk of every printer trouble what happened, what was kept and what to do", () => {
  expect(Object.keys(printerWording).sort()).toEqual([...printerFailureCodes].sort());
  for (const wording of Object.values(printerWording)) {
    const said = wording({ printer: "一号小票机" });
    expect(said.happened).toContain("一号小票机");
    expect(said.kept).not.toBe("");
    expect(said.next).toMatch(/^(请|需要)/);
  }
});
