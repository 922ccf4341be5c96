import { useStore } from "zustand";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { formatCaseNumber } from "../../domain/case/case-number.ts";
import { findNextDeadline } from "../../domain/case/deadlines.ts";
import { noticesToDeliver } from "../../domain/case/notices.ts";
import { findPause } from "../../domain/case/pauses.ts";
import { useStores } from "../app/stores.ts";
import { DeadlineLight } from "../desk/DeadlineLight.tsx";
import { StageTag } from "../desk/StageTag.tsx";
import { FlowLine } from "../flow/FlowLine.tsx";
import { CaseActionBar } from "./CaseActionBar.tsx";
import { ChecklistPanel } from "./ChecklistPanel.tsx";
import { OutcomeDialogs } from "./OutcomeDialogs.tsx";
import { PagesPanel } from "./PagesPanel.tsx";
import { ReceivedApplicationPanel } from "./ReceivedApplicationPanel.tsx";
import { useOutcomes } from "./use-outcomes.ts";

/** The desk with a received case on it: where it stands, application, checklist, pages, and below what may be done. */
export function CaseDesk({ opened, onNextCase }: { opened: OpenedCase; onNextCase: () => void }) {
  const { openCase } = useStores();
  const materialCode = useStore(openCase, (state) => state.materialCode);
  const outcomes = useOutcomes(opened);
  const { case: current, waitingCommandCount } = opened;
  const toDeliverCount = noticesToDeliver(current).length;
  return (
    <>
      <FlowLine opened={opened} />
      <div className="window-columns">
        <ReceivedApplicationPanel opened={opened} />
        <ChecklistPanel opened={opened} />
        {materialCode !== null && <PagesPanel opened={opened} materialCode={materialCode} />}
      </div>
      <div className="action-bar panel" role="group" aria-label="办理">
        <span className="number" data-testid="case-number">{formatCaseNumber(current.number)}</span>
        <StageTag stage={current.stage} isDeemed={current.acceptance?.isDeemed ?? false} />
        <DeadlineLight deadline={findNextDeadline(current) ?? null} pause={findPause(current) ?? null} />
        {toDeliverCount > 0 && <span className="warning">{toDeliverCount} 份文书待送达</span>}
        {waitingCommandCount > 0 && <span className="warning">{waitingCommandCount} 步待上传</span>}
        <span className="push row"><CaseActionBar opened={opened} outcomes={outcomes} /></span>
      </div>
      <OutcomeDialogs opened={opened} outcomes={outcomes} onNextCase={() => { outcomes.close(); onNextCase(); }} />
    </>
  );
}
