import type { Instant } from "../../domain/time/instant.ts";
import { chineseDateTime } from "../receipts/chinese-format.ts";

/** A page that shows whether a printer prints what this program needs; it says nothing of anybody. */
export interface TestPage {
  readonly printerName: string;
  readonly printedAt: Instant;
}

/** Characters of people's names, from those every printer has to those few have: GB2312, GBK, GB18030 two bytes, four bytes. */
export const nameCharacters = ["张李王", "镕喆堃", "䶮", "㛃𠮷"] as const;

export const testPageTitle = "打印测试页";

export function testPageFacts({ printerName, printedAt }: TestPage): readonly (readonly [label: string, value: string])[] {
  return [["打印机", printerName], ["打印时间", chineseDateTime(printedAt)], ["姓名用字", nameCharacters.join(" ")]];
}

export const testPageAdvice = "四组姓名用字都清楚、没有空白和方框，二维码扫得出“一窗打印测试”，就可以使用。";

export const testPageCode = "一窗打印测试";
