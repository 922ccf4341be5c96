import { useStore } from "zustand";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import type { CommandKind } from "../../domain/case/case-command.ts";
import type { ReceiptKind } from "../../domain/case/case-parts.ts";
import { materialOf } from "../../domain/case/case-state.ts";
import { noticesToDeliver } from "../../domain/case/notices.ts";
import { receiptsDue } from "../../domain/case/rules/receipts.ts";
import { useStores } from "../app/stores.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import type { KeyAction } from "../keyboard/key-map.ts";
import type { Outcomes } from "./use-outcomes.ts";

export interface CaseActionBarProps {
  readonly opened: OpenedCase;
  readonly outcomes: Outcomes;
}

/** What may be done with the case now, the usual outcome first; asked of the table of available actions. */
export function CaseActionBar({ opened, outcomes }: CaseActionBarProps) {
  const { openCase, services, notices } = useStores();
  const materialCode = useStore(openCase, (state) => state.materialCode);
  const { case: current, actions } = opened;
  const open = (kind: "accept" | "correct" | "refuse" | "withdraw" | "deliver" | "pay" | "result" | "publish" | "notice" | "papers"): (() => void) => () => outcomes.open({ kind });
  const selected = materialCode === null ? undefined : materialOf(current, materialCode);
  const isDigitising = selected?.isAwaitingDigitising === true && selected.pages.length > 0;
  const finish = (): void => {
    if (materialCode !== null) void openCase.getState().act({ kind: "finishDigitising", payload: { materialCode } });
  };
  const exportCase = async (): Promise<void> => {
    try {
      const { folder, files } = await services.client.call("cases.export", { caseId: current.id });
      notices.getState().show("done", `已导出 ${files.length} 个文件到 ${folder}`);
    } catch (error) {
      notices.getState().report(error);
    }
  };
  const latestReceipt: ReceiptKind = receiptsDue(current).at(-1) ?? "reception-slip";
  const all: { needs: CommandKind | null; action: KeyAction; run: () => void; isPrimary?: boolean; isOffered?: boolean }[] = [
    { needs: "deliverCorrection", action: "deliverCorrection", run: open("deliver"), isPrimary: true },
    { needs: "finishDigitising", action: "finishDigitising", run: finish, isPrimary: true, isOffered: isDigitising },
    { needs: "recordPayment", action: "recordPayment", run: open("pay"), isPrimary: true },
    { needs: "handOverResult", action: "handOverResult", run: open("result"), isPrimary: true },
    { needs: "deliverNotice", action: "deliverNotice", run: open("notice"), isPrimary: noticesToDeliver(current).length > 0 },
    { needs: "closeCase", action: "closeCase", run: () => void outcomes.settle([{ kind: "closeCase", payload: {} }], "办件已办结。"), isPrimary: true },
    { needs: "acceptCase", action: "accept", run: open("accept"), isPrimary: true },
    { needs: "requestCorrection", action: "requestCorrection", run: open("correct"), isOffered: current.correction === null },
    { needs: "refuseCase", action: "refuse", run: open("refuse") },
    { needs: "withdrawCase", action: "withdraw", run: open("withdraw") },
    { needs: "recordPublication", action: "publishAtWindow", run: open("publish") },
    { needs: null, action: "papers", run: open("papers"), isOffered: current.documents.length > 0 || current.decision !== null },
    { needs: null, action: "receipts", run: () => outcomes.open({ kind: "receipt", receipt: latestReceipt }) },
    { needs: null, action: "exportCase", run: () => void exportCase() },
  ];
  return all
    .filter(({ needs, isOffered = true }) => isOffered && (needs === null || actions.includes(needs)))
    .map(({ action, run, isPrimary = false }) => <KeyButton key={action} action={action} isPrimary={isPrimary} onPress={run} />);
}
