import { createStore } from "zustand/vanilla";
import { isFailure } from "../../domain/failure.ts";
import type { Refusal } from "../../domain/case/refusal.ts";
import type { ItemNames } from "../../contracts/wording/refusals.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";

export type NoticeTone = "done" | "hint" | "problem";

export interface Notice {
  readonly noticeId: number;
  readonly tone: NoticeTone;
  readonly text: string;
}

/** Problems stay until the clerk closes them; what went well steps back by itself. */
export interface NoticeStore {
  readonly notices: readonly Notice[];
  show(tone: NoticeTone, text: string): void;
  dismiss(noticeId: number): void;
  dismissLatest(): void;
  /** The next applicant has nothing to do with what was said before. */
  clear(): void;
  /** An error of any kind, in words; not that nobody is signed in, which the page itself says. */
  report(error: unknown): void;
  refuse(refusal: Refusal, names?: ItemNames): void;
}

const mostNotices = 4;
const passesAfterMs = 6000;

export function createNoticeStore(schedule: (run: () => void, delayMs: number) => () => void) {
  let lastId = 0;
  return createStore<NoticeStore>()((set, get) => ({
    notices: [],
    show(tone, text) {
      const noticeId = ++lastId;
      const others = get().notices.filter((notice) => notice.text !== text);
      set({ notices: [...others, { noticeId, tone, text }].slice(-mostNotices) });
      if (tone !== "problem") schedule(() => get().dismiss(noticeId), passesAfterMs);
    },
    dismiss: (noticeId) => set({ notices: get().notices.filter((notice) => notice.noticeId !== noticeId) }),
    clear: () => set({ notices: [] }),
    dismissLatest: () => set({ notices: get().notices.slice(0, -1) }),
    report(error) {
      if (isFailure(error, "sign-in-needed")) return;
      const problem = isFailure(error) ? error : { code: "internal", details: {} };
      if (!isFailure(error)) console.error(error);
      get().show("problem", wordingOf(problem));
    },
    refuse: (refusal, names) => get().show("problem", wordingOf(refusal, names)),
  }));
}
