import { createContext, use } from "react";
import { createAttentionStore } from "../attention/attention-store.ts";
import { createCardStore } from "../card-reader/card-store.ts";
import { createCaseListStore } from "../case-list/case-list-store.ts";
import { createDeviceStore } from "../devices/device-store.ts";
import { createPictureCache, type PictureCacheParts } from "../pages/picture-cache.ts";
import { createPrintStore } from "../printing/print-store.ts";
import { createReviewerStore } from "../reviewer/reviewer-store.ts";
import { createStaffCardStore } from "../staff-card/staff-card-store.ts";
import { createCaseStore } from "../window-desk/case-store.ts";
import { createUnsentWordsStore } from "../unsent-words/unsent-words-store.ts";
import { createDraftStore } from "../window-desk/draft-store.ts";
import { createScanStore } from "../window-desk/scan-store.ts";
import { createCatalogueStore } from "./catalogue-store.ts";
import { createNavigationStore } from "./navigation-store.ts";
import { createNoticeStore } from "./notice-store.ts";
import type { Services } from "./services.ts";
import { createWorkplaceStore } from "./workplace-store.ts";

export type Stores = ReturnType<typeof createStores>;

/** Page pictures kept though nobody shows them now, at most 90 KB each. */
const idlePictures = 60;

/** Every store of the page, one a feature, over the same services. */
export function createStores(services: Services, urls: Pick<PictureCacheParts, "makeUrl" | "revokeUrl">) {
  const notices = createNoticeStore(services.schedule);
  const toNotices = () => notices.getState();
  const unsentWords = createUnsentWordsStore(services, toNotices);
  const stores = {
    services,
    notices,
    workplace: createWorkplaceStore(services, (error) => toNotices().report(error)),
    navigation: createNavigationStore(),
    catalogue: createCatalogueStore(services),
    draft: createDraftStore(services, toNotices),
    unsentWords,
    openCase: createCaseStore(services, toNotices, unsentWords),
    scans: createScanStore(services, toNotices),
    prints: createPrintStore(services, toNotices),
    cards: createCardStore(services, toNotices),
    staffCard: createStaffCardStore(services, toNotices),
    devices: createDeviceStore(services, toNotices),
    cases: createCaseListStore(services, toNotices, "today"),
    waiting: createCaseListStore(services, toNotices, "waiting"),
    due: createCaseListStore(services, toNotices, "due"),
    inbox: createCaseListStore(services, toNotices, "inbox"),
    certificateList: createCaseListStore(services, toNotices, "certificates"),
    certificateCase: createReviewerStore(services, toNotices, unsentWords),
    attention: createAttentionStore(services, toNotices),
    reviewer: createReviewerStore(services, toNotices, unsentWords),
    pictures: createPictureCache(
      { ...urls, read: async (sha256) => (await services.client.call("pages.read", { sha256 })).jpeg },
      idlePictures,
    ),
  };
  return stores;
}

/** Starts everything that listens. Returns a function that ends it. */
export function startStores(stores: Stores): () => void {
  const listening = [stores.workplace, stores.openCase, stores.scans, stores.prints, stores.cards, stores.staffCard, stores.devices, stores.cases, stores.waiting, stores.due, stores.inbox, stores.certificateList, stores.certificateCase, stores.attention, stores.reviewer];
  const ends = [
    stores.workplace.subscribe((state, before) => {
      const personId = state.workplace?.person?.personId;
      if (personId !== before.workplace?.person?.personId) void stores.unsentWords.getState().turnTo(personId);
      // What was typed in the moment the card was pulled could not be saved any more.
      if (before.workplace?.isLocked === true && state.workplace?.person) void stores.draft.getState().saveAgain();
      if (state.link === "connected" && before.link === "gone" && state.workplace?.person) catchUp(stores);
    }),
    ...listening.map((store) => store.getState().start()),
    stores.services.client.subscribe("scans.progress", (progress) => void stores.openCase.getState().countSheets(progress)),
  ];
  return () => ends.forEach((end) => end());
}

/** A new workstation process answers: what is on the page may be older than what it found in its store. */
function catchUp({ openCase, draft, cases, waiting, due, inbox, certificateList, prints, attention }: Stores): void {
  const opened = openCase.getState().opened;
  if (opened) void openCase.getState().open(opened.case.id);
  for (const list of [cases, waiting, due, inbox, certificateList]) if (list.getState().isLoaded) list.getState().refresh();
  void draft.getState().saveAgain();
  void prints.getState().load();
  void attention.getState().load();
}

export const StoresContext = createContext<Stores | null>(null);

export function useStores(): Stores {
  const stores = use(StoresContext);
  if (stores === null) throw new Error("the page is drawn inside StoresContext");
  return stores;
}
