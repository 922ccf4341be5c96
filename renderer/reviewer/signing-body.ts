import type { CommandBody } from "../../domain/case/case-command.ts";
import type { SignedWords, Stance } from "./SigningDialog.tsx";

/** The act that signs these words at a step. */
export function signingBody(stance: Stance, stepCode: string, { remedies, ...words }: SignedWords): CommandBody {
  return stance === "grant" || stance === "deny"
    ? { kind: "decideCase", payload: { outcome: stance, ...words, remedies } }
    : { kind: "signOpinion", payload: { stepCode, verdict: stance, ...words } };
}
