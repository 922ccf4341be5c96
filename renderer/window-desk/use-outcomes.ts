import { useState } from "react";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import type { CommandBody } from "../../domain/case/case-command.ts";
import type { ReceiptKind } from "../../domain/case/case-parts.ts";
import { useStores } from "../app/stores.ts";

export type OutcomeDialog =
  | { kind: "accept" | "correct" | "refuse" | "withdraw" | "deliver" | "pay" | "result" | "publish" | "notice" | "papers" }
  | { kind: "receipt"; receipt: ReceiptKind };

export interface Outcomes {
  readonly dialog: OutcomeDialog | null;
  open(dialog: OutcomeDialog): void;
  close(): void;
  /** Does it; then the paper that goes with it is printed and shown. */
  conclude(body: CommandBody, receipt: ReceiptKind | null): Promise<void>;
  /** The acts one after the other, as long as each is done; says so and closes the dialog. True when all were. */
  settle(bodies: readonly CommandBody[], said: string): Promise<boolean>;
}

/** The ways a case is answered (R-RECV-2), each with its paper. */
export function useOutcomes(opened: OpenedCase): Outcomes {
  const { openCase, prints, notices } = useStores();
  const [shown, setShown] = useState<OutcomeDialog | null>(null);
  return {
    dialog: shown,
    open: setShown,
    close: () => setShown(null),
    async settle(bodies, said) {
      for (const body of bodies) if (!(await openCase.getState().act(body))) return false;
      notices.getState().show("done", said);
      setShown(null);
      return true;
    },
    async conclude(body, receipt) {
      if (!(await openCase.getState().act(body))) return;
      setShown(receipt === null ? null : { kind: "receipt", receipt });
      if (receipt !== null) void prints.getState().print(opened.case.id, receipt);
    },
  };
}
