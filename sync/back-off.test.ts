import { expect, test } from "vitest";
import { createBackOff } from "./back-off.ts";
import { clockSkewMs } from "./clock-skew.ts";

test("waits double up to the longest, and jitter takes off at most half", () => {
  const delays = (random: number) => {
    const backOff = createBackOff({ firstMs: 1000, longestMs: 6000 }, () => random);
    return Array.from({ length: 5 }, () => backOff.nextMs());
  };
  expect(delays(0)).toEqual([500, 1000, 2000, 3000, 3000]);
  expect(delays(0.999999)).toEqual([1000, 2000, 4000, 6000, 6000]);
});

test("a success begins anew", () => {
  const backOff = createBackOff({ firstMs: 1000, longestMs: 60_000 }, () => 0);
  backOff.nextMs();
  backOff.nextMs();
  backOff.reset();
  expect(backOff.nextMs()).toBe(500);
});

test("a clock is compared with the middle of the exchange", () => {
  const at = (text: string) => `2026-11-21T08:${text}.000Z` as never;
  expect(clockSkewMs({ askedAt: at("00:00"), answeredAt: at("00:10"), centreTime: at("00:05") })).toBe(0);
  expect(clockSkewMs({ askedAt: at("10:00"), answeredAt: at("10:00"), centreTime: at("00:00") })).toBe(600_000);
});
