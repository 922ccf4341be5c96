import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { receiptNames } from "../../contracts/wording/cases.ts";
import { printJobStateWording } from "../../contracts/wording/printers.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import type { ReceiptKind } from "../../domain/case/case-parts.ts";
import { formatCaseNumber } from "../../domain/case/case-number.ts";
import { receiptsDue } from "../../domain/case/rules/receipts.ts";
import { isFailure } from "../../domain/failure.ts";
import { needsClerk } from "../printing/print-store.ts";
import { useStores } from "../app/stores.ts";
import { Dialog } from "../keyboard/Dialog.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";

export interface ReceiptDialogProps {
  readonly opened: OpenedCase;
  readonly first: ReceiptKind;
  readonly onClose: () => void;
  readonly onNextCase: () => void;
}

/** The paper as it comes out, how its printing stands, and on to the next applicant. */
export function ReceiptDialog({ opened, first, onClose, onNextCase }: ReceiptDialogProps) {
  const { prints, notices, services } = useStores();
  const [receipt, setReceipt] = useState(first);
  const { case: current } = opened;
  const job = useStore(prints, (state) => state.jobs.find((candidate) => candidate.caseId === current.id && candidate.receipt === receipt));
  const printCount = current.printCounts[receipt] ?? 0;
  const mayIssue = opened.actions.includes("recordReceiptPrint");
  const [isSaving, setSaving] = useState(false);
  const savePdf = async (): Promise<void> => {
    setSaving(true);
    try {
      const { path } = await services.client.call("receipts.savePdf", { caseId: current.id, receipt });
      notices.getState().show("done", `${receiptNames[receipt]}已存为 ${path}`);
    } catch (error) {
      notices.getState().report(error);
    } finally {
      setSaving(false);
    }
  };
  return (
    <Dialog
      title={`${receiptNames[receipt]} ${formatCaseNumber(current.number)}`}
      widthPx={620}
      firstFocusId="receipt-next"
      onClose={onClose}
      footer={
        <>
          <KeyButton action="cancel" onPress={onClose} />
          {mayIssue && <KeyButton action="exportCase" label="存为 PDF" isBusy={isSaving} onPress={() => void savePdf()} />}
          {mayIssue && <KeyButton action="receipts" label={printCount > 0 ? "补打（注明补打）" : "打印"} onPress={() => void prints.getState().print(current.id, receipt)} />}
          <KeyButton id="receipt-next" action="newCase" label="下一件" isPrimary onPress={onNextCase} />
        </>
      }
    >
      <div className="spread">
        <label>
          凭证{" "}
          <select value={receipt} onChange={(event) => setReceipt(event.target.value as ReceiptKind)}>
            {receiptsDue(current).map((kind) => <option key={kind} value={kind}>{receiptNames[kind]}</option>)}
          </select>
        </label>
        <span role="status" className={job !== undefined && needsClerk(job) ? "danger" : "quiet"}>
          {job ? printJobStateWording[job.state] : "没有打印"}{printCount > 0 ? `，已打印 ${printCount} 次` : ""}
        </span>
      </div>
      <ReceiptPreview key={`${receipt}-${current.version}`} opened={opened} receipt={receipt} />
    </Dialog>
  );
}

function ReceiptPreview({ opened, receipt }: { opened: OpenedCase; receipt: ReceiptKind }) {
  const { services } = useStores();
  const [shown, setShown] = useState<{ url: string } | { why: string } | null>(null);
  const caseId = opened.case.id;
  useEffect(() => {
    let url: string | undefined;
    let isCurrent = true;
    services.client.call("receipts.preview", { caseId, receipt }).then(
      ({ svg }) => {
        if (!isCurrent) return;
        // As a picture the drawing runs no script and reaches for nothing.
        url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
        setShown({ url });
      },
      (error: unknown) => isCurrent && setShown({ why: isFailure(error) ? wordingOf(error) : "预览没有画出来；办理结果已保存。" }),
    );
    return () => {
      isCurrent = false;
      if (url !== undefined) URL.revokeObjectURL(url);
    };
  }, [services, caseId, receipt]);
  if (shown === null) return <p className="empty">正在排版…</p>;
  if ("why" in shown) return <p className="danger" role="alert">{shown.why}</p>;
  return (
    <div className="receipt-frame" tabIndex={0} role="group" aria-label={`${receiptNames[receipt]}预览`}>
      <img src={shown.url} alt={`${receiptNames[receipt]}预览`} data-testid="receipt-preview" />
    </div>
  );
}
