import { useRef, useState } from "react";
import { Input } from "antd";
import { useStore } from "zustand";
import type { CaseRow } from "../../contracts/ipc/cases.ts";
import type { PrintJob } from "../../contracts/ipc/receipts.ts";
import { printJobStateWording } from "../../contracts/wording/printers.ts";
import { refusalWordingOf } from "../../contracts/wording/refusals.ts";
import type { CertificatePrint } from "../../domain/case/certificate-parts.ts";
import { findValidCertificate } from "../../domain/case/result.ts";
import { useStores } from "../app/stores.ts";
import { Field } from "../desk/Field.tsx";
import { Dialog } from "../keyboard/Dialog.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { nextSerial } from "./certificate-state.ts";
import { readLastSerial, writeLastSerial } from "./paper-serials.ts";

/**
 * Certificates onto numbered paper, one after the other: the next is sent once the sheet before it is booked. A printer known to have
 * printed books by itself; where it is in doubt the officer says what became of the sheet.
 */
export function BatchPrintDialog({ rows, onClose }: { rows: readonly CaseRow[]; onClose: () => void }) {
  const { services, notices, certificateList, prints } = useStores();
  const [serial, setSerial] = useState(() => nextSerial(readLastSerial(services.preferences)));
  const [at, setAt] = useState(0);
  const [booked, setBooked] = useState<readonly string[]>([]);
  const [jobId, setJobId] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isStopped = useRef(false);
  const job = useStore(prints, (state) => state.jobs.find((candidate) => candidate.jobId === jobId));
  const row = rows[at];
  const close = (): void => {
    isStopped.current = true;
    certificateList.getState().refresh();
    onClose();
  };

  /** Books the sheet; true when it is booked. */
  const book = async (wanted: CaseRow, paperSerial: string, outcome: CertificatePrint["outcome"]): Promise<boolean> => {
    const { case: current } = await services.client.call("cases.open", { caseId: wanted.caseId });
    const valid = findValidCertificate(current);
    if (!valid) return false;
    const { number, issueNumber } = valid;
    const answer = await services.client.call("cases.act", { caseId: wanted.caseId, body: { kind: "recordCertificatePrint", payload: { number, issueNumber, paperSerial, outcome, note: "批量打印" } } });
    if (answer.outcome === "refused") {
      notices.getState().show("problem", refusalWordingOf(answer.refusal));
      return false;
    }
    writeLastSerial(services.preferences, paperSerial);
    setBooked((before) => [...before, `${paperSerial} ${outcome === "printed" ? wanted.applicantName : "作废"}`]);
    return true;
  };
  const ended = (id: string): Promise<PrintJob["state"]> =>
    new Promise((resolve) => {
      const look = (): boolean => {
        const found = prints.getState().jobs.find((candidate) => candidate.jobId === id);
        if (found === undefined || found.state === "waiting" || found.state === "printing") return false;
        resolve(found.state);
        return true;
      };
      if (look()) return;
      const end = prints.subscribe(() => {
        if (look()) end();
      });
    });
  const run = async (from: number, first: string): Promise<void> => {
    isStopped.current = false;
    setBusy(true);
    let paperSerial = first;
    try {
      for (let index = from; index < rows.length && !isStopped.current; index += 1) {
        const wanted = rows[index];
        if (wanted === undefined) break;
        setAt(index);
        const { case: current } = await services.client.call("cases.open", { caseId: wanted.caseId });
        const valid = findValidCertificate(current);
        if (!valid) continue;
        const started = await services.client.call("papers.print", { caseId: wanted.caseId, sha256: valid.sha256 });
        setJobId(started.jobId);
        if ((await ended(started.jobId)) !== "printed") return;
        if (!(await book(wanted, paperSerial, "printed"))) return;
        paperSerial = nextSerial(paperSerial);
        setSerial(paperSerial);
        setAt(index + 1);
      }
    } catch (error) {
      notices.getState().report(error);
    } finally {
      setBusy(false);
    }
  };
  const settle = async (outcome: CertificatePrint["outcome"]): Promise<void> => {
    if (!row || isBusy) return;
    setBusy(true);
    const isBooked = await book(row, serial.trim(), outcome).catch((error: unknown) => {
      notices.getState().report(error);
      return false;
    });
    setBusy(false);
    if (!isBooked) return;
    const next = nextSerial(serial);
    setSerial(next);
    setJobId(null);
    if (outcome === "printed") setAt(at + 1);
  };
  const isInDoubt = !isBusy && jobId !== null && row !== undefined && job?.state !== "printed";
  const isDone = at >= rows.length;
  return (
    <Dialog
      title={`批量打印：${rows.length} 件`}
      widthPx={640}
      firstFocusId="batch-serial"
      onClose={close}
      footer={
        <>
          <KeyButton action="cancel" label={isBusy ? "停下" : isDone ? "完成" : "返回"} onPress={close} />
          {isInDoubt && <KeyButton action="spoilPaper" isDanger onPress={() => void settle("spoilt")} />}
          {isInDoubt && <KeyButton action="takeSignature" label="已打好，登记证纸" onPress={() => void settle("printed")} />}
          <KeyButton action="confirm" label={at === 0 && booked.length === 0 ? "开始打印" : "继续打印"} isPrimary isBusy={isBusy} isDisabled={isDone || serial.trim() === ""} onPress={() => void run(at, serial.trim())} />
        </>
      }
    >
      <div className="stack">
        <Field id="batch-serial" label="下一张证纸编号" isRequired hint="按放纸的顺序自动递增；卡纸、打坏的登记作废后换下一张">
          {(aria) => <Input {...aria} className="number" autoComplete="off" disabled={isBusy} maxLength={40} value={serial} onChange={(event) => setSerial(event.target.value)} />}
        </Field>
        <progress value={at} max={rows.length} aria-label="打印进度" />
        <p role="status">{isDone ? "全部打印、登记完毕。" : `第 ${at + 1} / ${rows.length} 件：${row?.applicantName ?? ""}${job ? `，${printJobStateWording[job.state]}` : ""}`}</p>
        {isInDoubt && <p className="warning" role="alert">打印机没有报告打印完成。请看这一张证纸：打好了按“已打好”，打坏了按“证纸作废”，没有动就继续打印。</p>}
        <ol className="trail batch-list" tabIndex={0} aria-label="登记的证纸">{booked.map((line) => <li key={line}>{line}</li>)}</ol>
      </div>
    </Dialog>
  );
}
