import { useEffect, useRef, useState } from "react";
import { recordFaultLine } from "../../contracts/wording/record.ts";
import { useStores } from "../app/stores.ts";
import { Dialog } from "../keyboard/Dialog.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { checkRecords, nothingChecked } from "./check-records.ts";

type Stage = "running" | "stopped" | "finished";

/** The record of every case on this PC, checked by command: what the case page does for the one that is open. Leaving stops it. */
export function RecordCheckDialog({ onClose }: { onClose: () => void }) {
  const { services: { client }, notices } = useStores();
  const [check, setCheck] = useState(nothingChecked);
  const [stage, setStage] = useState<Stage>("running");
  const ending = useRef<AbortController>(null);
  useEffect(() => {
    const controller = new AbortController();
    ending.current = controller;
    checkRecords(client, (told) => {
      if (!controller.signal.aborted) setCheck(told);
    }, controller.signal).then(
      () => {
        if (!controller.signal.aborted) setStage("finished");
      },
      (error: unknown) => {
        if (controller.signal.aborted) return;
        setStage("stopped");
        notices.getState().report(error);
      },
    );
    return () => controller.abort();
  }, [client, notices]);
  const stop = (): void => {
    ending.current?.abort();
    setStage("stopped");
  };

  const isRunning = stage === "running";
  const { checkedCount, caseCount, eventCount, signedCount, unsignedCount, faults } = check;
  return (
    <Dialog
      title="核验本机记录"
      widthPx={760}
      onClose={onClose}
      firstFocusId="record-check-leave"
      footer={<KeyButton id="record-check-leave" action="cancel" label={isRunning ? "停止" : "返回"} onPress={isRunning ? stop : onClose} isPrimary />}
    >
      <div className="stack">
        <p>逐件核对本机保存的办件记录：校验链、电子签名、有没有缺少或多出的记录。只查看，不改动任何数据，不需要联网。</p>
        <progress value={caseCount === 0 ? 1 : checkedCount} max={Math.max(caseCount, 1)} aria-label="核验进度" />
        <p role="status">
          {isRunning ? "正在核验" : stage === "stopped" ? "已停止" : "核验完毕"}：{checkedCount} / {caseCount} 件，{eventCount} 条记录，{signedCount} 个签名有效
          {unsignedCount > 0 && `，${unsignedCount} 个未签名`}
        </p>
        {stage === "finished" && faults.length === 0 && <p>{caseCount === 0 ? "本机还没有办件。" : "✓ 没有发现改动。"}</p>}
        {faults.length > 0 && (
          <div role="alert" className="stack">
            <p className="danger">✗ {faults.length} 件记录核验不符。数据没有改动，其他办件不受影响。请不要继续办理这些办件，立即报告系统管理员。</p>
            <ul>
              {faults.map((fault) => <li key={`${fault.caseNumber} ${fault.version}`} className="danger">{recordFaultLine(fault)}</li>)}
            </ul>
          </div>
        )}
      </div>
    </Dialog>
  );
}
