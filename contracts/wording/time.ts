import { regionDateOf, type Instant } from "../../domain/time/instant.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const regionOffsetMs = 8 * hourMs;

/** `2026-11-21 16:30`, by the region's clocks whatever the computer's time zone is. */
export function formatMinute(at: string): string {
  return shifted(at).slice(0, 16).replace("T", " ");
}

/** The end of a limit, `预计 2027-01-05 17:00` when it may yet move with the holidays to be announced. */
export function dueWording(dueAt: Instant, isEstimated: boolean): string {
  return `${isEstimated ? "预计 " : ""}${formatMinute(dueAt)}`;
}

/** Writes the end of a limit by what is known of the calendar. */
export type WriteDue = (dueAt: Instant) => string;

/** `16:30` on the region's day of `now`, else `11-20 16:30`, or with the year when it is another. */
export function formatNear(at: string, now: Instant): string {
  const text = formatMinute(at);
  const today = regionDateOf(now);
  if (text.startsWith(today)) return text.slice(11);
  return text.startsWith(today.slice(0, 4)) ? text.slice(5) : text;
}

/** `2 天 3 小时`, `3 小时 20 分`, `5 分钟`; under a minute `不到 1 分钟`. */
export function durationWording(ms: number): string {
  const days = Math.floor(ms / dayMs);
  const hours = Math.floor((ms % dayMs) / hourMs);
  const minutes = Math.floor((ms % hourMs) / minuteMs);
  if (days > 0) return hours > 0 ? `${days} 天 ${hours} 小时` : `${days} 天`;
  if (hours > 0) return minutes > 0 ? `${hours} 小时 ${minutes} 分` : `${hours} 小时`;
  return minutes > 0 ? `${minutes} 分钟` : "不到 1 分钟";
}

function shifted(at: string): string {
  return new Date(Date.parse(at) + regionOffsetMs).toISOString();
}
