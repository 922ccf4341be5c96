import { expect, it } from "vitest";
import { isReadyToIssue, nextSerial } from "./certificate-state.ts";

it.each([["A00099", "A00100"], ["0009", "0010"], ["999", "1000"], ["NO-12", "NO-13"], ["无号", "无号"]])("the sheet after %s is %s", (serial, next) => {
  expect(nextSerial(serial)).toBe(next);
});

it.each([["due", 1, true], ["due", 2, false], ["prepared", 2, true], ["issued", 1, false]] as const)("%s with %i officers: may be issued at once: %s", (state, officersNeeded, isReady) => {
  expect(isReadyToIssue({ certificate: { state, officersNeeded, number: null } })).toBe(isReady);
});
