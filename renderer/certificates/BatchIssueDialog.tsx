import { useRef, useState } from "react";
import type { BatchAnswer } from "../../contracts/ipc/certificates.ts";
import type { CaseRow } from "../../contracts/ipc/cases.ts";
import { refusalWordingOf } from "../../contracts/wording/refusals.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { Failure } from "../../domain/failure.ts";
import type { CommandId } from "../../domain/ids.ts";
import { focusSoon } from "../app/focus-guard.ts";
import { useStores } from "../app/stores.ts";
import { Dialog } from "../keyboard/Dialog.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";

/** So many at a time: between two requests the officer sees how far it is and may stop. */
const atOnce = 10;

/** Number and seal of many certificates, one after the other; what one lacks holds up none of the others. */
export function BatchIssueDialog({ rows, onClose }: { rows: readonly CaseRow[]; onClose: () => void }) {
  const { services, notices, certificateList } = useStores();
  const [answers, setAnswers] = useState<ReadonlyMap<string, BatchAnswer>>(new Map());
  const [isRunning, setRunning] = useState(false);
  const isStopped = useRef(false);
  const requestIds = useRef(new Map(rows.map(({ caseId }) => [caseId, services.newId() as CommandId])));
  // What broke on the way was left as it was, and may be asked for again; what was refused must be mended first.
  const open = rows.filter(({ caseId }) => (answers.get(caseId)?.failure ?? (answers.has(caseId) ? null : "open")) !== null);
  const issuedCount = [...answers.values()].filter(({ refusal, failure }) => refusal === null && failure === null).length;
  const run = async (): Promise<void> => {
    setRunning(true);
    isStopped.current = false;
    try {
      for (let first = 0; first < open.length && !isStopped.current; first += atOnce) {
        const requests = open.slice(first, first + atOnce).map(({ caseId }) => ({ caseId, requestId: requestIds.current.get(caseId) ?? (services.newId() as CommandId) }));
        const answered = await services.client.call("certificates.issueMany", { requests });
        setAnswers((before) => new Map([...before, ...answered.map((answer): [string, BatchAnswer] => [answer.caseId, answer])]));
      }
    } catch (error) {
      notices.getState().report(error);
    } finally {
      setRunning(false);
      focusSoon("batch-issue-back");
      certificateList.getState().refresh();
    }
  };
  const textOf = ({ refusal, failure }: BatchAnswer): string => {
    if (refusal) return refusalWordingOf(refusal);
    return failure ? wordingOf(new Failure(failure.code, failure)) : "已编号、用印";
  };
  return (
    <Dialog
      title={`批量制证：${rows.length} 件`}
      widthPx={680}
      firstFocusId="batch-issue"
      onClose={isRunning ? () => undefined : onClose}
      footer={
        isRunning ? (
          <KeyButton action="cancel" label="这一批后停下" onPress={() => { isStopped.current = true; }} />
        ) : (
          <>
            <KeyButton id="batch-issue-back" action="cancel" onPress={onClose} />
            <KeyButton id="batch-issue" action="confirm" label={answers.size === 0 ? `编号并用印 ${rows.length} 件` : `继续 ${open.length} 件`} isPrimary isDisabled={open.length === 0} onPress={() => void run()} />
          </>
        )
      }
    >
      <div className="stack">
        <progress className="batch-progress" value={answers.size} max={rows.length} aria-label="制证进度" />
        <p role="status">{answers.size === 0 ? "逐件编号、用印，每件单独记录；有问题的跳过，不影响其他件。" : `已处理 ${answers.size} / ${rows.length}，制成 ${issuedCount} 件。`}</p>
        <ol className="trail batch-list" tabIndex={0} aria-label="制证结果">
          {rows.map(({ caseId, applicantName, projectName }) => {
            const answer = answers.get(caseId);
            const isWrong = answer !== undefined && (answer.refusal !== null || answer.failure !== null);
            return (
              // A reason takes a line of its own: beside it nobody could read whose it is.
              <li key={caseId} className={isWrong ? "" : "spread"}>
                <span className="one-line">{applicantName} · {projectName}</span>
                <span className={isWrong ? "danger" : "quiet"}>{answer ? textOf(answer) : isRunning ? "等待" : ""}</span>
              </li>
            );
          })}
        </ol>
      </div>
    </Dialog>
  );
}
