import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { documentNames } from "../../contracts/wording/cases.ts";
import type { CommandBody } from "../../domain/case/case-command.ts";
import { yuanText } from "../../domain/money.ts";
import { DeliveryDialog } from "../results/DeliveryDialog.tsx";
import { PapersDialog } from "../results/PapersDialog.tsx";
import { PaymentDialog } from "../results/PaymentDialog.tsx";
import { PublicationDialog } from "../results/PublicationDialog.tsx";
import { ResultDialog } from "../results/ResultDialog.tsx";
import { AcceptDialog } from "./AcceptDialog.tsx";
import { CorrectionDialog } from "./CorrectionDialog.tsx";
import { ReceiptDialog } from "./ReceiptDialog.tsx";
import { RefuseDialog } from "./RefuseDialog.tsx";
import { TextDialog } from "./TextDialog.tsx";
import type { Outcomes } from "./use-outcomes.ts";

export interface OutcomeDialogsProps {
  readonly opened: OpenedCase;
  readonly outcomes: Outcomes;
  readonly onNextCase: () => void;
}

export function OutcomeDialogs({ opened, outcomes, onNextCase }: OutcomeDialogsProps) {
  const { dialog, open, close, conclude, settle } = outcomes;
  const { fee } = opened.case;
  switch (dialog?.kind) {
    case undefined:
      return null;
    case "accept":
      return (
        <AcceptDialog
          opened={opened}
          onClose={close}
          onAccept={() => void conclude({ kind: "acceptCase", payload: {} }, "acceptance-notice")}
          onCorrect={() => open({ kind: "correct" })}
        />
      );
    case "correct":
      return (
        <CorrectionDialog
          opened={opened}
          onClose={close}
          onRequest={(defects, limitWorkingDays) => void conclude({ kind: "requestCorrection", payload: { defects, limitWorkingDays } }, "correction-notice")}
        />
      );
    case "refuse":
      return <RefuseDialog opened={opened} onClose={close} onRefuse={(payload) => void conclude({ kind: "refuseCase", payload }, "refusal-notice")} />;
    case "withdraw":
      return (
        <TextDialog
          place={{ caseId: opened.case.id, form: "withdrawCase", detail: "" }}
          title="撤回申请"
          explanation="撤回后办件终止，不能恢复；随后打印准予撤回决定书。"
          label="撤回原因"
          confirmLabel="准予撤回"
          isRequired
          isDanger
          maxLength={1000}
          onConfirm={(reason) => void conclude({ kind: "withdrawCase", payload: { reason } }, "withdrawal-decision")}
          onClose={close}
        />
      );
    case "deliver":
      return (
        <TextDialog
          place={{ caseId: opened.case.id, form: "deliverCorrection", detail: "" }}
          title="收到补正"
          explanation="登记申请人已交来补正材料；从现在起 5 个工作日内须答复。"
          label="备注"
          confirmLabel="登记"
          isRequired={false}
          maxLength={500}
          onConfirm={(note) => void conclude({ kind: "deliverCorrection", payload: { note } }, null)}
          onClose={close}
        />
      );
    case "pay":
      return fee && (
        <PaymentDialog
          opened={opened}
          fee={fee}
          onClose={close}
          onPay={(payload) => void settle([{ kind: "recordPayment", payload }], `已收费 ${yuanText(payload.amountFen)} 元。`)}
        />
      );
    case "result":
      return (
        <ResultDialog
          opened={opened}
          onClose={close}
          onHandOver={(payload, isClosing) => {
            const handOver: CommandBody = { kind: "handOverResult", payload };
            void settle(isClosing ? [handOver, { kind: "closeCase", payload: {} }] : [handOver], isClosing ? "结果已交付，办件已办结。" : "结果已交付。");
          }}
        />
      );
    case "publish":
      return <PublicationDialog caseId={opened.case.id} isBusy={false} onClose={close} onPublish={(payload) => void settle([{ kind: "recordPublication", payload }], "已登记公示。")} />;
    case "notice":
      return (
        <DeliveryDialog
          opened={opened}
          onClose={close}
          onDeliver={(payload) => void settle([{ kind: "deliverNotice", payload }], `${documentNames[payload.document]} ${payload.number} 已登记送达。`)}
        />
      );
    case "papers":
      return <PapersDialog opened={opened} onClose={close} />;
    case "receipt":
      return <ReceiptDialog opened={opened} first={dialog.receipt} onClose={close} onNextCase={onNextCase} />;
  }
}
