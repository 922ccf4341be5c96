import { useState } from "react";
import { useStore } from "zustand";
import type { ShownCard } from "../../contracts/ipc/staff-card.ts";
import { useStores } from "../app/stores.ts";
import { displayOf } from "../keyboard/key-combination.ts";
import { keyMap } from "../keyboard/key-map.ts";
import { useKey } from "../keyboard/use-keys.ts";
import { nameOfCard } from "./card-name.ts";
import { PinDialog } from "./PinDialog.tsx";

const none: readonly ShownCard[] = [];

/** In the top bar while a card lies there unused: who signed in by password can sign with it, and so registers it. */
export function UseStaffCard() {
  const { staffCard, workplace, notices } = useStores();
  const cards = useStore(staffCard, ({ state }) => (state.kind === "present" ? state.cards : none));
  const [isOpen, setOpen] = useState(false);
  const isInUse = cards.some((card) => card.isInUse);
  const isOffered = cards.length > 0 && !isInUse;
  useKey("useStaffCard", () => setOpen(true), isOffered);
  if (isInUse) return <span title="签署意见时用证书卡签名；拔卡即停">证书卡</span>;
  if (!isOffered) return null;
  const [key] = keyMap.useStaffCard.keys;
  return (
    <>
      <button type="button" className="plain" aria-keyshortcuts={key.replace("Ctrl", "Control")} title={displayOf(key)} onClick={() => setOpen(true)}>使用证书卡</button>
      {isOpen && (
        <PinDialog
          title="使用证书卡"
          confirmLabel="使用"
          fieldId="use-card-pin"
          cards={cards}
          explain={(card) => `${card ? `${nameOfCard(card)}：` : ""}以后签署的意见用这张卡签名，也可以用它登录。第一次使用时需要联网登记。`}
          onPin={async (request, card) => {
            await workplace.getState().useStaffCard(request);
            notices.getState().show("done", `以后的意见用 ${nameOfCard(card)} 的证书卡签名。`);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
