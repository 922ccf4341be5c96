import type { Role } from "../people/role.ts";
import { commandKinds, type CommandKind } from "./case-command.ts";
import type { Case, CaseStage } from "./case-state.ts";
import { findSigningProblem, isSigningKind, type Signer } from "./signing.ts";

/** The stage of a case that does not exist yet. */
export type ActionStage = CaseStage | "new";

const clerk: readonly Role[] = ["window-clerk"];
const keepers: readonly Role[] = ["window-clerk", "handler", "section-head", "deputy-leader", "chief-leader", "certificate-officer"];
/** Of them the step's own role signs, and in a joint review the others too: \`findSigningProblem\` looks. */
const reviewers: readonly Role[] = ["handler", "section-head", "deputy-leader", "chief-leader"];
const correctors: readonly Role[] = ["deputy-leader"];
const centre: readonly Role[] = ["system"];
const nobody: readonly Role[] = [];

const whileOpen = { "new": nobody, "received": clerk, "awaiting-correction": clerk, "corrected": clerk, "accepted": nobody, "granted": nobody, "denied": nobody, "refused": nobody, "withdrawn": nobody } as const;
/** Also after acceptance, but only on a material still to be digitised: `decide` looks at the material (R-RECV-6, R-RECV-7). */
const whileOpenOrDigitising = { ...whileOpen, accepted: clerk } as const;
const closed = { ...whileOpen, "received": nobody, "awaiting-correction": nobody, "corrected": nobody } as const;
const underExamination = { ...closed, "accepted": reviewers } as const;
const onceReceived = { "new": nobody, "received": clerk, "awaiting-correction": clerk, "corrected": clerk, "accepted": clerk, "granted": clerk, "denied": clerk, "refused": clerk, "withdrawn": clerk } as const;

/**
 * Who may do what at which stage: one total table, read by the desks to offer actions and by `decide` to allow them, at the
 * window and at the centre alike.
 */
export const actionTable: Readonly<Record<CommandKind, Readonly<Record<ActionStage, readonly Role[]>>>> = {
  receiveCase: { ...closed, "new": clerk },
  amendApplication: whileOpen,
  recordMaterial: whileOpen,
  unrecordMaterial: whileOpen,
  keepMaterialOnPaper: whileOpen,
  handOverPaper: { ...onceReceived, "received": keepers, "awaiting-correction": keepers, "corrected": keepers, "accepted": keepers, "granted": keepers, "denied": keepers, "refused": keepers, "withdrawn": keepers },
  referenceCertificate: whileOpen,
  attachPages: whileOpenOrDigitising,
  movePage: whileOpenOrDigitising,
  removePage: whileOpenOrDigitising,
  turnPage: whileOpenOrDigitising,
  replacePage: whileOpenOrDigitising,
  finishDigitising: { ...closed, "accepted": clerk },
  // Once accepted only in place of a deemed acceptance, given in time and heard of late; `decide` looks.
  acceptCase: { ...whileOpen, "awaiting-correction": nobody, "accepted": clerk },
  requestCorrection: { ...whileOpen, "awaiting-correction": nobody, "corrected": nobody },
  deliverCorrection: { ...whileOpen, "received": nobody, "corrected": nobody },
  refuseCase: whileOpen,
  deemAccepted: { ...whileOpen, "received": centre, "awaiting-correction": nobody, "corrected": centre },
  signOpinion: underExamination,
  correctOpinion: { ...closed, "accepted": correctors },
  sendBack: underExamination,
  decideCase: underExamination,
  withdrawCase: { ...whileOpen, "accepted": clerk },
  recordReceiptPrint: onceReceived,
};

export function rolesAllowed(stage: ActionStage, kind: CommandKind): readonly Role[] {
  return actionTable[kind][stage];
}

/**
 * What this person may begin to do with the case now; with one not yet received when `current` is undefined. Accepting an accepted
 * case is not begun by anybody: it is only heard of late, from a window that accepted in time without the network.
 */
export function availableActions(current: Case | undefined, person: Signer): CommandKind[] {
  const stage = current?.stage ?? "new";
  return commandKinds.filter((kind) => {
    if (!rolesAllowed(stage, kind).some((role) => person.roles.includes(role))) return false;
    if (kind === "acceptCase" && stage === "accepted") return false;
    return current === undefined || !isSigningKind(kind) || findSigningProblem(current, kind, person) === undefined;
  });
}
