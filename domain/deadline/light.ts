import { addMs, epochMsOf } from "../time/instant.ts";
import type { Instant } from "../time/instant.ts";

/** 绿灯, 黄灯, 红灯 (R-SUP-2). */
export type Light = "green" | "yellow" | "red";

/** Something that must be done by `dueAt`; `doneAt` is null while it is open, `pausedAt` unless its clock stands still. */
export interface DueWork {
  readonly dueAt: Instant;
  readonly doneAt: Instant | null;
  readonly pausedAt?: Instant | null;
}

/** A light turns yellow this long before the work is due. */
export const yellowBeforeMs = 24 * 3_600_000;

/**
 * The light of a deadline at `now` (R-SUP-2): green from arrival, yellow from 24 hours before it is due, red once `dueAt` has
 * passed. Work done keeps the light it had when it was done, paused work the one it had when its clock stopped (R-FLOW-4).
 */
export function lightOf(work: DueWork, now: Instant): Light {
  const at = work.doneAt ?? work.pausedAt ?? now;
  if (at > work.dueAt) return "red";
  return at >= addMs(work.dueAt, -yellowBeforeMs) ? "yellow" : "green";
}

/** Why a light shows what it shows, for the renderer to put into words. Times left are negative when late. */
export interface LightExplanation<Kind extends string> {
  readonly light: Light;
  /** Which deadline this is. */
  readonly kind: Kind;
  readonly dueAt: Instant;
  readonly isDone: boolean;
  readonly isPaused: boolean;
  /** When it was done or paused, or now: the moment the light was judged at. */
  readonly judgedAt: Instant;
  readonly leftMs: number;
  /** When an open deadline's light changes next; null when it never will (done, paused or red). */
  readonly changesAt: Instant | null;
}

export function explainLight<Kind extends string>(
  deadline: DueWork & { readonly kind: Kind },
  now: Instant,
): LightExplanation<Kind> {
  const light = lightOf(deadline, now);
  const isPaused = deadline.doneAt === null && (deadline.pausedAt ?? null) !== null;
  const judgedAt = deadline.doneAt ?? deadline.pausedAt ?? now;
  return {
    light,
    kind: deadline.kind,
    dueAt: deadline.dueAt,
    isDone: deadline.doneAt !== null,
    isPaused,
    judgedAt,
    leftMs: epochMsOf(deadline.dueAt) - epochMsOf(judgedAt),
    changesAt: deadline.doneAt === null && !isPaused ? nextChangeOf(light, deadline.dueAt) : null,
  };
}

function nextChangeOf(light: Light, dueAt: Instant): Instant | null {
  if (light === "green") return addMs(dueAt, -yellowBeforeMs);
  return light === "yellow" ? addMs(dueAt, 1) : null;
}
