import { useState } from "react";
import type { UnbookedSheet } from "../../contracts/ipc/certificates.ts";
import { formatMinute } from "../../contracts/wording/time.ts";
import type { CertificatePrint } from "../../domain/case/certificate-parts.ts";
import { Dialog } from "../keyboard/Dialog.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";

interface UnbookedSheetsProps {
  readonly sheets: readonly UnbookedSheet[];
  readonly onSettle: (sheet: UnbookedSheet, outcome: CertificatePrint["outcome"] | "untouched") => Promise<void>;
  readonly onClose: () => void;
}

/** Asks what became of each sheet that was printed, or may have been, and not booked. */
export function UnbookedSheetsDialog({ sheets, onSettle, onClose }: UnbookedSheetsProps) {
  const [chosen, setChosen] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const sheet = sheets[Math.min(chosen, sheets.length - 1)];
  const settle = async (outcome: CertificatePrint["outcome"] | "untouched"): Promise<void> => {
    if (sheet === undefined || isBusy) return;
    setBusy(true);
    await onSettle(sheet, outcome);
    setBusy(false);
  };
  const isOff = isBusy || sheet === undefined;
  return (
    <Dialog
      title={`没有登记的证纸：${sheets.length} 张`}
      widthPx={720}
      firstFocusId="unbooked-sheets"
      onClose={onClose}
      footer={
        <>
          <KeyButton action="cancel" label={sheets.length === 0 ? "完成" : "以后登记"} onPress={onClose} />
          <KeyButton action="leavePaper" isDisabled={isOff} onPress={() => void settle("untouched")} />
          <KeyButton action="spoilPaper" isDanger isDisabled={isOff} onPress={() => void settle("spoilt")} />
          <KeyButton action="confirm" label="已打好，登记证纸" isPrimary isDisabled={isOff} onPress={() => void settle("printed")} />
        </>
      }
    >
      <div className="stack">
        <p className={sheets.length === 0 ? "quiet" : "warning"} role="status">
          {sheets.length === 0 ? "证纸都已登记。" : "这些证照送去打印以后没有登记证纸（程序或登录中途结束）。请逐张看证纸：打好了、打坏了，还是没有动。登记以前，同一份证照不再打印。"}
        </p>
        <select id="unbooked-sheets" className="papers-choice" size={Math.min(8, Math.max(2, sheets.length))} aria-label="没有登记的证纸" value={Math.min(chosen, Math.max(0, sheets.length - 1))} onChange={(event) => setChosen(Number(event.target.value))}>
          {sheets.map(({ jobId, paperSerial, number, applicantName }, index) => (
            <option key={jobId} value={index}>{[`证纸 ${paperSerial}`, number, applicantName].join(" · ")}</option>
          ))}
        </select>
        {sheet !== undefined && <p aria-live="polite">证纸 <b className="number">{sheet.paperSerial}</b>：{sheet.applicantName}的 {sheet.number}，{formatMinute(sheet.sentAt)} 由{sheet.sentBy}送去打印。</p>}
      </div>
    </Dialog>
  );
}
