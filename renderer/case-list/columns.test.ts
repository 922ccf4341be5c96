import { expect, test } from "vitest";
import type { Instant } from "../../domain/time/instant.ts";
import { deadlineOf, stepText } from "./columns.ts";

test("a case of an inbox says what it waits for, of whom it waits for", () => {
  const step = { code: "joint", name: "会审", role: "deputy-leader" } as const;
  const pause = { kind: "reported-upward", since: "2026-11-23T02:00:00.000Z" as Instant, until: null } as const;
  expect([
    stepText({ step, pause: null, isMyTurn: true }), stepText({ step, pause, isMyTurn: true }), stepText({ step, pause: null, isMyTurn: false }), stepText({ step: null, pause: null, isMyTurn: false }),
  ]).toEqual(["● 会审（待签）", "● 会审（待录批复）", "会审", ""]);
});

test("a result to be published shows its publication's limit, whichever limit of its case ends first", () => {
  const [handOver, publish] = ["2026-11-24T09:00:00.000Z", "2026-11-30T09:00:00.000Z"] as [Instant, Instant];
  const row = { nextDeadline: { kind: "hand-over", dueAt: handOver }, publishDueAt: publish } as const;
  expect(deadlineOf(row, "publications")).toEqual({ kind: "publish-result", dueAt: publish });
  expect(deadlineOf(row, "cases")).toEqual(row.nextDeadline);
  expect(deadlineOf({ ...row, publishDueAt: null }, "published")).toBeNull();
});
