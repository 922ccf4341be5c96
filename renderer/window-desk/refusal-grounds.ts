import type { Case } from "../../domain/case/case-state.ts";
import { refusalGroundSchema, type RefusalGround } from "../../domain/case/case-parts.ts";
import type { Instant } from "../../domain/time/instant.ts";

/** The grounds that hold at this stage, the likeliest first: those of a correction only after one (R-RECV-4). */
export function groundsFor(current: Pick<Case, "stage" | "correction">, now: Instant): RefusalGround[] {
  const isOverdue = current.stage === "awaiting-correction" && current.correction !== null && now > current.correction.dueAt;
  const likely: RefusalGround[] = [
    ...(isOverdue ? (["correction-not-delivered"] as const) : []),
    ...(current.stage === "corrected" ? (["correction-insufficient"] as const) : []),
  ];
  const always = refusalGroundSchema.options.filter((ground) => ground !== "correction-not-delivered" && ground !== "correction-insufficient");
  return [...likely, ...always];
}
