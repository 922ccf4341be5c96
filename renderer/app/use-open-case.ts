import { useStore } from "zustand";
import type { CaseId, PageId } from "../../domain/ids.ts";
import { focusChecklist, focusPages } from "../window-desk/field-ids.ts";
import { desksFor } from "./navigation-store.ts";
import { useStores } from "./stores.ts";

/** A page to begin at, where the clerk has to do with that one. */
export interface PlaceInCase {
  readonly materialCode: string;
  readonly pageId: PageId;
}

/** Opens a case on the desk of whoever is signed in: the clerk's to go on with it, else the reviewer's to read it. */
export function useOpenCase(): (caseId: CaseId, place?: PlaceInCase | null) => void {
  const { workplace, navigation, openCase, reviewer, draft } = useStores();
  const roles = useStore(workplace, (state) => state.workplace?.person?.roles) ?? [];
  return (caseId, place = null) => {
    const isClerk = desksFor(roles).includes("window");
    const open = async (): Promise<void> => {
      await draft.getState().flush();
      await (isClerk ? openCase.getState().open(caseId) : reviewer.getState().open(caseId));
      navigation.getState().go(isClerk ? "window" : "reviewer");
      if (!isClerk) return;
      if (place === null) return focusChecklist();
      openCase.getState().selectMaterial(place.materialCode);
      openCase.getState().selectPage(place.pageId);
      focusPages();
    };
    void open();
  };
}
