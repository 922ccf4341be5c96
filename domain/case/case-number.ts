import { z } from "zod";
import type { WorkstationCode } from "../ids.ts";
import type { RegionDate } from "../time/instant.ts";

/**
 * A case's number, unique in the whole network without asking anybody (R-RECV-8): region (6 digits), day of reception (8),
 * workstation code (4), the workstation's running number (6), check digit (1): 25 digits. It is unique because a
 * workstation code is never given twice and a workstation never gives a running number twice.
 */
export const caseNumberSchema = z
  .string()
  .regex(/^\d{25}$/)
  .refine(hasValidCheckDigit, "check digit")
  .brand<"CaseNumber">();
export type CaseNumber = z.infer<typeof caseNumberSchema>;

/** The highest running number a workstation may give. */
export const runningNumberLimit = 999_999;

export function makeCaseNumber(parts: {
  regionCode: string;
  date: RegionDate;
  workstationCode: WorkstationCode;
  runningNumber: number;
}): CaseNumber {
  if (!Number.isInteger(parts.runningNumber) || parts.runningNumber < 1 || parts.runningNumber > runningNumberLimit) {
    throw new RangeError(`running number ${parts.runningNumber} is not between 1 and ${runningNumberLimit}`);
  }
  const digits = `${parts.regionCode}${parts.date.replaceAll("-", "")}${parts.workstationCode}${String(parts.runningNumber).padStart(6, "0")}`;
  return caseNumberSchema.parse(digits + checkDigitOf(digits));
}

export function parseCaseNumber(text: string): CaseNumber | undefined {
  const parsed = caseNumberSchema.safeParse(text.replaceAll(/[\s-]/g, ""));
  return parsed.success ? parsed.data : undefined;
}

/** The parts a number was made of. */
export function partsOfCaseNumber(number: CaseNumber): {
  regionCode: string;
  date: RegionDate;
  workstationCode: WorkstationCode;
  runningNumber: number;
} {
  const day = number.slice(6, 14);
  return {
    regionCode: number.slice(0, 6),
    date: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}` as RegionDate,
    workstationCode: number.slice(14, 18) as WorkstationCode,
    runningNumber: Number(number.slice(18, 24)),
  };
}

/** For people's eyes and the telephone: `360100 20261121 0001 000042 7`. */
export function formatCaseNumber(number: CaseNumber): string {
  return [number.slice(0, 6), number.slice(6, 14), number.slice(14, 18), number.slice(18, 24), number.slice(24)].join(" ");
}

/** ISO 7064 MOD 11,10: finds every single wrong digit and nearly every swap of neighbours. */
function checkDigitOf(digits: string): string {
  let remainder = 10;
  for (const digit of digits) {
    const sum = (remainder + Number(digit)) % 10 || 10;
    remainder = (sum * 2) % 11;
  }
  return String((11 - remainder) % 10);
}

function hasValidCheckDigit(number: string): boolean {
  return checkDigitOf(number.slice(0, -1)) === number.slice(-1);
}
