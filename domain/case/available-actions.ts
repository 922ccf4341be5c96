import type { ItemDefinition } from "../item/item-definition.ts";
import type { Role } from "../people/role.ts";
import type { ActedFor, Capacity } from "../people/capacity.ts";
import { commandKinds, type CommandKind } from "./case-command.ts";
import type { Case, CaseStage } from "./case-state.ts";
import { isResultActOpen } from "./open-result-acts.ts";
import { findSigningProblem, isCorrectingKind, isSigningKind } from "./signing.ts";

/** The stage of a case that does not exist yet. */
export type ActionStage = CaseStage | "new";

const clerk: readonly Role[] = ["window-clerk"];
const keepers: readonly Role[] = ["window-clerk", "handler", "section-head", "deputy-leader", "chief-leader", "certificate-officer"];
/** Of them the step's own role signs, and in a joint review the others too: `findSigningProblem` looks. */
const reviewers: readonly Role[] = ["handler", "section-head", "deputy-leader", "chief-leader"];
const correctors: readonly Role[] = ["deputy-leader"];
const centre: readonly Role[] = ["system"];
const payees: readonly Role[] = ["window-clerk", "cashier"];
const officers: readonly Role[] = ["certificate-officer"];
const publishers: readonly Role[] = ["window-clerk", "handler", "certificate-officer"];
const nobody: readonly Role[] = [];

const never = {
  "new": nobody, "received": nobody, "awaiting-correction": nobody, "corrected": nobody, "accepted": nobody, "awaiting-payment": nobody,
  "granted": nobody, "denied": nobody, "closed": nobody, "refused": nobody, "withdrawn": nobody,
} as const satisfies Record<ActionStage, readonly Role[]>;
const whileOpen = { ...never, "received": clerk, "awaiting-correction": clerk, "corrected": clerk } as const;
/** Also after acceptance, but only on a material still to be digitised: `decide` looks at the material (R-RECV-6, R-RECV-7). */
const whileOpenOrDigitising = { ...whileOpen, accepted: clerk } as const;
const underExamination = { ...never, "accepted": reviewers } as const;
/** From reception to the end and beyond. */
const onceReceived = (roles: readonly Role[]) => Object.fromEntries(Object.keys(never).map((stage) => [stage, stage === "new" ? nobody : roles])) as Record<ActionStage, readonly Role[]>;
const onceGranted = { ...never, "granted": officers, "closed": officers } as const;

/**
 * Who may do what at which stage: one total table, read by the desks to offer actions and by `decide` to allow them, at the
 * window and at the centre alike.
 */
