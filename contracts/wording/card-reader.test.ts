import { describe, expect, it } from "vitest";
import { cardReaderWording, cardStageWording, expiredCardWording } from "./card-reader.ts";

const details = { path: "/dev/ttyUSB0", field: "birthDate", letter: "K", step: "select", status: "66" };

describe("what a clerk is told about the card reader", () => {
  it.each(Object.entries(cardReaderWording))("%s: what happened, what was kept, what to do, with and without details", (_code, say) => {
    for (const said of [say(details), say({})]) {
      expect(said).toContain("没有改动");
      expect(said).toMatch(/请|需要时/);
      expect(said).not.toMatch(/undefined|（）|[a-z]+Date/);
    }
  });

  it("names the field, the port and the status code", () => {
    expect(cardReaderWording["card-data-wrong"]?.(details)).toContain("出生日期");
    expect(cardReaderWording["card-reader-busy"]?.(details)).toContain("/dev/ttyUSB0");
    expect(cardReaderWording["card-reader-refused"]?.(details)).toContain("选卡，状态码 66");
    expect(cardReaderWording["card-reader-no-permission"]?.(details)).toContain("dialout");
  });

  it("tells the stages apart", () => {
    expect(new Set(Object.values(cardStageWording)).size).toBe(4);
    expect(expiredCardWording("2024-01-01")).toContain("2024-01-01");
  });
});
