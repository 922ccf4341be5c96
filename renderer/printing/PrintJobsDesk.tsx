import { useEffect } from "react";
import { useStore } from "zustand";
import type { PrintJob } from "../../contracts/ipc/receipts.ts";
import { receiptNames } from "../../contracts/wording/cases.ts";
import { formatMinute } from "../../contracts/wording/time.ts";
import { printJobStateWording } from "../../contracts/wording/printers.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { formatCaseNumber, parseCaseNumber } from "../../domain/case/case-number.ts";
import { useStores } from "../app/stores.ts";
import { useOpenCase } from "../app/use-open-case.ts";
import { RecordList } from "../desk/RecordList.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { jobsForClerk } from "./jobs-for-clerk.ts";

/** Receipts on their way to paper; the ones that need the clerk's word come first. */
export function PrintJobsDesk() {
  const { prints } = useStores();
  const { jobs, printers, load } = useStore(prints);
  useEffect(() => void load(), [load]);
  const printerName = (printerId: string): string => printers.find((printer) => printer.printerId === printerId)?.name ?? "已移除的打印机";
  return (
    <section className="panel list-desk" aria-label="打印任务">
      <header>
        <h2>打印任务</h2>
        <span className="quiet">打印出问题不影响办理结果，任务会保留在这里。</span>
      </header>
      <RecordList
        label="打印任务"
        items={jobsForClerk(jobs)}
        idOf={(job: PrintJob) => job.jobId}
        emptyText="没有打印任务。"
        renderItem={(job) => (
          <>
            <div className="spread">
              <strong>{receiptNames[job.receipt]}</strong>
              <span className={job.state === "failed" || job.state === "doubtful" ? "tag danger" : "tag"}>{printJobStateWording[job.state]}</span>
            </div>
            <p>
              <span className="number">{shownNumber(job.caseNumber)}</span> · {printerName(job.printerId)} · 
              <span className="quiet number">{formatMinute(job.createdAt)}</span>
            </p>
            {job.state === "doubtful" && <p className="danger">打印中途断开。请看出纸口：纸出来了吗？</p>}
            {job.failure && <p className="danger">{wordingOf(job.failure)}</p>}
          </>
        )}
        renderActions={(job) => <PrintJobActions job={job} />}
      />
    </section>
  );
}

function PrintJobActions({ job }: { job: PrintJob }) {
  const { prints } = useStores();
  const { settle, sendAgain, cancel } = prints.getState();
  const openCase = useOpenCase();
  const isPending = job.state === "waiting" || job.state === "failed";
  return (
    <>
      {job.state === "doubtful" && (
        <>
          <KeyButton action="paperCameOut" isPrimary onPress={() => void settle(job.jobId, true)} />
          <KeyButton action="paperDidNot" onPress={() => void settle(job.jobId, false)} />
        </>
      )}
      {isPending && <KeyButton action="printAgain" isPrimary onPress={() => void sendAgain(job.jobId)} />}
      {isPending && <KeyButton action="cancelPrint" onPress={() => void cancel(job.jobId)} />}
      <KeyButton action="openPrintCase" onPress={() => openCase(job.caseId)} />
    </>
  );
}

function shownNumber(text: string): string {
  const number = parseCaseNumber(text);
  return number ? formatCaseNumber(number) : text;
}
