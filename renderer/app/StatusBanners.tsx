import { useState } from "react";
import { useStore } from "zustand";
import type { Workplace } from "../../contracts/ipc/workplace.ts";
import { appWording } from "../../contracts/wording/app.ts";
import { calendarShortWording } from "../../contracts/wording/calendar.ts";
import { sealsExpiringWording } from "../../contracts/wording/seals.ts";
import { queueSavedWording, storeWording } from "../../contracts/wording/store.ts";
import { findKnownDaysLeft } from "../../domain/calendar/working-calendar.ts";
import type { Role } from "../../domain/people/role.ts";
import { regionDateOf, type Instant } from "../../domain/time/instant.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { EnrolAgainDialog } from "./EnrolAgainDialog.tsx";
import { findExpiringSeals } from "./expiring-seals.ts";
import { useStores } from "./stores.ts";
import { useNow } from "./use-now.ts";

/** Who has the calendar entered, or watches over limits; the others see on each limit that it is an estimate. */
const calendarKeepers: readonly Role[] = ["system-administrator", "supervisor"];

/** What the clerk must know of this PC before going on: the process behind the page has gone, the store was rebuilt, a new code is needed; and what runs out. */
export function StatusBanners() {
  const { workplace: workplaceStore } = useStores();
  const link = useStore(workplaceStore, (state) => state.link);
  const workplace = useStore(workplaceStore, (state) => state.workplace);
  const now = useNow();
  const [read, setRead] = useState<readonly string[]>([]);
  const [isEnrolling, setEnrolling] = useState(false);
  const store = workplace?.store;
  const centreUrl = workplace?.enrolment?.centreUrl;
  // One banner at a time answers to the key.
  const shown = sayingsOf(workplace, now).find(({ name }) => !read.includes(name));
  return (
    <div>
      {link === "gone" && <div className="banner danger-banner" role="alert">{appWording["workstation-gone"]?.({})}</div>}
      {shown && (
        <div className="banner" role={shown.role}>
          <span>{shown.text}</span>
          <KeyButton action="closeBanner" label="知道了" onPress={() => setRead([...read, shown.name])} />
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

interface Saying {
  /** Once read it is not said again; to whoever sits down next it is. */
  readonly name: string;
  readonly role: "alert" | "status";
  readonly text: string;
}

/** What can be closed once it is read, the weightiest first. */
function sayingsOf(workplace: Workplace | null, now: Instant): Saying[] {
  if (workplace === null) return [];
  const { store, person, calendarKnownUntil: knownUntil, sealsInUse } = workplace;
  const sayings: Saying[] = [];
  if (store.outcome === "rebuilt") {
    sayings.push({ name: "rebuilt", role: "alert", text: queueSavedWording({ folder: store.setAsideFolder, commandCount: store.savedCommandCount }) });
  }
  if (person === null) return sayings;
  const isKeeper = person.roles.some((role) => calendarKeepers.includes(role));
  const daysLeft = isKeeper && knownUntil !== null ? findKnownDaysLeft({ knownUntil }, regionDateOf(now)) : undefined;
  if (knownUntil !== null && daysLeft !== undefined) {
    sayings.push({ name: `calendar ${person.personId}`, role: "status", text: calendarShortWording({ knownUntil, daysLeft }) });
  }
  const seals = findExpiringSeals(sealsInUse, person, now);
  if (seals.length > 0) sayings.push({ name: `seals ${person.personId}`, role: "status", text: sealsExpiringWording(seals) });
  return sayings;
}
