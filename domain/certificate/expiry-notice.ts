import { epochMsOf, type Instant } from "../time/instant.ts";

const dayMs = 24 * 3_600_000;
/** How long before the end of a seal's or an authority's certificate it is said, the nearest first. */
const noticeDays = [30, 60] as const;

export interface ExpiryNotice {
  readonly stage: "expired" | "within-30-days" | "within-60-days";
  /** Whole days left; 0 on the last one and after. */
  readonly daysLeft: number;
}

/** Undefined while there is time enough. */
export function findExpiryNotice(validUntil: Instant, now: Instant): ExpiryNotice | undefined {
  const leftMs = epochMsOf(validUntil) - epochMsOf(now);
  const daysLeft = Math.max(0, Math.floor(leftMs / dayMs));
  if (leftMs <= 0) return { stage: "expired", daysLeft };
  const days = noticeDays.find((limit) => leftMs <= limit * dayMs);
  return days && { stage: `within-${days}-days`, daysLeft };
}
