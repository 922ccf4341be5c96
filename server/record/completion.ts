import type { CaseCommand } from "../../domain/case/case-command.ts";
import type { CaseEvent } from "../../domain/case/case-event.ts";
import type { Case } from "../../domain/case/case-state.ts";
import { decide } from "../../domain/case/decide.ts";
import type { Decision, DecisionContext } from "../../domain/case/rules/rule.ts";
import type { OfficeId } from "../../domain/ids.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import type { Transaction } from "../database/connection.ts";

/**
 * Of a command the centre itself gives: what its payload cannot say before the case is locked, such as a number of the register or
 * the hash of a paper not yet sealed. It is judged as proposed first, so that a refusal takes no number, and then as completed.
 */
export interface CommandCompletion {
  propose(current: Case): CaseCommand;
  /** Runs in the transaction of the command's events, under the case's lock: when it throws, nothing was taken and nothing happened. */
  complete(transaction: Transaction, basis: CompletionBasis): Promise<CompletedCommand>;
}

export interface CompletionBasis {
  command: CaseCommand;
  current: Case;
  item: ItemDefinition;
  /** Where the case's rows are kept. */
  homeOfficeId: OfficeId;
}

export interface CompletedCommand {
  command: CaseCommand;
  /** Writes what stands or falls with the events besides the record. */
  alongside(events: readonly CaseEvent[]): Promise<void>;
}

/** Completes a command the rules allow as proposed, and decides it again. */
export async function completeDecision(transaction: Transaction, completion: CommandCompletion, basis: CompletionBasis, context: DecisionContext): Promise<Decision> {
  const completed = await completion.complete(transaction, basis);
  const decision = decide(basis.current, completed.command, context);
  // Allowed a moment ago, and nobody else could touch the case: a mistake in the program, which undoes the number and the seal too.
  if (decision.outcome === "refused") throw new Error(`${completed.command.kind} was completed to what is refused: ${decision.refusal.code}`);
  await completed.alongside(decision.events);
  return decision;
}
