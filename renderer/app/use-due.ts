import { useStore } from "zustand";
import { dueWording, type WriteDue } from "../../contracts/wording/time.ts";
import { isLimitEndEstimated } from "../../domain/calendar/working-calendar.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { useStores } from "./stores.ts";

/** Whether a limit's end may yet move, by the calendar as this PC last heard of it. */
export function useIsEstimated(): (dueAt: Instant) => boolean {
  const { workplace } = useStores();
  const knownUntil = useStore(workplace, (state) => state.workplace?.calendarKnownUntil ?? null);
  return (dueAt) => knownUntil !== null && isLimitEndEstimated({ knownUntil }, dueAt);
}

/** How the end of a limit is written everywhere on the desks. */
export function useDue(): WriteDue {
  const isEstimated = useIsEstimated();
  return (dueAt) => dueWording(dueAt, isEstimated(dueAt));
}
