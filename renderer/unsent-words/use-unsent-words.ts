import { useRef, useState } from "react";
import type { UnsentWords, WordsPlace } from "../../contracts/ipc/unsent-words.ts";
import { useStores } from "../app/stores.ts";

export interface FormWords<Words> {
  readonly words: Words;
  /** What of it is new, perhaps made of what stands there now. */
  change(part: Partial<Words> | ((before: Words) => Partial<Words>)): void;
  /** What was typed here before and not given stands in the form again; null when nothing was, or it has been cleared. */
  readonly restored: RestoredWords | null;
}

export interface RestoredWords {
  readonly savedAt: string;
  /** Begins the form anew. */
  clear(): void;
}

/**
 * The fields of an act's form, kept while they are typed (R-OFF-2): they outlive a closed dialog, a pulled card, the end of a sign-in and a crash,
 * and are dropped when the act is given. `read` makes the form's fields of what was kept, perhaps by an older program.
 */
export function useUnsentWords<Words extends object>(place: WordsPlace, initial: () => Words, read: (kept: UnsentWords["words"], start: Words) => Words = whatFits): FormWords<Words> {
  const { unsentWords } = useStores();
  const { find, keep, drop } = unsentWords.getState();
  const [start] = useState(initial);
  const [kept] = useState(() => find(place));
  const [words, setWords] = useState(() => (kept === undefined ? start : read(kept.words, start)));
  const [isRestored, setRestored] = useState(kept !== undefined);
  // One event may change the form twice before it is drawn again.
  const latest = useRef(words);
  const put = (next: Words): void => {
    latest.current = next;
    setWords(next);
    if (JSON.stringify(next) === JSON.stringify(start)) drop(place);
    else keep(place, Object.fromEntries(Object.entries(next)));
  };
  const change: FormWords<Words>["change"] = (part) => put({ ...latest.current, ...(typeof part === "function" ? part(latest.current) : part) });
  const clear = (): void => {
    put(start);
    setRestored(false);
  };
  return { words, change, restored: isRestored && kept !== undefined ? { savedAt: kept.savedAt, clear } : null };
}

/** Of the form's fields those that were kept as the same kind of value. */
function whatFits<Words extends object>(kept: UnsentWords["words"], start: Words): Words {
  const fits = ([name, value]: [string, unknown]): boolean => value !== null && typeof value === typeof start[name as keyof Words] && Array.isArray(value) === Array.isArray(start[name as keyof Words]);
  return { ...start, ...Object.fromEntries(Object.entries(kept).filter(fits)) };
}
