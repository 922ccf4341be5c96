import { expect, test } from "vitest";
import type { Instant } from "../../domain/time/instant.ts";
import { stepText } from "./columns.ts";

test("a case of an inbox says what it waits for, of whom it waits for", () => {
  const step = { code: "joint", name: "会审", role: "deputy-leader" } as const;
  const pause = { kind: "reported-upward", since: "2026-11-23T02:00:00.000Z" as Instant, until: null } as const;
  expect([
    stepText({ step, pause: null, isMyTurn: true }), stepText({ step, pause, isMyTurn: true }), stepText({ step, pause: null, isMyTurn: false }), stepText({ step: null, pause: null, isMyTurn: false }),
  ]).toEqual(["● 会审（待签）", "● 会审（待录批复）", "会审", ""]);
});
