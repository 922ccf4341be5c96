import type { CommandBody } from "../../domain/case/case-command.ts";
import type { SignedWords, Stance } from "./SigningDialog.tsx";

/** What kind of act it is that says so. */
export function signingKind(stance: Stance): "decideCase" | "signOpinion" {
  return stance === "grant" || stance === "deny" ? "decideCase" : "signOpinion";
}

/** The act that signs these words at a step. */
export function signingBody(stance: Stance, stepCode: string, { remedies, ...words }: SignedWords): CommandBody {
  return stance === "grant" || stance === "deny"
    ? { kind: "decideCase", payload: { outcome: stance, ...words, remedies } }
    : { kind: "signOpinion", payload: { stepCode, verdict: stance, ...words } };
}
