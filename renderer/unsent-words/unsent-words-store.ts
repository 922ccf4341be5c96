import { createStore } from "zustand/vanilla";
import type { UnsentWords, WordsPlace } from "../../contracts/ipc/unsent-words.ts";
import type { CommandKind } from "../../domain/case/case-command.ts";
import { isFailure } from "../../domain/failure.ts";
import type { CaseId, PersonId } from "../../domain/ids.ts";
import type { NoticeStore } from "../app/notice-store.ts";
import type { Services } from "../app/services.ts";

/**
 * What is typed into the forms of acts and not given yet (R-OFF-2). Each change is saved at once, or as soon as the save before it is
 * answered. What could not be saved because the sign-in ended or the process behind the page died waits here for its owner, and nobody
 * else is shown it.
 */
export interface UnsentWordsStore {
  /** Of who is signed in; undefined when nothing waits there. */
  find(place: WordsPlace): UnsentWords | undefined;
  keep(place: WordsPlace, words: UnsentWords["words"]): void;
  drop(place: WordsPlace): void;
  /** Somebody has signed in, or nobody is any more: loads theirs, and saves what waits of them. */
  turnTo(personId: PersonId | undefined): Promise<void>;
  /** Gives an act: what was typed for one of its kind is saved no more meanwhile, and forgotten once `give` answers that it was done. */
  giving(caseId: CaseId, kind: CommandKind, give: () => Promise<boolean>): Promise<boolean>;
}

interface Entry extends WordsPlace {
  /** Null to be dropped. */
  words: UnsentWords["words"] | null;
  savedAt: string;
  isSaved: boolean;
  isSending: boolean;
}
type Entries = Map<string, Entry>;

const keyOf = ({ caseId, form, detail }: WordsPlace): string => `${caseId} ${form} ${detail}`;
const actOf = (caseId: CaseId, kind: CommandKind): string => `${caseId} ${kind}`;
/** Not worth a word: the words are saved when their owner is back. */
const passing = new Set(["sign-in-needed", "workstation-gone"]);

export function createUnsentWordsStore({ client, now }: Services, notices: () => NoticeStore) {
  const ofPeople = new Map<PersonId, Entries>();
  const beingGiven = new Set<string>();
  let owner: PersonId | undefined;

  const entriesOf = (personId: PersonId | undefined): Entries => (personId === undefined ? undefined : ofPeople.get(personId)) ?? new Map<string, Entry>();

  const send = async (entry: Entry): Promise<void> => {
    const isCurrent = (): boolean => entriesOf(owner).get(keyOf(entry)) === entry;
    if (entry.isSaved || entry.isSending || !isCurrent() || beingGiven.has(actOf(entry.caseId, entry.form))) return;
    const { caseId, form, detail, words, savedAt } = entry;
    entry.isSending = true;
    try {
      await (words === null ? client.call("unsentWords.drop", { caseId, form, detail }) : client.call("unsentWords.keep", { caseId, form, detail, words, savedAt }));
      entry.isSaved = entry.words === words;
    } catch (error) {
      if (!isFailure(error) || !passing.has(error.code)) notices().report(error);
      return;
    } finally {
      entry.isSending = false;
    }
    await send(entry);
  };

  const put = ({ caseId, form, detail }: WordsPlace, words: Entry["words"]): void => {
    if (owner === undefined) return;
    const key = keyOf({ caseId, form, detail });
    const entry: Entry = entriesOf(owner).get(key) ?? { caseId, form, detail, words, savedAt: "", isSaved: false, isSending: false };
    Object.assign(entry, { words, savedAt: now(), isSaved: false });
    entriesOf(owner).set(key, entry);
    void send(entry);
  };

  return createStore<UnsentWordsStore>()(() => ({
    find(place) {
      const entry = entriesOf(owner).get(keyOf(place));
      return entry === undefined || entry.words === null ? undefined : { ...entry, words: entry.words };
    },
    keep: (place, words) => put(place, words),
    drop: (place) => put(place, null),
    async turnTo(personId) {
      owner = personId;
      for (const [other, entries] of ofPeople) if (other !== owner && [...entries.values()].every(({ isSaved }) => isSaved)) ofPeople.delete(other);
      if (owner === undefined) return;
      const known = entriesOf(owner);
      ofPeople.set(owner, known);
      try {
        const listed = await client.call("unsentWords.list", {});
        if (owner !== personId) return;
        for (const [key, { isSaved }] of known) if (isSaved) known.delete(key);
        for (const row of listed) if (!known.has(keyOf(row))) known.set(keyOf(row), { ...row, isSaved: true, isSending: false });
      } catch (error) {
        if (!isFailure(error) || !passing.has(error.code)) notices().report(error);
      }
      for (const entry of known.values()) void send(entry);
    },
    async giving(caseId, kind, give) {
      const act = actOf(caseId, kind);
      const giver = owner;
      beingGiven.add(act);
      let isDone = false;
      try {
        isDone = await give();
      } finally {
        beingGiven.delete(act);
        for (const [key, entry] of entriesOf(giver)) {
          if (actOf(entry.caseId, entry.form) !== act) continue;
          if (isDone) entriesOf(giver).delete(key);
          else void send(entry);
        }
      }
      return isDone;
    },
  }));
}
