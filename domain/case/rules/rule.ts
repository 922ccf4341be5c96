import type { WorkingCalendar } from "../../calendar/working-calendar.ts";
import type { Sha256 } from "../../ids.ts";
import type { ItemDefinition } from "../../item/item-definition.ts";
import type { Capacity } from "../../people/capacity.ts";
import type { Delegation } from "../../people/delegation.ts";
import type { Instant } from "../../time/instant.ts";
import type { CommandKind, CommandOf } from "../case-command.ts";
import type { CaseEvent } from "../case-event.ts";
import type { Case } from "../case-state.ts";
import type { Refusal } from "../refusal.ts";

/** What a rule may know besides the case and the command. `now` is when the command counts as given. */
export interface DecisionContext {
  now: Instant;
  /** The version of the item the case was received under, or is to be. */
  item: ItemDefinition;
  calendar: WorkingCalendar;
  /** All that a command may name (R-FLOW-3), also those that are over. */
  delegations: readonly Delegation[];
  /** Contents of pages that whoever decides knows to be lost: not at the centre, and not coming. */
  lostPages?: ReadonlySet<Sha256>;
}

/** What a rule is told: also in what capacity the command's giver acts. */
export interface RuleContext extends DecisionContext {
  capacity: Capacity;
}

export type Decision = { outcome: "events"; events: readonly CaseEvent[] } | { outcome: "refused"; refusal: Refusal };

/** The rule of one kind of command, on a case that exists, already known to be allowed at its stage and to its giver. */
export type Rule<K extends CommandKind> = (current: Case, command: CommandOf<K>, context: RuleContext) => Decision;

export function happened(...events: readonly CaseEvent[]): Decision {
  return { outcome: "events", events };
}

export function refused(refusal: Refusal): Decision {
  return { outcome: "refused", refusal };
}
