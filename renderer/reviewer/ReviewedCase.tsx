import { useEffect } from "react";
import { useStore } from "zustand";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { formatCaseNumber } from "../../domain/case/case-number.ts";
import { findNextDeadline } from "../../domain/case/deadlines.ts";
import { findPause } from "../../domain/case/pauses.ts";
import { useStores } from "../app/stores.ts";
import { findRow } from "../case-list/case-list-store.ts";
import { CaseFacts } from "../desk/CaseFacts.tsx";
import { DeadlineLight } from "../desk/DeadlineLight.tsx";
import { RecordCheckLine } from "../desk/RecordCheckLine.tsx";
import { StageTag } from "../desk/StageTag.tsx";
import { FlowLine } from "../flow/FlowLine.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { CaseTrail } from "../desk/CaseTrail.tsx";
import { MaterialList } from "./MaterialList.tsx";
import { OpinionList } from "./OpinionList.tsx";
import { firstPlace, pageAt } from "./page-places.ts";
import { PageViewer } from "./PageViewer.tsx";
import { SigningBar } from "./SigningBar.tsx";

/** A case to read: what was handed in, its pages, what is known and what was done. */
export function ReviewedCase({ opened }: { opened: OpenedCase }) {
  const { reviewer, inbox, pictures } = useStores();
  // Not the whole list: marking the next row there would draw the case that is left once more.
  const rows = useStore(inbox, (state) => state.rows);
  const total = useStore(inbox, (state) => state.total);
  const { open, close } = reviewer.getState();
  const { case: current } = opened;
  const at = findRow(rows, current.id);
  const isFirst = at === undefined || at === 0;
  const isLast = at === undefined || at >= total - 1;
  const goTo = (index: number): void => {
    const row = rows.get(index);
    if (!row) return;
    inbox.getState().activate(index);
    void open(row.caseId);
  };
  /** The cases that wait for this person stand first in the inbox: on to the next that is to be signed, or back to the inbox. */
  const goOn = (): void => {
    const next = at === undefined ? undefined : rows.get(at + 1);
    if (at !== undefined && next?.isMyTurn === true && next.pause === null) goTo(at + 1);
    else close();
  };
  useEffect(() => {
    if (at !== undefined) inbox.getState().need(at, at + 1);
  }, [inbox, at]);
  const nextCaseId = at === undefined ? undefined : rows.get(at + 1)?.caseId;
  useEffect(() => {
    if (nextCaseId === undefined) return;
    void reviewer.getState().lookAhead(nextCaseId).then((next) => {
      const place = next && firstPlace(next);
      const page = next && place ? pageAt(next, place) : undefined;
      if (page) pictures.preload(page.sha256);
    });
  }, [reviewer, pictures, nextCaseId]);

  return (
    <div className="reviewer-desk">
      <div className="panel reviewer-head">
        <span className="number" data-testid="case-number">{formatCaseNumber(current.number)}</span>
        <strong className="one-line">{current.application.applicant.name} · {current.application.projectName}</strong>
        <StageTag stage={current.stage} isDeemed={current.acceptance?.isDeemed ?? false} />
        <DeadlineLight deadline={findNextDeadline(current) ?? null} pause={findPause(current) ?? null} />
        <SigningBar key={current.id} opened={opened} onSigned={goOn} />
      </div>
      <div className="reviewer-flow">
        <FlowLine opened={opened} />
        <span className="row">
          <KeyButton action="viewPreviousCase" isDisabled={isFirst} onPress={() => at !== undefined && goTo(at - 1)} />
          <KeyButton action="viewNextCase" isDisabled={isLast} onPress={() => at !== undefined && goTo(at + 1)} />
          <KeyButton action="backToInbox" onPress={close} />
        </span>
      </div>
      <div className="reviewer-columns">
        <MaterialList opened={opened} />
        <PageViewer opened={opened} />
        <section className="panel" aria-label="意见、案情与经办记录">
          <div className="body stack" tabIndex={0} role="group" aria-label="案情与经办记录内容">
            <h2>签署的意见</h2>
            <OpinionList current={current} />
            <h2>案情</h2>
            <CaseFacts opened={opened} />
            <h2>经办记录</h2>
            <RecordCheckLine record={opened.record} />
            <CaseTrail trail={opened.trail} item={opened.item} />
          </div>
        </section>
      </div>
    </div>
  );
}
