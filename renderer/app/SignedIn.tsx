import { useEffect } from "react";
import { useStore } from "zustand";
import { AttentionDesk } from "../attention/AttentionDesk.tsx";
import { CasesDesk } from "../case-list/CasesDesk.tsx";
import { WaitingDesk } from "../case-list/WaitingDesk.tsx";
import { CertificateDesk } from "../certificates/CertificateDesk.tsx";
import { DeviceSettingsDesk } from "../devices/DeviceSettingsDesk.tsx";
import { PrintJobsDesk } from "../printing/PrintJobsDesk.tsx";
import { RecordCheckDialog } from "../record-check/RecordCheckDialog.tsx";
import { ReviewerDesk } from "../reviewer/ReviewerDesk.tsx";
import { VerificationDesk } from "../verification/VerificationDesk.tsx";
import { WindowDesk } from "../window-desk/WindowDesk.tsx";
import { HelpOverlay } from "./HelpOverlay.tsx";
import { desksFor, type Desk } from "./navigation-store.ts";
import { StatusBanners } from "./StatusBanners.tsx";
import { useStores } from "./stores.ts";
import { TopBar } from "./TopBar.tsx";

const deskPages: Readonly<Record<Desk, () => React.JSX.Element>> = {
  window: WindowDesk,
  cases: CasesDesk,
  attention: AttentionDesk,
  waiting: WaitingDesk,
  prints: PrintJobsDesk,
  devices: DeviceSettingsDesk,
  reviewer: ReviewerDesk,
  certificates: CertificateDesk,
  verification: VerificationDesk,
};

/** The desks of whoever signed in. */
export function SignedIn() {
  const stores = useStores();
  const roles = useStore(stores.workplace, (state) => state.workplace?.person?.roles) ?? [];
  const { desk, overlay, go, show } = useStore(stores.navigation);
  const desks = desksFor(roles);
  const shown = desks.includes(desk) ? desk : desks[0];
  const DeskPage = deskPages[shown];

  useEffect(() => {
    const { catalogue, prints, attention, due, toDeliver, notices } = stores;
    notices.getState().clear();
    catalogue.getState().load().catch((error: unknown) => notices.getState().report(error));
    void prints.getState().load();
    void attention.getState().load();
    due.getState().show("due");
    toDeliver.getState().show("to-deliver");
  }, [stores]);

  return (
    <div className="app">
      <TopBar desks={desks} shown={shown} onGo={go} />
      <StatusBanners />
      <main className="desk" tabIndex={-1} data-focus-home>
        <DeskPage />
      </main>
      {overlay === "help" && <HelpOverlay onClose={() => show(null)} />}
      {overlay === "record-check" && <RecordCheckDialog onClose={() => show(null)} />}
    </div>
  );
}
