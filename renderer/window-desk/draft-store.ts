import { createStore } from "zustand/vanilla";
import type { Draft, OpenedCase } from "../../contracts/ipc/cases.ts";
import { regionDateOf } from "../../domain/time/instant.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import type { NoticeStore } from "../app/notice-store.ts";
import type { Services } from "../app/services.ts";
import { namesOf } from "../app/catalogue-store.ts";
import {
  blankApplication, isBlank, readApplication, typedFromDraft, withChange, type FieldId, type FieldProblems, type TypedApplication,
} from "./draft.ts";

/** A new case being typed; every change is saved a moment later, so that a power cut loses no more than that moment (R-OFF-2). */
export interface DraftStore {
  readonly draftId: string;
  readonly itemCode: string | null;
  readonly typed: TypedApplication;
  /** Shown since the clerk last tried to receive; a field's goes when the field changes. */
  readonly problems: FieldProblems;
  readonly savedAt: string | null;
  /** Drafts of this PC other than the one on the page, newest first. */
  readonly others: readonly Draft[];
  readonly isReceiving: boolean;
  change(change: Partial<TypedApplication>): void;
  changeAnswer(key: string, answer: string): void;
  chooseItem(itemCode: string): void;
  /** Leaves the form blank for the next applicant; what was typed stays a draft. */
  startNew(): Promise<void>;
  resume(draftId: string): Promise<void>;
  /** Throws the draft on the page away. */
  drop(): Promise<void>;
  /** Brings back what was being typed when the app last stopped. True when there was something. */
  restore(): Promise<boolean>;
  /** Saves now instead of in a moment. */
  flush(): Promise<void>;
  /** Saves what is typed once more: the process that was told may be gone. */
  saveAgain(): Promise<void>;
  /** Reception. The case, or nothing when the form has problems or the workstation refused: both are shown. */
  receive(item: ItemDefinition | undefined): Promise<OpenedCase | undefined>;
}

const savesAfterMs = 400;
const noProblems: FieldProblems = new Map();

export function createDraftStore(services: Services, notices: () => NoticeStore) {
  const { client, now, newId, schedule } = services;
  return createStore<DraftStore>()((set, get) => {
    let callOff: (() => void) | undefined;
    const blank = () => ({ draftId: newId(), itemCode: null, typed: blankApplication, problems: noProblems, savedAt: null });

    const save = async (): Promise<void> => {
      callOff = undefined;
      const { draftId, itemCode, typed } = get();
      const draft = { draftId, itemCode, application: typed, savedAt: now() };
      try {
        await client.call("drafts.save", draft);
        if (get().draftId === draftId) set({ savedAt: draft.savedAt });
      } catch (error) {
        notices().report(error);
      }
    };
    const saveSoon = (): void => {
      callOff?.();
      callOff = schedule(() => void save(), savesAfterMs);
    };
    const forget = (field: FieldId): FieldProblems => {
      const problems = new Map(get().problems);
      problems.delete(field);
      return problems;
    };
    const show = (draft: Draft): void =>
      set({ draftId: draft.draftId, itemCode: draft.itemCode, typed: typedFromDraft(draft), problems: noProblems, savedAt: draft.savedAt });
    const loadOthers = async (): Promise<Draft[]> => {
      const drafts = (await client.call("drafts.list", {})).toSorted((a, b) => b.savedAt.localeCompare(a.savedAt));
      set({ others: drafts.filter((draft) => draft.draftId !== get().draftId) });
      return drafts;
    };

    return {
      ...blank(),
      others: [],
      isReceiving: false,
      change(change) {
        set({ typed: withChange(get().typed, change, regionDateOf(now())) });
        for (const field of Object.keys(change) as FieldId[]) set({ problems: forget(field) });
        saveSoon();
      },
      changeAnswer(key, answer) {
        const { typed } = get();
        set({ typed: { ...typed, form: { ...typed.form, [key]: answer } }, problems: forget(`form.${key}`) });
        saveSoon();
      },
      chooseItem(itemCode) {
        set({ itemCode, problems: forget("itemCode") });
        saveSoon();
      },
      async startNew() {
        // Blank at once: whoever types on must not wait for the disk.
        const saved = get().flush();
        set(blank());
        await saved;
        await loadOthers();
      },
      async resume(draftId) {
        await get().flush();
        const draft = (await client.call("drafts.list", {})).find((candidate) => candidate.draftId === draftId);
        if (draft) show(draft);
        await loadOthers();
      },
      async drop() {
        callOff?.();
        callOff = undefined;
        await client.call("drafts.drop", { draftId: get().draftId });
        set(blank());
        await loadOthers();
      },
      async restore() {
        const [newest] = await loadOthers();
        if (newest === undefined || !isBlank(get().typed)) return false;
        show(newest);
        await loadOthers();
        return true;
      },
      async flush() {
        if (callOff === undefined) return;
        callOff();
        await save();
      },
      async saveAgain() {
        if (!isBlank(get().typed)) await save();
      },
      async receive(item) {
        if (get().isReceiving) return undefined;
        const { draftId, typed } = get();
        const read = readApplication(typed, item, regionDateOf(now()));
        set({ problems: read.problems ?? noProblems });
        if (read.application === null || item === undefined) return undefined;
        set({ isReceiving: true });
        // A save still to come would bring back a draft that reception has just dropped.
        callOff?.();
        callOff = undefined;
        try {
          const answer = await client.call("cases.receive", { draftId, itemCode: item.code, application: read.application });
          if (answer.outcome === "refused") {
            notices().refuse(answer.refusal, namesOf(item));
            return undefined;
          }
          set(blank());
          // The case is shown at once: keys pressed meanwhile must not fall on the blank form.
          loadOthers().catch((error: unknown) => notices().report(error));
          return answer.opened;
        } catch (error) {
          notices().report(error);
          saveSoon();
          return undefined;
        } finally {
          set({ isReceiving: false });
        }
      },
    };
  });
}
