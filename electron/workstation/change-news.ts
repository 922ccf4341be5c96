import type { Workplace } from "../../contracts/ipc/workplace.ts";
import { caseIdSchema, type CaseId } from "../../domain/ids.ts";
import type { Scheduler } from "../../sync/sync-loop.ts";
import type { Announce } from "./announce.ts";

export interface ChangeNews {
  workplaceChanged(): void;
  /** Lists, waiting counts and attention may be others too. */
  casesChanged(caseIds: readonly string[]): void;
  stop(): void;
}

interface ChangeNewsPorts {
  announce: Announce;
  describe(): Workplace;
  countAttentions(): number;
  readonly scheduler: Scheduler;
}

/** A sync of a thousand cases changes something every few milliseconds; nobody can read that fast. */
const gatherMs = 30;

/** Gathers changes for a moment and announces each kind once. */
export function createChangeNews({ announce, describe, countAttentions, scheduler }: ChangeNewsPorts): ChangeNews {
  const changedCaseIds = new Set<CaseId>();
  let cancel: (() => void) | undefined;
  let lastWorkplace = "";
  let lastAttentionCount: number | undefined;

  const tell = (): void => {
    cancel = undefined;
    if (changedCaseIds.size > 0) announce("cases.changed", { caseIds: [...changedCaseIds] });
    changedCaseIds.clear();
    const workplace = describe();
    const asText = JSON.stringify(workplace);
    if (asText !== lastWorkplace) announce("workplace.changed", workplace);
    lastWorkplace = asText;
    const count = countAttentions();
    if (count !== lastAttentionCount) announce("attention.changed", { count });
    lastAttentionCount = count;
  };

  const workplaceChanged = (): void => {
    cancel ??= scheduler.after(gatherMs, tell);
  };

  return {
    workplaceChanged,
    casesChanged(caseIds) {
      for (const caseId of caseIds) changedCaseIds.add(caseIdSchema.parse(caseId));
      workplaceChanged();
    },
    stop() {
      cancel?.();
      // Nothing is told any more: the store it would ask is being closed.
      cancel = () => undefined;
    },
  };
}
