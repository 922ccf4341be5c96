import fc from "fast-check";
import { expect, it } from "vitest";
import { addMs, instantOf, type Instant } from "../../domain/time/instant.ts";
import { correctGivenAt } from "./given-time.ts";

const arrivedAt = "2026-11-16T02:00:00.000Z" as Instant;
const ago = (ms: number): Instant => addMs(arrivedAt, -ms);

it("believes a clock within two minutes of the centre's", () => {
  expect(correctGivenAt({ arrivedAt, sentAt: ago(120_000), givenAt: ago(500_000) })).toBe(ago(500_000));
});

it("takes a wrong clock's difference off, a day fast or slow", () => {
  const dayMs = 86_400_000;
  for (const skewMs of [dayMs, -dayMs]) {
    expect(correctGivenAt({ arrivedAt, sentAt: ago(skewMs), givenAt: ago(skewMs + 60_000) })).toBe(ago(60_000));
  }
});

it("never lets a command be given after it arrived", () => {
  const anyInstant = fc.integer({ min: 0, max: 4_000_000_000_000 }).map(instantOf);
  fc.assert(fc.property(anyInstant, anyInstant, (givenAt, sentAt) => correctGivenAt({ givenAt, sentAt, arrivedAt }) <= arrivedAt));
});
