import { expect, it } from "vitest";
import { certifiedItem, grantedOf, officer, secondOfficer, twoOfficerItem } from "../../test/fixtures/results.ts";
import { isReadyToIssue, mayIssueFirst } from "./certificate-state.ts";

it.each([["due", 1, true], ["due", 2, false], ["prepared", 2, true], ["issued", 1, false]] as const)("%s with %i officers: may be issued at once: %s", (state, officersNeeded, isReady) => {
  expect(isReadyToIssue({ certificate: { state, officersNeeded, number: null } })).toBe(isReady);
});

it("is not offered to the officer who checked it, where it takes two", () => {
  const { result, certificatePreparation } = grantedOf(twoOfficerItem).mustGiveAs(officer, { kind: "prepareCertificate", payload: { note: "" } }).case;
  expect(mayIssueFirst({ result, certificatePreparation: null }, secondOfficer.personId)).toBe(false);
  expect(mayIssueFirst({ result, certificatePreparation }, officer.personId)).toBe(false);
  expect(mayIssueFirst({ result, certificatePreparation }, secondOfficer.personId)).toBe(true);
  expect(mayIssueFirst(grantedOf(certifiedItem).case, officer.personId)).toBe(true);
});
