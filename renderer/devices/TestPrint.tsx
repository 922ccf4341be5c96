import { useState } from "react";
import { useStore } from "zustand";
import { printJobStateWording } from "../../contracts/wording/printers.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import type { PaperKind } from "../../domain/printing/paper-kind.ts";
import { useStores } from "../app/stores.ts";
import { isHeldUp } from "../printing/jobs-for-clerk.ts";

/** A test page on its way, and how it goes. */
export function useTestPrint() {
  const { prints } = useStores();
  const [jobId, setJobId] = useState<string>();
  const job = useStore(prints, ({ jobs }) => jobs.find((one) => one.jobId === jobId));
  const print = async (order: { printerId: string } | { kind: PaperKind }): Promise<void> => setJobId(await prints.getState().test(order));
  return { job, print, isUnderWay: job?.state === "waiting" || job?.state === "printing" };
}

export function TestPrintState({ job }: { job: ReturnType<typeof useTestPrint>["job"] }) {
  if (job === undefined) return <p role="status" />;
  const isDone = job.state === "printed";
  const asks = job.state === "doubtful" || job.state === "aborted";
  return (
    <p role="status" className={isDone ? "success" : job.failure ? "danger" : "quiet"}>
      测试页：{isHeldUp(job) ? "打印机需要处理" : printJobStateWording[job.state]}
      {isDone && "，请看出纸口"}
      {job.failure && !isDone && `。${wordingOf(job.failure)}`}
      {asks && "请在“打印任务”（Ctrl+5）中告诉系统纸出来了没有。"}
    </p>
  );
}
