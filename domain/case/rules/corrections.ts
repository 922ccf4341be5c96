import { canonicalJson } from "../../record/canonical-json.ts";
import { asActed } from "../../people/capacity.ts";
import type { OpinionParts } from "../case-parts.ts";
import type { AskedCorrection } from "../case-state.ts";
import { findSigningProblem, mayAskCorrection } from "../signing.ts";
import { findMissing } from "./opinions.ts";
import { happened, refused, type Rule } from "./rule.ts";

/**
 * A signed opinion never changes. Its signer says, under their signature, what it should have said and why; the deputy leader signs
 * the same words or declines (R-FLOW-2). The case stands where it stood.
 */
export const askOpinionCorrection: Rule<"askOpinionCorrection"> = (current, command, { capacity, item }) => {
  const { payload } = command;
  const { opinionNumber } = payload;
  const opinion = current.opinions[opinionNumber - 1];
  const problem = findSigningProblem(current, "askOpinionCorrection", capacity, item);
  if (problem !== undefined && problem.code !== "opinion-not-own" && problem.code !== "opinion-unknown") return refused(problem);
  if (opinion === undefined) return refused({ code: "opinion-unknown", opinionNumber });
  if (!mayAskCorrection(opinion, capacity)) return refused({ code: "opinion-not-own", opinionNumber, signerName: opinion.by.name });
  const asked = current.askedCorrections.find((each) => each.opinionNumber === opinionNumber);
  if (asked !== undefined) return refused({ code: "correction-already-asked", opinionNumber, askedBy: asked.by.name });
  const missing = findMissing(payload, payload.verdict === "disagree");
  return missing === undefined ? happened({ kind: "opinionCorrectionAsked", payload }) : refused(missing);
};

/** The approval: both have signed the same words. The old entry stays as it was signed. */
export const correctOpinion: Rule<"correctOpinion"> = (current, command, { capacity, item }) => {
  const { payload } = command;
  const { opinionNumber } = payload;
  const problem = findSigningProblem(current, "correctOpinion", capacity, item);
  if (problem !== undefined && problem.code !== "correction-not-asked") return refused(problem);
  const asked = current.askedCorrections.find((each) => each.opinionNumber === opinionNumber);
  if (asked === undefined || !isSaidIn(asked, payload)) return refused({ code: "correction-not-asked", opinionNumber });
  return happened({ kind: "opinionCorrected", payload: asActed(payload, capacity) });
};

export const declineOpinionCorrection: Rule<"declineOpinionCorrection"> = (current, command, { capacity, item }) => {
  const { payload } = command;
  const { opinionNumber } = payload;
  const problem = findSigningProblem(current, "declineOpinionCorrection", capacity, item);
  if (problem !== undefined && problem.code !== "correction-not-asked") return refused(problem);
  if (!current.askedCorrections.some((each) => each.opinionNumber === opinionNumber)) return refused({ code: "correction-not-asked", opinionNumber });
  return happened({ kind: "opinionCorrectionDeclined", payload: asActed(payload, capacity) });
};

function isSaidIn(asked: AskedCorrection, words: OpinionParts): boolean {
  const said = ({ verdict, text, reasons, legalBasis }: OpinionParts): string => canonicalJson({ verdict, text, reasons, legalBasis });
  return said(asked) === said(words);
}
