import { stageNames } from "../../contracts/wording/cases.ts";
import type { CaseStage } from "../../domain/case/case-state.ts";

const tones: Readonly<Record<CaseStage, string>> = {
  received: "primary",
  "awaiting-correction": "warning",
  corrected: "primary",
  accepted: "success",
  "awaiting-payment": "warning",
  granted: "success",
  denied: "danger",
  closed: "quiet",
  refused: "danger",
  withdrawn: "quiet",
};

export function StageTag({ stage, isDeemed }: { stage: CaseStage; isDeemed: boolean }) {
  return <span className={`tag ${tones[stage]}`} data-testid="stage">{isDeemed && stage === "accepted" ? "视为受理" : stageNames[stage]}</span>;
}
