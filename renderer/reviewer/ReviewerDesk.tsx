import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { useStores } from "../app/stores.ts";
import { CaseTable } from "../case-list/CaseTable.tsx";
import { DelegationsDialog } from "../delegations/DelegationsDialog.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { ReviewedCase } from "./ReviewedCase.tsx";

/** Arriving cases, the most urgent first; one opened is read here. */
export function ReviewerDesk() {
  const { inbox, reviewer } = useStores();
  const opened = useStore(reviewer, (state) => state.opened);
  const { total, isLoaded } = useStore(inbox);
  const isListShown = opened === null;
  const [isDelegating, setDelegating] = useState(false);
  useEffect(() => {
    if (!isListShown) return;
    if (inbox.getState().isLoaded) inbox.getState().refresh();
    else inbox.getState().show("inbox");
    document.querySelector<HTMLElement>("[role=grid]")?.focus();
  }, [inbox, isListShown]);
  if (opened) return <ReviewedCase opened={opened} />;
  return (
    <section className="panel list-desk" aria-label="审查收件">
      <header>
        <h2>审查收件</h2>
        <KeyButton action="delegations" onPress={() => setDelegating(true)} />
        <span className="quiet" role="status">{isLoaded ? `${total} 件，回车打开` : "正在读取…"}</span>
      </header>
      {isDelegating && <DelegationsDialog onClose={() => setDelegating(false)} />}
      <CaseTable store={inbox} label="收到的办件" columns="inbox" emptyText="还没有送达的办件。" onOpen={(row) => void reviewer.getState().open(row.caseId)} />
    </section>
  );
}
