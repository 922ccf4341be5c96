import { findOfficeProblem } from "../result.ts";
import { happened, refused, type Rule } from "./rule.ts";

/** R-FLOW-9; before or after the hand-over, once. */
export const recordPublication: Rule<"recordPublication"> = (current, { payload, actor }) => {
  const problem = findOfficeProblem(current, actor);
  if (problem !== undefined) return refused(problem);
  const { publication } = current;
  return publication === null
    ? happened({ kind: "resultPublished", payload })
    : refused({ code: "already-published", place: publication.place, at: publication.at });
};
