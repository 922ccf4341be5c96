import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { escposOf, isRareCharacter } from "./receipt-escpos.ts";

const vector = readFileSync(new URL("../../test/vectors/receipt-gb18030-80.bin", import.meta.url));

it("writes a queue ticket byte for byte as a GB18030 printer took it", () => {
  const ticket = [
    "^^^某某市政务服务中心^^^",
    "取号凭证",
    "---",
    "{width:11,36}",
    "|排队号 |^^A0137^^ |",
    "|窗口 |3号窗口 |",
    "|事项 |居民身份证换领 第二次 |",
    "|姓名 |镕㛃䶮𠮷 张三 |",
    "|等候人数 |12人 |",
    "{width:auto}",
    "---",
    "{code:https://zw.example.gov.cn/q/A0137;option:qrcode,6,m}",
    "",
    "{code:A0137;option:code128,2,60,hri}",
    "",
    "打印时间 2026-11-21 20:40",
    "===",
  ].join("\n");
  const closingStatusRequest = 3;
  const written = Buffer.from(escposOf(ticket, 48));
  const expected = vector.subarray(0, -closingStatusRequest);
  expect({ firstDifferenceAt: expected.findIndex((byte, index) => written[index] !== byte), length: written.length }).toEqual({
    firstDifferenceAt: -1,
    length: expected.length,
  });
});

it.each([
  ["A", false],
  ["张", false],
  ["镕", false],
  ["，", false],
  ["㛃", true],
  ["䶮", true],
  ["𠮷", true],
])("knows whether a GBK printer has %s", (character, isRare) => {
  expect(isRareCharacter(character)).toBe(isRare);
});
