import { expect, it } from "vitest";
import { isCompletionByte, isStatusByte, stateOfAnswers } from "./escpos-status.ts";
import type { PrinterState } from "./receipt-printer.ts";

it.each<[string, PrinterState]>([
  ["16 12 12 12", "ready"],
  ["16 12 12 1e", "near-end"],
  ["1e 32 12 7e", "paper-out"],
  ["1e 16 12 12", "cover-open"],
  ["1e 52 1a 12", "cutter-error"],
  ["16 12 12 72", "paper-out"],
  ["16 32 12 12", "paper-out"],
  ["1e 36 12 7e", "cover-open"],
  ["1e 12 12 12", "offline"],
  ["1e 52 12 12", "offline"],
  ["1e 52 32 12", "offline"],
])("reads %s as %s", (hex, state) => {
  const answers = hex.split(" ").map((byte) => parseInt(byte, 16)) as [number, number, number, number];
  expect(answers.every(isStatusByte)).toBe(true);
  expect(stateOfAnswers(answers)).toBe(state);
});

it("never takes a status answer for the answer that all was printed, nor the other way round", () => {
  for (let byte = 0; byte < 256; byte += 1) expect(isStatusByte(byte) && isCompletionByte(byte)).toBe(false);
  for (const paperSensor of [0x00, 0x03, 0x0c, 0x0f, 0x60]) expect(isCompletionByte(paperSensor)).toBe(true);
});
