import { useStore } from "zustand";
import { formatNear } from "../../contracts/wording/time.ts";
import { currentItems } from "../app/catalogue-store.ts";
import { useStores } from "../app/stores.ts";
import { useNow } from "../app/use-now.ts";
import { displayOf } from "../keyboard/key-combination.ts";
import { keyMap } from "../keyboard/key-map.ts";
import { useKey } from "../keyboard/use-keys.ts";
import { ApplicationForm } from "./ApplicationForm.tsx";
import { typedFromDraft } from "./draft.ts";
import { focusIdentity } from "./field-ids.ts";

const draftButtonId = (index: number): string => `draft-${index}`;

/** A case not yet received. */
export function NewApplicationPanel({ onReceive }: { onReceive: () => void }) {
  const stores = useStores();
  const draft = useStore(stores.draft);
  const catalogue = useStore(stores.catalogue, (state) => state.catalogue);
  const now = useNow();
  const items = currentItems(catalogue);
  const item = items.find(({ code }) => code === draft.itemCode);
  const shownDrafts = draft.others.slice(0, 3);
  useKey("goToApplication", focusIdentity);
  useKey("goToDrafts", () => document.getElementById(draftButtonId(0))?.focus(), shownDrafts.length > 0);

  return (
    <section className="panel" aria-label="新办件">
      <header>
        <h2>新办件</h2>
        <span className="quiet">{draft.savedAt === null ? "边录边存，断电不丢" : `已存草稿 ${formatNear(draft.savedAt, now)}`}</span>
      </header>
      <div className="body">
        {shownDrafts.length > 0 && (
          <div className="drafts" role="group" aria-label="未接件的草稿">
            <span className="quiet">未接件的草稿<kbd aria-hidden="true">{displayOf(keyMap.goToDrafts.keys[0])}</kbd>：</span>
            {shownDrafts.map((other, index) => (
              <button key={other.draftId} type="button" className="button" id={draftButtonId(index)} onClick={() => void draft.resume(other.draftId).then(focusIdentity)}>
                {typedFromDraft(other).applicantName || "未填姓名"} {formatNear(other.savedAt, now)}
              </button>
            ))}
          </div>
        )}
        <ApplicationForm
          key={draft.draftId}
          typed={draft.typed}
          item={item}
          items={items}
          problems={draft.problems}
          onChange={draft.change}
          onAnswer={draft.changeAnswer}
          onChooseItem={draft.chooseItem}
          onSubmit={onReceive}
        />
      </div>
    </section>
  );
}
