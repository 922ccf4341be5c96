import type { z } from "zod";
import type { caseChannels, CommandAnswer, Draft, OpenedCase } from "../../../contracts/ipc/cases.ts";
import { availableActions } from "../../../domain/case/available-actions.ts";
import type { CommandBody } from "../../../domain/case/case-command.ts";
import type { Case } from "../../../domain/case/case-state.ts";
import type { Refusal } from "../../../domain/case/refusal.ts";
import type { Decision } from "../../../domain/case/rules/rule.ts";
import { Failure } from "../../../domain/failure.ts";
import type { CaseId, CommandId } from "../../../domain/ids.ts";
import type { ItemDefinition } from "../../../domain/item/item-definition.ts";
import type { Actor } from "../../../domain/people/role.ts";
import { regionDateOf, type Instant } from "../../../domain/time/instant.ts";
import type { KnownCase } from "../../../db/case-book.ts";
import type { Store } from "../../../db/store.ts";
import { failureOfRefusal } from "../failures.ts";

type ListRequest = z.output<(typeof caseChannels)["cases.list"]["input"]>;
type ListAnswer = z.output<(typeof caseChannels)["cases.list"]["output"]>;
type Reception = z.output<(typeof caseChannels)["cases.receive"]["input"]>;

export interface CasesPorts {
  now(): Instant;
  newId(): string;
  readonly store: Pick<Store, "cases" | "catalogue" | "drafts">;
  /** Something of these cases is new, and may wait for the centre now. */
  onChange(caseIds: readonly CaseId[]): void;
}

/** Cases as this workstation knows them. `actor` is who is signed in: it decides what may be done. */
export interface Cases {
  list(actor: Actor, request: ListRequest): ListAnswer;
  /** Throws Failures `case-not-here`, `catalogue-missing`. */
  open(actor: Actor, caseId: CaseId): OpenedCase;
  /** The draft's id becomes the case's, so that a call repeated because its answer was lost finds the case instead of making another. */
  receive(actor: Actor, reception: Reception): CommandAnswer;
  /** A draft sent late does not come back beside the case it has become. */
  saveDraft(draft: Draft): void;
  act(actor: Actor, caseId: CaseId, body: CommandBody): CommandAnswer;
  /** As `act`, for callers that do not need the case afterwards. Undefined when it was done. */
  findRefusal(actor: Actor, caseId: CaseId, body: CommandBody): Refusal | undefined;
  /** An act of this program in somebody's name, with an id of its own so that it is done once. Throws when it is refused. */
  record(actor: Actor, caseId: CaseId, commandId: CommandId, body: CommandBody): void;
  /** Throws Failure `case-not-here`. */
  getCase(caseId: CaseId): Case;
  /** The version of the item the case was received under. Throws Failure `catalogue-missing`. */
  getItem(current: Pick<Case, "itemCode" | "itemVersion">): ItemDefinition;
}

export function createCases({ now, newId, store, onChange }: CasesPorts): Cases {
  const { cases: book, catalogue } = store;

  const getKnown = (caseId: CaseId): KnownCase => {
    const known = book.find(caseId);
    if (!known) throw new Failure("case-not-here", { details: { caseId } });
    return known;
  };

  const getItem: Cases["getItem"] = ({ itemCode, itemVersion }) => {
    const item = catalogue.findItem(itemCode, itemVersion);
    if (!item) throw new Failure("catalogue-missing", { details: { itemCode, itemVersion } });
    return item;
  };

  const open = (actor: Actor, caseId: CaseId): OpenedCase => {
    const known = getKnown(caseId);
    const item = getItem(known.case);
    return { ...known, item, actions: availableActions(known.case, actor, item) };
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
      return book.list({ ...request, officeId: actor.officeId, roles: actor.roles, today: regionDateOf(now()) });
    },
    open,
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
    act: (actor, caseId, body) => answer(actor, caseId, give(actor, caseId, body)),
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
    getCase: (caseId) => getKnown(caseId).case,
    getItem,
  };
}
