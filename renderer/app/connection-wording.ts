import type { ConnectionState } from "../../contracts/ipc/workplace.ts";
import { durationWording, formatNear } from "../../contracts/wording/time.ts";
import type { Instant } from "../../domain/time/instant.ts";

/** A clock further off than this is shown: deadlines are counted by it. */
const tolerableSkewMs = 2 * 60_000;

/** R-OFF-4: online or not, since when, and how many cases wait, in the fewest words. */
export function connectionWording(connection: ConnectionState, now: Instant): { state: string; waiting: string | null; clock: string | null } {
  const { isOnline, offlineSince, waitingCaseCount, waitingPageCount, waitingSince, clockSkewMs, isSyncing } = connection;
  const since = offlineSince === null ? "，尚未连上审批中心" : `，自 ${formatNear(offlineSince, now)}`;
  const state = isOnline ? (isSyncing ? "在线，正在同步" : "在线") : `离线${since}`;
  const what = waitingCaseCount > 0 ? `${waitingCaseCount} 件待上传` : waitingPageCount > 0 ? `${waitingPageCount} 页待上传` : null;
  const waiting = what === null ? null : `${what}${waitingSince === null ? "" : `，最早 ${formatNear(waitingSince, now)}`}`;
  const isOff = clockSkewMs !== null && Math.abs(clockSkewMs) > tolerableSkewMs;
  const clock = isOff ? `本机时钟${clockSkewMs > 0 ? "快" : "慢"} ${durationWording(Math.abs(clockSkewMs))}` : null;
  return { state, waiting, clock };
}
