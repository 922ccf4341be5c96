import { useState } from "react";
import { useStore } from "zustand";
import type { CaseRow } from "../../contracts/ipc/cases.ts";
import { printJobStateWording } from "../../contracts/wording/printers.ts";
import { useStores } from "../app/stores.ts";
import { Field } from "../desk/Field.tsx";
import { Dialog } from "../keyboard/Dialog.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { createBatchPrint, type BatchPrintPhase } from "./batch-print.ts";

/** What the officer must look at before it goes on. */
const questions: Partial<Record<BatchPrintPhase, string>> = {
  doubt: "打印机没有报告打印完成。请看这一张证纸：打好了按“已打好”，打坏了按“证纸作废”，没有动就继续打印。",
  unbooked: "这一张证纸打出来了，但没有登记上。请核对证纸上印的编号，改正后按“已打好”；打坏了按“证纸作废”。",
  surplus: "这一张证纸打出来了，但这份证照已不能再登记打印（别处已打印登记，或证照已失效）。请收回这一张，按“证纸作废”登记。",
};

/** A printer known to have printed books by itself; where it is in doubt the officer says what became of the sheet. */
export function BatchPrintDialog({ rows, onClose }: { rows: readonly CaseRow[]; onClose: () => void }) {
  const { services, notices, certificateList, prints } = useStores();
  const [batch] = useState(() => createBatchPrint({ services, notices: () => notices.getState(), prints, rows }));
  const { phase, at, serial, jobId, isStopping, lines, setSerial, run, stop, settle } = useStore(batch);
  const job = useStore(prints, (state) => state.jobs.find((candidate) => candidate.jobId === jobId));
  const row = rows[at];
  const isBusy = phase === "printing";
  const question = questions[phase];
  const close = (): void => {
    stop();
    certificateList.getState().refresh();
    onClose();
  };
  return (
    <Dialog
      title={`批量打印：${rows.length} 件`}
      widthPx={640}
      firstFocusId="batch-serial"
      onClose={close}
      footer={
        <>
          <KeyButton action="cancel" label={isBusy && !isStopping ? "停下" : phase === "done" ? "完成" : "返回"} onPress={isBusy && !isStopping ? stop : close} />
          {question !== undefined && <KeyButton action="spoilPaper" isDanger onPress={() => void settle("spoilt")} />}
          {(phase === "doubt" || phase === "unbooked") && <KeyButton action="takeSignature" label="已打好，登记证纸" onPress={() => void settle("printed")} />}
          <KeyButton
            action="confirm"
            label={at === 0 && lines.length === 0 && phase !== "doubt" ? "开始打印" : "继续打印"}
            isPrimary
            isBusy={isBusy}
            isDisabled={phase === "done" || phase === "unbooked" || phase === "surplus" || serial.trim() === ""}
            onPress={() => void run()}
          />
        </>
      }
    >
      <div className="stack">
        <Field id="batch-serial" label={question === undefined ? "下一张证纸编号" : "这一张证纸编号"} isRequired hint="按放纸的顺序自动递增；卡纸、打坏的登记作废后换下一张">
          {(aria) => <input {...aria} className="number" autoComplete="off" disabled={isBusy} maxLength={40} value={serial} onChange={(event) => setSerial(event.target.value)} />}
        </Field>
        <progress className="batch-progress" value={at} max={rows.length} aria-label="打印进度" />
        <p role="status">{phase === "done" ? "全部打印、登记完毕。" : `第 ${at + 1} / ${rows.length} 件：${row?.applicantName ?? ""}${job ? `，${printJobStateWording[job.state]}` : ""}${isStopping && isBusy ? "；这一张之后停下" : ""}`}</p>
        {question !== undefined && <p className="warning" role="alert">{question}</p>}
        <ol className="trail batch-list" tabIndex={0} aria-label="登记的证纸">{lines.map((line) => <li key={line}>{line}</li>)}</ol>
      </div>
    </Dialog>
  );
}