export const actionTable: Readonly<Record<CommandKind, Readonly<Record<ActionStage, readonly Role[]>>>> = {
  receiveCase: { ...never, "new": clerk },
  amendApplication: whileOpen,
  recordMaterial: whileOpen,
  unrecordMaterial: whileOpen,
  keepMaterialOnPaper: whileOpen,
  handOverPaper: onceReceived(keepers),
  referenceCertificate: whileOpen,
  attachPages: whileOpenOrDigitising,
  movePage: whileOpenOrDigitising,
  removePage: whileOpenOrDigitising,
  turnPage: whileOpenOrDigitising,
  replacePage: whileOpenOrDigitising,
  // What was accepted is frozen (R-RECV-6); a picture that got lost on its way is none of it. `decide` looks whether it did.
  supplyLostPage: { ...never, "accepted": clerk, "awaiting-payment": clerk, "granted": clerk, "denied": clerk, "closed": clerk },
  finishDigitising: { ...never, "accepted": clerk },
  // Once accepted only in place of a deemed acceptance, given in time and heard of late; `decide` looks.
  acceptCase: { ...whileOpen, "awaiting-correction": nobody, "accepted": clerk },
  requestCorrection: { ...whileOpen, "awaiting-correction": nobody, "corrected": nobody },
  deliverCorrection: { ...whileOpen, "received": nobody, "corrected": nobody },
  refuseCase: whileOpen,
  deemAccepted: { ...whileOpen, "received": centre, "awaiting-correction": nobody, "corrected": centre },
  signOpinion: underExamination,
  askOpinionCorrection: underExamination,
  correctOpinion: { ...never, "accepted": correctors },
  declineOpinionCorrection: { ...never, "accepted": correctors },
  sendBack: underExamination,
  decideCase: underExamination,
  suspendCase: underExamination,
  resumeCase: { ...never, "accepted": [...reviewers, ...centre] },
  reportUpward: underExamination,
  recordUpperAnswer: underExamination,
  referToMeeting: underExamination,
  recordMeeting: underExamination,
  withdrawCase: { ...whileOpen, "accepted": clerk },
  recordReceiptPrint: onceReceived(clerk),
  // After the grant to be told that it is paid, after a lapse to take its place; `decide` looks.
  recordPayment: { ...never, "awaiting-payment": payees, "granted": payees, "denied": payees, "closed": payees },
  lapseUnpaid: { ...never, "awaiting-payment": centre },
  numberDocument: { ...never, "accepted": centre, "awaiting-payment": centre, "granted": centre, "denied": centre, "closed": centre, "withdrawn": centre },
  // Whatever became of the case since the notice was made: told in writing is told (R-FLOW-4, R-RECV-6).
  deliverNotice: { ...never, "accepted": clerk, "awaiting-payment": clerk, "granted": clerk, "denied": clerk, "closed": clerk, "withdrawn": clerk },
  prepareCertificate: onceGranted,
  issueCertificate: onceGranted,
  revokeCertificate: onceGranted,
  recordCertificatePrint: onceGranted,
  // Once closed only for a certificate in an earlier one's place.
  handOverResult: { ...never, "granted": clerk, "denied": clerk, "closed": clerk },
  closeCase: { ...never, "granted": clerk, "denied": clerk },
  recordPublication: { ...never, "granted": publishers, "denied": publishers, "closed": publishers },
};

export function rolesAllowed(stage: ActionStage, kind: CommandKind): readonly Role[] {
  return actionTable[kind][stage];
}

/**
 * What this person may begin to do with the case now; with one not yet received when `current` is undefined. `item` is the
 * version the case was received under. Accepting an accepted
 * case is not begun by anybody: it is only heard of late, from a window that accepted in time without the network.
 */
export function availableActions(current: Case | undefined, person: Capacity, item: Pick<ItemDefinition, "meeting">): CommandKind[] {
  const stage = current?.stage ?? "new";
  return commandKinds.filter((kind) => {
    if (!rolesAllowed(stage, kind).some((role) => person.roles.includes(role))) return false;
    if (kind === "acceptCase" && stage === "accepted") return false;
    if (current !== undefined && !isResultActOpen(current, kind)) return false;
    return current === undefined || !isSigningKind(kind) || findSigningProblem(current, kind, person, item) === undefined;
  });
}

/** What somebody may begin to do; `kinds` of it only in somebody else's place, under that delegation. */
export interface OpenActions {
  actions: CommandKind[];
  actingFor: { actedFor: ActedFor; kinds: readonly CommandKind[] } | null;
}

/**
 * In which capacity who is at the desk acts here: their own where it signs at the step, otherwise the first delegation that does; an opinion may
 * be corrected under one that signs nothing else (R-FLOW-3). `capacities` are theirs, their own first.
 */
export function chooseActions(current: Case, [own, ...held]: readonly [Capacity, ...Capacity[]], item: Pick<ItemDefinition, "meeting">): OpenActions {
  const actions = availableActions(current, own, item);
  const isOwnTurn = actions.some(isAtStep);
  const offers = held.flatMap((capacity) => {
    const kinds = availableActions(current, capacity, item).filter((kind) => isSigningKind(kind) && !(isOwnTurn && isAtStep(kind)) && !actions.includes(kind));
    return kinds.length > 0 && capacity.onBehalfOf !== undefined ? [{ actedFor: capacity.onBehalfOf, kinds }] : [];
  });
  const offer = offers.find(({ kinds }) => kinds.some(isAtStep)) ?? offers[0];
  return offer === undefined ? { actions, actingFor: null } : { actions: [...actions, ...offer.kinds], actingFor: offer };
}

function isAtStep(kind: CommandKind): boolean {
  return isSigningKind(kind) && !isCorrectingKind(kind);
}
