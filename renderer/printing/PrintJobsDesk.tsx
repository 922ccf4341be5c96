import { useEffect } from "react";
import { useStore } from "zustand";
import type { PrintJob } from "../../contracts/ipc/receipts.ts";
import { formatMinute } from "../../contracts/wording/time.ts";
import { printJobStateWording, printNameOf } from "../../contracts/wording/printers.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { formatCaseNumber, parseCaseNumber } from "../../domain/case/case-number.ts";
import { useStores } from "../app/stores.ts";
import { needsClerk } from "./print-store.ts";
import { useOpenCase } from "../app/use-open-case.ts";
import { RecordList } from "../desk/RecordList.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { isHeldUp, jobsForClerk } from "./jobs-for-clerk.ts";

/** Papers on their way out of a printer; the ones that need the clerk's word come first. */
export function PrintJobsDesk() {
  const { prints } = useStores();
  const { jobs, printers, a4Printers, load } = useStore(prints);
  useEffect(() => void load(), [load]);
  const printerName = (printerId: string): string => [...printers, ...a4Printers].find((printer) => printer.printerId === printerId)?.name ?? "已移除的打印机";
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
              <strong>{printNameOf(job)}{job.copies > 1 && ` ${job.copies} 份`}</strong>
              <span className={needsClerk(job) ? "tag danger" : "tag"}>{isHeldUp(job) ? "打印机需要处理" : printJobStateWording[job.state]}</span>
            </div>
            <p>
              {job.caseNumber !== "" && <><span className="number">{shownNumber(job.caseNumber)}</span> · </>}{printerName(job.printerId)} · 
              <span className="quiet number">{formatMinute(job.createdAt)}</span>
            </p>
            {job.failure && <p className={job.state === "cancelled" ? "quiet" : "danger"}>{wordingOf(job.failure)}</p>}
            {mayHaveComeOut(job) && <p className="danger">请看出纸口：完整的纸出来了吗？</p>}
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
  const { caseId } = job;
  const isPending = job.state === "waiting" || job.state === "failed";
  return (
    <>
      {mayHaveComeOut(job) && (
        <>
          <KeyButton action="paperCameOut" isPrimary onPress={() => void settle(job.jobId, true)} />
          <KeyButton action="paperDidNot" onPress={() => void settle(job.jobId, false)} />
        </>
      )}
      {isPending && <KeyButton action="printAgain" isPrimary onPress={() => void sendAgain(job.jobId)} />}
      {(isPending || job.state === "printing") && <KeyButton action="cancelPrint" onPress={() => void cancel(job.jobId)} />}
      {caseId !== null && <KeyButton action="openPrintCase" onPress={() => openCase(caseId)} />}
    </>
  );
}

/** Only a look at the paper tells. */
function mayHaveComeOut({ state }: PrintJob): boolean {
  return state === "doubtful" || state === "aborted";
}

function shownNumber(text: string): string {
  const number = parseCaseNumber(text);
  return number ? formatCaseNumber(number) : text;
}
