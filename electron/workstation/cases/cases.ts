import type { z } from "zod";
import type { caseChannels, CommandAnswer, Draft, OpenedCase } from "../../../contracts/ipc/cases.ts";
import type { RecordCheck } from "../../../contracts/record-check.ts";
import { chooseActions } from "../../../domain/case/available-actions.ts";
import type { CommandBody } from "../../../domain/case/case-command.ts";
import type { Case } from "../../../domain/case/case-state.ts";
import { withJudgedEnds } from "../../../domain/case/rules/limits.ts";
import type { Refusal } from "../../../domain/case/refusal.ts";
import type { Decision } from "../../../domain/case/rules/rule.ts";
import { Failure, isFailure } from "../../../domain/failure.ts";
import type { CaseId, CommandId } from "../../../domain/ids.ts";
import type { ItemDefinition } from "../../../domain/item/item-definition.ts";
import { capacitiesOf } from "../../../domain/people/capacity.ts";
import type { Actor } from "../../../domain/people/role.ts";
import { regionDateOf, type Instant } from "../../../domain/time/instant.ts";
import type { GivenAct, KnownCase } from "../../../db/case-book.ts";
import type { Store } from "../../../db/store.ts";
import { failureOfRefusal } from "../failures.ts";
import type { KeyRing } from "../signing/key-ring.ts";
import { isSignedAct, signAct } from "../signing/sign-act.ts";

type ListRequest = z.output<(typeof caseChannels)["cases.list"]["input"]>;
type ListAnswer = z.output<(typeof caseChannels)["cases.list"]["output"]>;
type Reception = z.output<(typeof caseChannels)["cases.receive"]["input"]>;

export interface CasesPorts {
  now(): Instant;
  newId(): string;
  readonly store: Pick<Store, "cases" | "catalogue" | "drafts" | "events">;
  readonly keys: KeyRing;
  /** Checks the case's record as it lies here. */
  verify(caseId: CaseId): RecordCheck;
  /** Something of these cases is new, and may wait for the centre now. */
  onChange(caseIds: readonly CaseId[]): void;
}

/** Cases as this workstation knows them. `actor` is who is signed in: it decides what may be done. */
export interface Cases {
  list(actor: Actor, request: ListRequest): ListAnswer;
  /** With its record checked. Throws Failures `case-not-here`, `catalogue-missing`, `case-record-broken` when the record tells no case any more. */
  open(actor: Actor, caseId: CaseId): OpenedCase;
  verify(caseId: CaseId): RecordCheck;
  /** The draft's id becomes the case's, so that a call repeated because its answer was lost finds the case instead of making another. */
  receive(actor: Actor, reception: Reception): CommandAnswer;
  /** A draft sent late does not come back beside the case it has become. */
  saveDraft(draft: Draft): void;
  /**
   * What must be signed is signed by the giver's key first; refused acts cost no signature. Rejects with `signing-key-missing`,
   * `signing-key-expired` or the staff card's own failure: nothing was done then.
   */
  act(actor: Actor, caseId: CaseId, body: CommandBody): Promise<CommandAnswer>;
  /** An act that is not signed, for callers that do not need the case afterwards. Undefined when it was done. */
  findRefusal(actor: Actor, caseId: CaseId, body: CommandBody): Refusal | undefined;
  /** An act of this program in somebody's name, with an id of its own so that it is done once. Throws when it is refused. */
  record(actor: Actor, caseId: CaseId, commandId: CommandId, body: CommandBody): void;
  /** Undefined when it is not here, or its record tells no case. */
  findCase(caseId: CaseId): Case | undefined;
  /** Throws Failure `case-not-here`. */
  getCase(caseId: CaseId): Case;
  /** The version of the item the case was received under. Throws Failure `catalogue-missing`. */
  getItem(current: Pick<Case, "itemCode" | "itemVersion">): ItemDefinition;
}

