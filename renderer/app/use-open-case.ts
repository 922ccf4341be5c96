import { useStore } from "zustand";
import type { CaseId } from "../../domain/ids.ts";
import { focusChecklist } from "../window-desk/field-ids.ts";
import { desksFor } from "./navigation-store.ts";
import { useStores } from "./stores.ts";

/** Opens a case on the desk of whoever is signed in: the clerk's to go on with it, else the reviewer's to read it. */
export function useOpenCase(): (caseId: CaseId) => void {
  const { workplace, navigation, openCase, reviewer, draft } = useStores();
  const roles = useStore(workplace, (state) => state.workplace?.person?.roles) ?? [];
  return (caseId) => {
    const isClerk = desksFor(roles).includes("window");
    const open = async (): Promise<void> => {
      await draft.getState().flush();
      await (isClerk ? openCase.getState().open(caseId) : reviewer.getState().open(caseId));
      navigation.getState().go(isClerk ? "window" : "reviewer");
      if (isClerk) focusChecklist();
    };
    void open();
  };
}
