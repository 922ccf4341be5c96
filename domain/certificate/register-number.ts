import { z } from "zod";
import type { RegionDate } from "../time/instant.ts";

const serialPattern = /\{serial(?::(\d))?\}/g;
const namePattern = /\{([^}]*)\}/g;
const names = ["year", "date", "region"];

function isUsable(format: string): boolean {
  const others = [...format.replace(serialPattern, "").matchAll(namePattern)].map((match) => match[1] ?? "");
  const written = format.replace(serialPattern, "").replace(namePattern, "");
  return [...format.matchAll(serialPattern)].length === 1 && format.includes("{year}") !== format.includes("{date}") && others.every((name) => names.includes(name)) && !/[{}]/.test(written);
}

/**
 * How a register writes its numbers: `{year}` or `{date}` (20261121), `{region}` (six digits) and once `{serial}`, or `{serial:4}`
 * filled with zeros. Serials begin anew each year, so without the year or the date a number would come twice.
 */
export const numberFormatSchema = z.string().trim().min(1).max(40).refine(isUsable, "number format");

/** Used for a register nobody has given a format of its own. */
export const usualNumberFormat = "{region}{date}{serial:4}";

export interface NumberParts {
  regionCode: string;
  date: RegionDate;
  /** Counted from 1 within the year. */
  serial: number;
}

export function formatRegisterNumber(format: string, { regionCode, date, serial }: NumberParts): string {
  return format
    .replace(serialPattern, (_all, digits: string | undefined) => String(serial).padStart(Number(digits ?? 1), "0"))
    .replaceAll("{year}", date.slice(0, 4))
    .replaceAll("{date}", date.replaceAll("-", ""))
    .replaceAll("{region}", regionCode);
}
