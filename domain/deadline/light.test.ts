import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMs } from "../time/instant.ts";
import type { Instant } from "../time/instant.ts";
import { explainLight, lightOf, yellowBeforeMs } from "./light.ts";

const dueAt = "2026-11-30T09:00:00.000Z" as Instant;
const hourMs = 3_600_000;
const open = { dueAt, doneAt: null };

describe("lightOf (R-SUP-2)", () => {
  it.each([
    [-yellowBeforeMs - 1, "green"],
    [-yellowBeforeMs, "yellow"],
    [0, "yellow"],
    [1, "red"],
  ])("%d ms from due: %s", (offsetMs, light) => {
    expect(lightOf(open, addMs(dueAt, offsetMs))).toBe(light);
    expect(lightOf({ dueAt, doneAt: addMs(dueAt, offsetMs) }, addMs(dueAt, 1_000 * hourMs))).toBe(light);
  });

  it("only ever gets worse while the work is open, and stays once it is done", () => {
    const order = ["green", "yellow", "red"];
    const offset = fc.integer({ min: -72 * hourMs, max: 72 * hourMs });
    fc.assert(
      fc.property(offset, fc.nat({ max: 96 * hourMs }), (offsetMs, laterMs) => {
        const now = addMs(dueAt, offsetMs);
        const later = addMs(now, laterMs);
        expect(order.indexOf(lightOf(open, later))).toBeGreaterThanOrEqual(order.indexOf(lightOf(open, now)));
        expect(lightOf({ dueAt, doneAt: now }, later)).toBe(lightOf(open, now));
      }),
    );
  });
});

describe("explainLight", () => {
  it("judges paused work when its clock stopped, and says that it does not change (R-FLOW-4)", () => {
    const explanation = explainLight({ dueAt, doneAt: null, pausedAt: addMs(dueAt, -30 * hourMs), kind: "promised" }, addMs(dueAt, 99 * hourMs));
    expect(explanation).toMatchObject({ light: "green", isPaused: true, isDone: false, leftMs: 30 * hourMs, changesAt: null });
  });

  it("names the deadline, when it is due and how long is left", () => {
    expect(explainLight({ ...open, kind: "promised" }, addMs(dueAt, -30 * hourMs))).toEqual({
      light: "green",
      kind: "promised",
      dueAt,
      isDone: false,
      isPaused: false,
      judgedAt: addMs(dueAt, -30 * hourMs),
      leftMs: 30 * hourMs,
      changesAt: addMs(dueAt, -24 * hourMs),
    });
  });

  it("judges finished work when it was finished", () => {
    const explanation = explainLight({ dueAt, doneAt: addMs(dueAt, 2 * hourMs), kind: "scan" }, addMs(dueAt, 99 * hourMs));
    expect(explanation).toMatchObject({ light: "red", isDone: true, leftMs: -2 * hourMs, changesAt: null });
  });

  it("says when the light changes: it has its colour until just before, and another from then on", () => {
    fc.assert(
      fc.property(fc.integer({ min: -72 * hourMs, max: 0 }), (offsetMs) => {
        const { light, changesAt } = explainLight({ ...open, kind: "promised" }, addMs(dueAt, offsetMs));
        expect(changesAt).not.toBeNull();
        if (changesAt === null) return;
        expect(lightOf(open, addMs(changesAt, -1))).toBe(light);
        expect(lightOf(open, changesAt)).not.toBe(light);
      }),
    );
  });
});
