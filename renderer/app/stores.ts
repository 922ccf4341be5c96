import { createContext, use } from "react";
import type { PersonId } from "../../domain/ids.ts";
import type { Role } from "../../domain/people/role.ts";
import { createAttentionStore } from "../attention/attention-store.ts";
import { createCameraStore } from "../camera/camera-store.ts";
import { createCardStore } from "../card-reader/card-store.ts";
import { createCaseListStore } from "../case-list/case-list-store.ts";
import { createDeviceStore } from "../devices/device-store.ts";
import { createPictureCache, type PictureCacheParts } from "../pages/picture-cache.ts";
import { createPrintStore } from "../printing/print-store.ts";
import { createReviewerStore } from "../reviewer/reviewer-store.ts";
import { createCaseStore } from "../window-desk/case-store.ts";
import { createUnsentWordsStore } from "../unsent-words/unsent-words-store.ts";
import { createDraftStore } from "../window-desk/draft-store.ts";
import { createScanStore } from "../window-desk/scan-store.ts";
import { createCatalogueStore } from "./catalogue-store.ts";
import type { Front } from "./front.ts";
import { createNavigationStore, desksFor } from "./navigation-store.ts";
import type { WorkplaceStore } from "./workplace-store.ts";

export type Stores = ReturnType<typeof createStores>;

/** Page pictures kept though nobody shows them now, at most 90 KB each. */
const idlePictures = 60;

/** Every store of the desks, one a feature, beside those of the front. */
export function createStores(front: Front, urls: Omit<PictureCacheParts, "read">) {
  const { services, toNotices } = front;
  const unsentWords = createUnsentWordsStore(services, toNotices);
  return {
    ...front,
    navigation: createNavigationStore(),
    catalogue: createCatalogueStore(services),
    draft: createDraftStore(services, toNotices),
    unsentWords,
    openCase: createCaseStore(services, toNotices, unsentWords),
    scans: createScanStore(services, toNotices),
    prints: createPrintStore(services, toNotices),
    cards: createCardStore(services, toNotices),
    devices: createDeviceStore(services, toNotices),
    camera: createCameraStore(services),
    cases: createCaseListStore(services, toNotices, "today"),
    waiting: createCaseListStore(services, toNotices, "waiting"),
    due: createCaseListStore(services, toNotices, "due"),
    toDeliver: createCaseListStore(services, toNotices, "to-deliver"),
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
}

/** The lists whose rows wait at a desk. */
function listsOf({ cases, waiting, due, toDeliver, inbox, certificateList }: Stores) {
  return [cases, waiting, due, toDeliver, inbox, certificateList];
}

/** Starts what listens, besides the front. Returns a function that ends it. */
export function startStores(stores: Stores): () => void {
  const listening = [stores.openCase, stores.scans, stores.prints, stores.cards, stores.devices, ...listsOf(stores), stores.certificateCase, stores.attention, stores.reviewer];
  const ends = [
    followPerson(stores),
    ...listening.map((store) => store.getState().start()),
    stores.services.client.subscribe("scans.progress", (progress) => void stores.openCase.getState().countSheets(progress)),
  ];
  return () => ends.forEach((end) => end());
}

/**
 * Whoever comes back, after their card was pulled or the process behind the page died, finds the desk as they left it, brought up to date. Whoever
 * comes after somebody else finds nothing of theirs.
 */
function followPerson(stores: Stores): () => void {
  let seated: PersonId | undefined;
  let last: PersonId | undefined;
  const follow = ({ workplace }: WorkplaceStore): void => {
    const person = workplace?.person ?? undefined;
    if (person?.personId === seated) return;
    seated = person?.personId;
    void stores.unsentWords.getState().turnTo(seated);
    if (person === undefined) return;
    if (last !== undefined && last !== person.personId) clearDesk(stores, person.roles);
    else catchUp(stores);
    last = person.personId;
  };
  // Somebody may have signed in before the desks were there.
  follow(stores.workplace.getState());
  return stores.workplace.subscribe(follow);
}

function catchUp(stores: Stores): void {
  const { openCase, draft, certificateCase, reviewer } = stores;
  const opened = openCase.getState().opened;
  if (opened) void openCase.getState().open(opened.case.id);
  for (const store of [certificateCase, reviewer]) void store.getState().refresh();
  for (const list of listsOf(stores)) if (list.getState().isLoaded) list.getState().refresh();
  // What was typed in the moment the sign-in ended could not be saved any more.
  void draft.getState().saveAgain();
}

function clearDesk(stores: Stores, roles: readonly Role[]): void {
  const { openCase, draft, certificateCase, reviewer, navigation } = stores;
  // A draft is this window's, whoever sits there.
  void draft.getState().saveAgain();
  for (const store of [openCase, certificateCase, reviewer]) store.getState().close();
  for (const list of listsOf(stores)) list.getState().clear();
  navigation.getState().go(desksFor(roles)[0]);
  navigation.getState().show(null);
}

export const StoresContext = createContext<Stores | null>(null);

export function useStores(): Stores {
  const stores = use(StoresContext);
  if (stores === null) throw new Error("the desks are drawn inside StoresContext");
  return stores;
}
