import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { escposOf, hasCharacter, renderStripEscpos, type PrinterCharacters } from "./receipt-escpos.ts";

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

const memories: readonly PrinterCharacters[] = ["gb18030", "gbk", "gb2312", "none"];
it.each([
  ["A", "gb18030 gbk gb2312 none"],
  ["张", "gb18030 gbk gb2312"],
  ["，", "gb18030 gbk gb2312"],
  ["镕", "gb18030 gbk"],
  ["㛃", "gb18030"],
  ["䶮", "gb18030"],
  ["𠮷", "gb18030"],
])("knows which printers have %s", (character, having) => {
  expect(memories.filter((characters) => hasCharacter(characters, character)).join(" ")).toBe(having);
});

const line = (text: string) => ({ kind: "text", text, align: "left", size: 1, isBold: false }) as const;
it.each<[PrinterCharacters, string[]]>([
  ["gb18030", []],
  ["gbk", ["吉𠮷"]],
  ["gb2312", ["镕", "吉𠮷"]],
  ["none", ["张", "镕", "吉𠮷"]],
])("draws for a printer with %s what it lacks, and only that", async (characters, drawn) => {
  const asked: string[] = [];
  const dot = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  const bytes = await renderStripEscpos([line("No. 1"), line("张"), line("镕"), line("吉𠮷"), { kind: "rule" }], { paper: "58mm", characters, cuts: true }, async ({ text }) => {
    asked.push(text);
    return dot;
  });
  expect(asked).toEqual(drawn);
  expect(Buffer.from(bytes).includes("No. 1")).toBe(true);
  expect(Buffer.from(bytes).includes("\x1c&")).toBe(characters !== "none");
});

it("cuts, or moves the paper on to where it is torn", () => {
  const bytesOf = (cuts: boolean) => Buffer.from(escposOf("A", 32, { characters: "gbk", cuts }));
  expect(bytesOf(true).includes("\x1dVB")).toBe(true);
  expect(bytesOf(false).includes("\x1dV")).toBe(false);
  expect(bytesOf(false).subarray(-3).toString("latin1")).toBe("\x1bd\x04");
});
