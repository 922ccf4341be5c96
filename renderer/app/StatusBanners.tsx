import { useState } from "react";
import { useStore } from "zustand";
import { appWording } from "../../contracts/wording/app.ts";
import { queueSavedWording, storeWording } from "../../contracts/wording/store.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { EnrolAgainDialog } from "./EnrolAgainDialog.tsx";
import { useStores } from "./stores.ts";

/** What the clerk must know of this PC before going on: the process behind the page has gone, the store was rebuilt, a new code is needed. */
export function StatusBanners() {
  const { workplace: workplaceStore } = useStores();
  const link = useStore(workplaceStore, (state) => state.link);
  const store = useStore(workplaceStore, (state) => state.workplace?.store);
  const centreUrl = useStore(workplaceStore, (state) => state.workplace?.enrolment?.centreUrl);
  const [isRead, setRead] = useState(false);
  const [isEnrolling, setEnrolling] = useState(false);
  return (
    <div>
      {link === "gone" && <div className="banner danger-banner" role="alert">{appWording["workstation-gone"]?.({})}</div>}
      {store?.outcome === "rebuilt" && !isRead && (
        <div className="banner" role="alert">
          <span>{queueSavedWording({ folder: store.setAsideFolder, commandCount: store.savedCommandCount })}</span>
          <KeyButton action="closeBanner" label="知道了" onPress={() => setRead(true)} />
        </div>
      )}
      {store?.needsNewCode === true && (
        <div className="banner" role="alert">
          <span>{storeWording["store-needs-new-code"]?.({})}</span>
          <KeyButton action="enrolAgain" onPress={() => setEnrolling(true)} />
        </div>
      )}
      {isEnrolling && centreUrl !== undefined && <EnrolAgainDialog centreUrl={centreUrl} onClose={() => setEnrolling(false)} />}
    </div>
  );
}
