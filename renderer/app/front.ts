import { createContext, use } from "react";
import { createStaffCardStore } from "../staff-card/staff-card-store.ts";
import { createNoticeStore } from "./notice-store.ts";
import type { Services } from "./services.ts";
import { createWorkplaceStore } from "./workplace-store.ts";

export type Front = ReturnType<typeof createFront>;

/** What the page has before anybody signs in, over the same services as the desks behind it. */
export function createFront(services: Services) {
  const notices = createNoticeStore(services.schedule);
  const toNotices = () => notices.getState();
  return {
    services,
    notices,
    toNotices,
    workplace: createWorkplaceStore(services, (error) => toNotices().report(error)),
    staffCard: createStaffCardStore(services, toNotices),
  };
}

/** Starts what listens. Returns a function that ends it. */
export function startFront({ workplace, staffCard }: Front): () => void {
  const ends = [workplace, staffCard].map((store) => store.getState().start());
  return () => ends.forEach((end) => end());
}

export const FrontContext = createContext<Front | null>(null);

export function useFront(): Front {
  const front = use(FrontContext);
  if (front === null) throw new Error("the page is drawn inside FrontContext");
  return front;
}
