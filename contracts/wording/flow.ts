import type { SpecialProcedure } from "../../domain/case/flow-parts.ts";
import type { Pause } from "../../domain/case/pauses.ts";
import { formatMinute } from "./time.ts";

/** 特殊程序 (R-FLOW-4). */
export const procedureNames: Readonly<Record<SpecialProcedure, string>> = {
  hearing: "听证",
  "expert-review": "专家评审",
  inspection: "检验检疫",
  test: "检测鉴定",
  auction: "招标拍卖",
};

/** In place of a light while the clock stands still. */
export const pausedLabel = "暂停计时";

/** Why no time runs, and until when. */
export function pauseWording({ kind, since, until }: Pause): string {
  return kind === "suspended"
    ? `${pausedLabel}：${formatMinute(since)} 起进行特殊程序，${until === null ? "" : `至 ${formatMinute(until)} `}不计入办理时限，到期自动恢复计时。`
    : `${pausedLabel}：${formatMinute(since)} 起请示上级机关，收到批复前不计入办理时限。`;
}
