import { useStore } from "zustand";
import { displayOf } from "../keyboard/key-combination.ts";
import { bindingOf, type KeyAction } from "../keyboard/key-map.ts";
import { useKey } from "../keyboard/use-keys.ts";
import { needsClerk } from "../printing/print-store.ts";
import { UseStaffCard } from "../staff-card/UseStaffCard.tsx";
import { focusIdentity } from "../window-desk/field-ids.ts";
import { ConnectionStatus } from "./ConnectionStatus.tsx";
import { focusSoon } from "./focus-guard.ts";
import type { Desk } from "./navigation-store.ts";
import { useStores } from "./stores.ts";

const tabs: Readonly<Record<Desk, KeyAction>> = {
  window: "deskWindow",
  cases: "deskCases",
  attention: "deskAttention",
  waiting: "deskWaiting",
  prints: "deskPrints",
  devices: "deskDevices",
  reviewer: "deskReviewer",
  certificates: "deskCertificates",
  verification: "deskVerification",
};

export const searchFieldId = "case-search";

export function TopBar({ desks, shown, onGo }: { desks: readonly Desk[]; shown: Desk; onGo: (desk: Desk) => void }) {
  const stores = useStores();
  const person = useStore(stores.workplace, (state) => state.workplace?.person);
  const show = useStore(stores.navigation, (state) => state.show);
  const signOut = async (): Promise<void> => {
    await stores.draft.getState().flush();
    await stores.workplace.getState().signOut().catch((error: unknown) => stores.notices.getState().report(error));
  };
  const startNewCase = async (): Promise<void> => {
    onGo("window");
    stores.notices.getState().clear();
    stores.openCase.getState().close();
    const started = stores.draft.getState().startNew();
    focusIdentity();
    await started;
  };
  useKey("newCase", () => void startNewCase().catch((error: unknown) => stores.notices.getState().report(error)), desks.includes("window"));
  useKey("search", () => {
    onGo("cases");
    focusSoon(searchFieldId);
  });
  useKey("help", () => show("help"));
  useKey("checkRecords", () => show("record-check"));
  useKey("signOut", () => void signOut());

  return (
    <header className="top-bar">
      <h1 className="brand">一窗</h1>
      <span className="modifier" aria-hidden="true">Ctrl+</span>
      <nav aria-label="工作页面">
        {desks.map((desk) => <DeskTab key={desk} desk={desk} isShown={desk === shown} onGo={() => onGo(desk)} />)}
      </nav>
      <div className="status">
        <ConnectionStatus />
        <UseStaffCard />
        <span>
          {person?.name}
          {person?.isOfflineSignIn === true && <span title="联网后会自动核对账号">（离线登录）</span>}
        </span>
        <button type="button" className="plain" aria-keyshortcuts="Control+Shift+L" title="退出登录（Ctrl+Shift+L）" onClick={() => void signOut()}>退出</button>
        <button type="button" className="plain" aria-keyshortcuts="F1" onClick={() => show("help")}>帮助<kbd aria-hidden="true">F1</kbd></button>
      </div>
    </header>
  );
}

function DeskTab({ desk, isShown, onGo }: { desk: Desk; isShown: boolean; onGo: () => void }) {
  const { keys, label } = bindingOf(tabs[desk]);
  const count = useDeskCount(desk);
  useKey(tabs[desk], onGo);
  return (
    <button type="button" className="plain" aria-current={isShown ? "page" : undefined} aria-keyshortcuts={keys[0].replace("Ctrl", "Control")} onClick={onGo} title={displayOf(keys[0])}>
      {label}
      {count > 0 && <span className={desk === "waiting" ? "count waiting" : "count"}>{count}</span>}
      <kbd aria-hidden="true">{displayOf(keys[0]).replace("Ctrl+", "")}</kbd>
    </button>
  );
}

function useDeskCount(desk: Desk): number {
  const stores = useStores();
  const attention = useStore(stores.attention, (state) => state.items.length);
  const due = useStore(stores.due, (state) => state.total);
  const toDeliver = useStore(stores.toDeliver, (state) => state.total);
  const waiting = useStore(stores.workplace, (state) => state.workplace?.connection.waitingCaseCount ?? 0);
  const prints = useStore(stores.prints, (state) => state.jobs.filter(needsClerk).length);
  // What falls due today or is overdue must not wait until somebody looks for it (R-RECV-4), nor a notice nobody was given (R-FLOW-4).
  if (desk === "cases") return due + toDeliver;
  if (desk === "attention") return attention;
  if (desk === "waiting") return waiting;
  return desk === "prints" ? prints : 0;
}
