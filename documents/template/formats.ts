import { z } from "zod";
import { instantSchema, regionDateOf, type Instant } from "../../domain/time/instant.ts";
import { chineseDate, chineseDateTime } from "../receipts/chinese-format.ts";
import { yuanInFigures, yuanInWords } from "./money.ts";

/** A sum of money as the shape of a template's values names it. */
export const fenSchema = z.int().min(0);

const digits = [..."〇一二三四五六七八九"];

const formats = {
  date: { takes: "instant", write: chineseDate },
  "date-in-words": { takes: "instant", write: dateInWords },
  minute: { takes: "instant", write: chineseDateTime },
  yuan: { takes: "fen", write: yuanInFigures },
  "yuan-in-words": { takes: "fen", write: yuanInWords },
} as const satisfies Record<string, { takes: "instant"; write: (at: Instant) => string } | { takes: "fen"; write: (fen: number) => string }>;

/** How a template may have a moment or a sum of money written: `{{decidedAt|date}}`. */
export type Format = keyof typeof formats;

export function isFormat(name: string): name is Format {
  return Object.hasOwn(formats, name);
}

/** Whether the format writes moments or fen. */
export function whatFormatTakes(format: Format): "instant" | "fen" {
  return formats[format].takes;
}

/** Undefined when the format does not take such a value. */
export function writeFormatted(name: Format, value: string | number): string | undefined {
  const format = formats[name];
  if (format.takes === "fen") {
    const fen = fenSchema.safeParse(value);
    return fen.success ? format.write(fen.data) : undefined;
  }
  const instant = instantSchema.safeParse(value);
  return instant.success ? format.write(instant.data) : undefined;
}

/** `二〇二六年十一月二十一日` of the region. */
function dateInWords(at: Instant): string {
  const [year, month, day] = regionDateOf(at).split("-") as [string, string, string];
  return `${[...year].map((digit) => digits[Number(digit)]).join("")}年${belowHundred(Number(month))}月${belowHundred(Number(day))}日`;
}

/** 1 to 99 in Chinese: `十`, `二十一`. */
export function belowHundred(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  return `${tens > 1 ? digits[tens] : ""}${tens > 0 ? "十" : ""}${ones > 0 ? digits[ones] : ""}`;
}
