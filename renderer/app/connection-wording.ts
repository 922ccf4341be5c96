import type { ConnectionState } from "../../contracts/ipc/workplace.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { durationWording, formatNear } from "../../contracts/wording/time.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { NoticeTone } from "./notice-store.ts";

/** A clock further off than this is shown: deadlines are counted by it. */
const tolerableSkewMs = 2 * 60_000;

/** `blocked`: the centre is there, but nothing goes to it or comes from it until the failure is mended. */
export type Standing = "online" | "offline" | "blocked";

export function standingOf({ isOnline, failure }: ConnectionState): Standing {
  if (!isOnline) return "offline";
  // A record that does not hold together stops nothing else; it is a row of attention.
  return failure === null || failure.code === "record-broken" ? "online" : "blocked";
}

/** R-OFF-4: online or not, since when, and how many cases wait, in the fewest words. */
export function connectionWording(connection: ConnectionState, now: Instant): { standing: Standing; state: string; waiting: string | null; clock: string | null } {
  const { offlineSince, waitingCaseCount, waitingPageCount, waitingSince, clockSkewMs, isSyncing } = connection;
  const since = offlineSince === null ? "，尚未连上审批中心" : `，自 ${formatNear(offlineSince, now)}`;
  const standing = standingOf(connection);
  const words = { online: isSyncing ? "在线，正在同步" : "在线", offline: `离线${since}`, blocked: isSyncing ? "同步受阻，正在重试" : "同步受阻" };
  const what = waitingCaseCount > 0 ? `${waitingCaseCount} 件待上传` : waitingPageCount > 0 ? `${waitingPageCount} 页待上传` : null;
  const waiting = what === null ? null : `${what}${waitingSince === null ? "" : `，最早 ${formatNear(waitingSince, now)}`}`;
  const isOff = clockSkewMs !== null && Math.abs(clockSkewMs) > tolerableSkewMs;
  const clock = isOff ? `本机时钟${clockSkewMs > 0 ? "快" : "慢"} ${durationWording(Math.abs(clockSkewMs))}` : null;
  return { standing, state: words[standing], waiting, clock };
}

/** What to say to whoever asked for a sync: that it went well, or the whole sentence of what keeps it from doing so. */
export function syncOutcome(connection: ConnectionState): { tone: NoticeTone; text: string } {
  if (connection.failure === null) return { tone: "done", text: "已同步。" };
  return { tone: standingOf(connection) === "offline" ? "hint" : "problem", text: wordingOf(connection.failure) };
}
