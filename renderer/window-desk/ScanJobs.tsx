import { useStore } from "zustand";
import type { ScanProgress } from "../../contracts/ipc/scanning.ts";
import { warningWordingOf, wordingOf } from "../../contracts/wording/wording.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { MaterialDefinition } from "../../domain/item/item-definition.ts";
import { useStores } from "../app/stores.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { summaryOf } from "./scan-store.ts";

export interface ScanJobsProps {
  readonly caseId: CaseId;
  readonly materialCode: string;
  readonly materials: readonly MaterialDefinition[];
}

/** Batches under way, page by page, and what the finished ones of this material have to say. */
export function ScanJobs({ caseId, materialCode, materials }: ScanJobsProps) {
  const { scans } = useStores();
  const { jobs, cancel, close } = useStore(scans);
  const concerns = ({ target, materials: parts }: ScanProgress): boolean =>
    target.caseId === caseId && (target.materialCode === materialCode || parts.some((part) => part.materialCode === materialCode));
  const shown = jobs.filter((job) => job.state === "running" || concerns(job));
  return shown.map((job) => {
    const material = materials.find(({ code }) => code === job.target.materialCode)?.name ?? "";
    return job.state === "running" ? (
      <div key={job.jobId} className="scan-job row" role="status">
        <progress aria-label="扫描进度" {...progressOf(job)} />
        <span>{material}：{runningText(job)}</span>
        <KeyButton action="cancelScan" label="停止" onPress={() => void cancel(job.jobId)} />
      </div>
    ) : (
      <div key={job.jobId} className="scan-job trouble" role="status">
        <div className="spread">
          <strong>{material}：{summaryOf(job)}</strong>
          <KeyButton action="closeScanReport" label="知道了" onPress={() => close(job.jobId)} />
        </div>
        <ul>
          {job.failure && <li className="danger">{wordingOf(job.failure)}</li>}
          {job.problems.map(({ name, failure }, index) => <li key={`${name}-${index}`} className="danger">{wordingOf(failure)}</li>)}
          {job.warnings.map(({ name, code }, index) => <li key={`${name}-${index}`} className="warning">{name}：{warningWordingOf(code)}</li>)}
        </ul>
      </div>
    );
  });
}

/** Native `progress` without a value shows that something is going on though nobody knows how far. */
function progressOf({ totalCount, finishedPageCount, problems, currentPageShare }: ScanProgress): { value?: number; max: number } {
  if (totalCount !== null) return { value: finishedPageCount + problems.length, max: totalCount };
  return currentPageShare === null ? { max: 1 } : { value: currentPageShare, max: 1 };
}

function runningText({ finishedPageCount, totalCount, workingPageCount, currentPageShare }: ScanProgress): string {
  if (totalCount !== null) return `正在处理 ${finishedPageCount} / ${totalCount}`;
  const share = currentPageShare === null ? "" : `，正在扫第 ${finishedPageCount + workingPageCount + 1} 张 ${Math.round(currentPageShare * 100)}%`;
  return `已入 ${finishedPageCount} 页${share}`;
}
