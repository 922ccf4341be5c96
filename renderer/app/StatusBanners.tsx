import { useState } from "react";
import { useStore } from "zustand";
import { appWording } from "../../contracts/wording/app.ts";
import { calendarShortWording } from "../../contracts/wording/calendar.ts";
import { queueSavedWording, storeWording } from "../../contracts/wording/store.ts";
import { findKnownDaysLeft } from "../../domain/calendar/working-calendar.ts";
import type { Role } from "../../domain/people/role.ts";
import { regionDateOf } from "../../domain/time/instant.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { EnrolAgainDialog } from "./EnrolAgainDialog.tsx";
import { useStores } from "./stores.ts";
import { useNow } from "./use-now.ts";

/** Who has the calendar entered, or watches over limits; the others see on each limit that it is an estimate. */
const calendarKeepers: readonly Role[] = ["system-administrator", "supervisor"];

/** What the clerk must know of this PC before going on: the process behind the page has gone, the store was rebuilt, a new code is needed. */
export function StatusBanners() {
  const { workplace: workplaceStore } = useStores();
  const link = useStore(workplaceStore, (state) => state.link);
  const store = useStore(workplaceStore, (state) => state.workplace?.store);
  const centreUrl = useStore(workplaceStore, (state) => state.workplace?.enrolment?.centreUrl);
  const knownUntil = useStore(workplaceStore, (state) => state.workplace?.calendarKnownUntil ?? null);
  const roles = useStore(workplaceStore, (state) => state.workplace?.person?.roles);
  const today = regionDateOf(useNow());
  const [isRead, setRead] = useState(false);
  const [isCalendarRead, setCalendarRead] = useState(false);
  const isRebuiltShown = store?.outcome === "rebuilt" && !isRead;
  const isKeeper = roles?.some((role) => calendarKeepers.includes(role)) === true;
  const daysLeft = isKeeper && !isCalendarRead && knownUntil !== null ? findKnownDaysLeft({ knownUntil }, today) : undefined;
  const [isEnrolling, setEnrolling] = useState(false);
  return (
    <div>
      {link === "gone" && <div className="banner danger-banner" role="alert">{appWording["workstation-gone"]?.({})}</div>}
      {isRebuiltShown && (
        <div className="banner" role="alert">
          <span>{queueSavedWording({ folder: store.setAsideFolder, commandCount: store.savedCommandCount })}</span>
          <KeyButton action="closeBanner" label="知道了" onPress={() => setRead(true)} />
        </div>
      )}
      {/* One banner at a time answers to the key. */}
      {!isRebuiltShown && knownUntil !== null && daysLeft !== undefined && (
        <div className="banner" role="status">
          <span>{calendarShortWording({ knownUntil, daysLeft })}</span>
          <KeyButton action="closeBanner" label="知道了" onPress={() => setCalendarRead(true)} />
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
