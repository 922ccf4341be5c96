import { useEffect } from "react";
import { useStore } from "zustand";
import { currentItems } from "../app/catalogue-store.ts";
import { useStores, type Stores } from "../app/stores.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { CaseDesk } from "./CaseDesk.tsx";
import { findRememberedCase } from "./case-store.ts";
import { isBlank } from "./draft.ts";
import { focusChecklist, focusField, focusIdentity } from "./field-ids.ts";
import { MaterialsToBring } from "./MaterialsToBring.tsx";
import { NewApplicationPanel } from "./NewApplicationPanel.tsx";

/** One page from the applicant's card to the receipt in their hand. */
export function WindowDesk() {
  const stores = useStores();
  const { openCase, draft, catalogue, prints, notices } = stores;
  const opened = useStore(openCase, (state) => state.opened);
  const { itemCode, isReceiving, typed } = useStore(draft);
  const loaded = useStore(catalogue, (state) => state.catalogue);
  const item = currentItems(loaded).find(({ code }) => code === itemCode);
  useEffect(() => bringBack(stores), [stores]);

  const receive = async (): Promise<void> => {
    const received = await draft.getState().receive(item);
    if (!received) {
      const [firstProblem] = draft.getState().problems.keys();
      if (firstProblem) focusField(firstProblem);
      return;
    }
    openCase.getState().show(received);
    focusChecklist();
    notices.getState().show("done", "已接件。请核对并扫描材料。");
    void prints.getState().print(received.case.id, "reception-slip");
  };
  const nextCase = async (): Promise<void> => {
    notices.getState().clear();
    openCase.getState().close();
    const started = draft.getState().startNew();
    focusIdentity();
    await started.catch((error: unknown) => notices.getState().report(error));
  };
  const clear = async (): Promise<void> => {
    await draft.getState().drop().catch((error: unknown) => notices.getState().report(error));
    focusIdentity();
  };

  if (opened) return <div className="window-desk with-case"><CaseDesk key={opened.case.id} opened={opened} onNextCase={() => void nextCase()} /></div>;
  return (
    <div className="window-desk">
      <div className="window-columns new">
        <NewApplicationPanel onReceive={() => void receive()} />
        <MaterialsToBring item={item} />
      </div>
      <div className="action-bar panel" role="group" aria-label="办理">
        <span className="quiet">录入申请信息后接件，接件后核对、扫描材料。</span>
        <span className="push row">
          <KeyButton action="clearDraft" isDisabled={isBlank(typed) && itemCode === null} onPress={() => void clear()} />
          <KeyButton action="receive" label="接件" isPrimary isBusy={isReceiving} onPress={() => void receive()} />
        </span>
      </div>
    </div>
  );
}

/**
 * What the clerk was at when the app last stopped (R-OFF-2): the remembered case or the newest draft, whichever was touched last. A
 * page's memory of the case may lag a moment behind a power cut; the drafts and the record do not.
 */
function bringBack({ openCase, draft, services, notices }: Stores): void {
  if (openCase.getState().opened) return;
  // Nobody need wait with typing: what is begun by then is not written over.
  focusIdentity();
  const remembered = findRememberedCase(services.preferences);
  const restore = async (): Promise<void> => {
    const hasDraft = await draft.getState().restore();
    const typedAt = hasDraft ? draft.getState().savedAt : null;
    if (remembered !== undefined) {
      await openCase.getState().open(remembered);
      const actedAt = openCase.getState().opened?.trail.at(-1)?.claimedAt;
      if (actedAt !== undefined && (typedAt === null || actedAt > typedAt)) return;
      openCase.getState().close();
    }
    if (hasDraft) notices.getState().show("hint", "已恢复上次没有接件的草稿。");
    focusIdentity();
  };
  restore().catch((error: unknown) => notices.getState().report(error));
}