export function createCases({ now, newId, store, keys, verify, onChange }: CasesPorts): Cases {
  const { cases: book, catalogue, events } = store;

  /** Events that do not follow from one another tell no case: then which row is wrong is said instead. */
  const findKnown = (caseId: CaseId): KnownCase | undefined => {
    try {
      return book.find(caseId);
    } catch (cause) {
      const { fault } = isFailure(cause) ? { fault: null } : verify(caseId);
      if (fault === null) throw cause;
      const { caseNumber, version, kind, problem } = fault;
      throw new Failure("case-record-broken", { cause, details: { caseNumber: caseNumber ?? "", version, kind: kind ?? "", problem } });
    }
  };

  const getKnown = (caseId: CaseId): KnownCase => {
    const known = findKnown(caseId);
    if (!known) throw new Failure("case-not-here", { details: { caseId } });
    return known;
  };

  const getItem: Cases["getItem"] = ({ itemCode, itemVersion }) => {
    const item = catalogue.findItem(itemCode, itemVersion);
    if (!item) throw new Failure("catalogue-missing", { details: { itemCode, itemVersion } });
    return item;
  };

  const capacitiesNow = (actor: Actor) => capacitiesOf(actor, catalogue.findDelegations(), now());

  const open = (actor: Actor, caseId: CaseId): OpenedCase => {
    const known = getKnown(caseId);
    const item = getItem(known.case);
    const shown = withJudgedEnds(known.case, item, catalogue.getCalendar());
    return { ...known, case: shown, item, ...chooseActions(known.case, capacitiesNow(actor), item), record: verify(caseId), lostPages: [...book.lostPagesOf(caseId)] };
  };

  const answer = (actor: Actor, caseId: CaseId, decision: Decision): CommandAnswer => {
    if (decision.outcome === "refused") return { outcome: "refused", refusal: decision.refusal };
    onChange([caseId]);
    return { outcome: "done", opened: open(actor, caseId) };
  };

  const give = (actor: Actor, caseId: CaseId, body: CommandBody, commandId = newId() as CommandId): Decision => {
    if (body.kind === "receiveCase") return { outcome: "refused", refusal: { code: "case-exists" } };
    return book.giveCommand({ commandId, caseId, actor, givenAt: now(), body });
  };

  return {
    list(actor, request) {
      return book.list({ ...request, officeId: actor.officeId, capacities: capacitiesNow(actor), today: regionDateOf(now()) });
    },
    open,
    verify,
    receive(actor, { draftId, itemCode, application }) {
      const caseId = (draftId ?? newId()) as CaseId;
      if (book.find(caseId)) return { outcome: "done", opened: open(actor, caseId) };
      const item = catalogue.currentItems().find(({ code }) => code === itemCode);
      if (!item) return { outcome: "refused", refusal: { code: "item-unknown", itemCode, itemVersion: 0 } };
      const reception = { commandId: newId() as CommandId, caseId, actor, givenAt: now(), itemCode, itemVersion: item.version, application, draftId };
      return answer(actor, caseId, book.receiveCase(reception));
    },
    saveDraft(draft) {
      if (!book.find(draft.draftId as CaseId)) store.drafts.save(draft);
    },
    async act(actor, caseId, body) {
      if (body.kind === "receiveCase") return answer(actor, caseId, give(actor, caseId, body));
      const act: GivenAct = { commandId: newId() as CommandId, caseId, actor, givenAt: now(), body };
      if (!isSignedAct(act)) return answer(actor, caseId, book.giveCommand(act));
      const decision = book.tryCommand(act);
      return answer(actor, caseId, decision.outcome === "refused" ? decision : book.giveCommand(await signAct(act, { events, keys })));
    },
    findRefusal(actor, caseId, body) {
      const decision = give(actor, caseId, body);
      if (decision.outcome === "refused") return decision.refusal;
      onChange([caseId]);
      return undefined;
    },
    record(actor, caseId, commandId, body) {
      const decision = give(actor, caseId, body, commandId);
      if (decision.outcome === "refused") throw failureOfRefusal(decision.refusal);
      onChange([caseId]);
    },
    findCase(caseId) {
      try {
        return findKnown(caseId)?.case;
      } catch (error) {
        if (isFailure(error, "case-record-broken")) return undefined;
        throw error;
      }
    },
    getCase: (caseId) => getKnown(caseId).case,
    getItem,
  };
}
