import { Button } from "antd";
import { useStore } from "zustand";
import type { ScanProgress } from "../../contracts/ipc/scanning.ts";
import { warningWordingOf, wordingOf } from "../../contracts/wording/wording.ts";
import type { MaterialDefinition } from "../../domain/item/item-definition.ts";
import { useStores } from "../app/stores.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { summaryOf } from "./scan-store.ts";

/** Batches under way, page by page, and what the finished ones have to say. */
export function ScanJobs({ materials }: { materials: readonly MaterialDefinition[] }) {
  const { scans } = useStores();
  const { jobs, cancel, close } = useStore(scans);
  return jobs.map((job) => {
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
          <Button onClick={() => close(job.jobId)}>知道了</Button>
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
