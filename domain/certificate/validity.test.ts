import { expect, it } from "vitest";
import { certificateStateOn } from "./registered-certificate.ts";
import { issueEnd } from "./validity.ts";
import type { RegionDate } from "../time/instant.ts";

it.each([
  ["2026-11-21", 72, "2032-11-20"],
  ["2026-01-01", 12, "2026-12-31"],
  ["2026-12-31", 2, "2027-02-28"],
  ["2027-12-31", 2, "2028-02-29"],
  ["2026-03-31", 1, "2026-04-30"],
  ["2024-02-29", 12, "2025-02-28"],
  ["2026-12-01", 1, "2026-12-31"],
])("from %s for %i months: until %s", (from, months, until) => expect(issueEnd(from as RegionDate, months)).toBe(until));

it("is valid on its last day, and a revocation says more than an end", () => {
  const today = "2026-11-21" as RegionDate;
  const certificate = { revocation: null, replacedBy: null, validUntil: today };
  expect(certificateStateOn(certificate, today)).toBe("valid");
  expect(certificateStateOn(certificate, "2026-11-22" as RegionDate)).toBe("expired");
  expect(certificateStateOn({ ...certificate, replacedBy: "2" }, "2026-11-22" as RegionDate)).toBe("reissued");
  const revocation = { at: "2026-11-20T02:00:00.000Z", reason: "骗取", legalBasis: { law: "《中华人民共和国行政许可法》", article: "第六十九条" } } as never;
  expect(certificateStateOn({ ...certificate, replacedBy: "2", revocation }, today)).toBe("revoked");
});
