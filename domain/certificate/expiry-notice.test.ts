import { expect, it } from "vitest";
import { addMs, type Instant } from "../time/instant.ts";
import { findExpiryNotice } from "./expiry-notice.ts";

const end = "2026-12-01T00:00:00.000Z" as Instant;
const dayMs = 24 * 3_600_000;

it.each([
  [-61 * dayMs, undefined],
  [-60 * dayMs - 1, undefined],
  [-60 * dayMs, { stage: "within-60-days", daysLeft: 60 }],
  [-30 * dayMs - 1, { stage: "within-60-days", daysLeft: 30 }],
  [-30 * dayMs, { stage: "within-30-days", daysLeft: 30 }],
  [-dayMs + 1, { stage: "within-30-days", daysLeft: 0 }],
  [0, { stage: "expired", daysLeft: 0 }],
  [dayMs, { stage: "expired", daysLeft: 0 }],
])("%i ms from the end: %j", (ms, notice) => {
  expect(findExpiryNotice(end, addMs(end, ms))).toEqual(notice);
});
