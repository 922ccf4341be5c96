import { describe, expect, it, vi } from "vitest";
import type { UnsentWords, WordsPlace } from "../../contracts/ipc/unsent-words.ts";
import { Failure } from "../../domain/failure.ts";
import type { CaseId, PersonId } from "../../domain/ids.ts";
import { createTestServices } from "../dev/test-services.ts";
import { createUnsentWordsStore } from "./unsent-words-store.ts";

const idOf = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
const caseId = idOf(901) as CaseId;
const [song, tang] = [idOf(911) as PersonId, idOf(912) as PersonId];
const place: WordsPlace = { caseId, form: "sendBack", detail: "" };
const sign: WordsPlace = { caseId, form: "signOpinion", detail: "examine.disagree" };

/** A workstation process that keeps words as the real one does, for who is signed in there. */
function setUp() {
  const kept = new Map<string, UnsentWords[]>();
  const session: { personId: PersonId | undefined } = { personId: song };
  let isGone = false;
  const own = (): UnsentWords[] => {
    if (isGone) throw new Failure("workstation-gone", { retryable: true });
    if (session.personId === undefined) throw new Failure("sign-in-needed");
    return kept.get(session.personId) ?? [];
  };
  const without = (words: WordsPlace): UnsentWords[] => own().filter((row) => row.caseId !== words.caseId || row.form !== words.form || row.detail !== words.detail);
  const put = (rows: UnsentWords[]): Record<string, never> => {
    kept.set(session.personId ?? "", rows);
    return {};
  };
  const keeping = vi.fn((words: UnsentWords) => put([words, ...without(words)]));
  const dropping = vi.fn((words: WordsPlace) => put(without(words)));
  const test = createTestServices({ "unsentWords.list": () => own(), "unsentWords.keep": keeping, "unsentWords.drop": dropping });
  const store = createUnsentWordsStore(test.services, test.toNotices);
  return {
    ...test,
    keeping,
    dropping,
    store,
    textsAt: (personId: PersonId) => (kept.get(personId) ?? []).map(({ words }) => words["text"]),
    cardPulled: async () => {
      session.personId = undefined;
      await store.getState().turnTo(undefined);
    },
    signIn: async (personId: PersonId) => {
      session.personId = personId;
      await store.getState().turnTo(personId);
    },
    setGone: (value: boolean) => void (isGone = value),
    act: () => put(own().filter(({ form }) => form !== "sendBack")),
  };
}

/** Every message sent so far is answered, and what follows from the answers too. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};

describe("words typed into the form of an act (R-OFF-2)", () => {
  it("are saved at once; while a save is under way only the last of what comes meanwhile is", async () => {
    const { signIn, keeping, textsAt, store } = setUp();
    await signIn(song);
    for (const text of ["退", "退回", "退回补", "退回补充"]) store.getState().keep(place, { text });
    await settled();
    expect(textsAt(song)).toEqual(["退回补充"]);
    expect(keeping).toHaveBeenCalledTimes(2);
  });

  it("come back to their writer after the card was pulled or the process died, and are shown to nobody else", async () => {
    const { signIn, cardPulled, setGone, store, textsAt, notices } = setUp();
    await signIn(song);
    store.getState().keep(place, { text: "第一句" });
    await settled();
    setGone(true);
    store.getState().keep(place, { text: "第一句，第二句" });
    await settled();
    setGone(false);
    await cardPulled();
    expect(store.getState().find(place)).toBeUndefined();
    await signIn(tang);
    expect(store.getState().find(place)).toBeUndefined();
    await settled();
    expect(textsAt(tang)).toEqual([]);
    await signIn(song);
    expect(store.getState().find(place)?.words).toEqual({ text: "第一句，第二句" });
    await settled();
    expect(textsAt(song)).toEqual(["第一句，第二句"]);
    expect(notices.getState().notices).toEqual([]);
  });

  it("are found by another page of the same person", async () => {
    const { signIn, store, services, toNotices } = setUp();
    await signIn(song);
    store.getState().keep(sign, { text: "不同意。" });
    await settled();
    const other = createUnsentWordsStore(services, toNotices);
    await other.getState().turnTo(song);
    expect(other.getState().find(sign)?.words).toEqual({ text: "不同意。" });
    expect(other.getState().find({ ...sign, detail: "examine.agree" })).toBeUndefined();
  });

  it("are forgotten with the act, also what was still to be saved", async () => {
    const { signIn, store, textsAt, act } = setUp();
    await signIn(song);
    store.getState().keep(sign, { text: "别的表" });
    store.getState().keep(place, { text: "退回" });
    store.getState().keep(place, { text: "退回补充" });
    expect(await store.getState().giving(caseId, "sendBack", async () => {
      await settled();
      act();
      store.getState().keep(place, { text: "办理途中又改" });
      await settled();
      return true;
    })).toBe(true);
    await settled();
    expect(store.getState().find(place)).toBeUndefined();
    expect(textsAt(song)).toEqual(["别的表"]);
  });

  it("stay when the act was refused", async () => {
    const { signIn, store, textsAt } = setUp();
    await signIn(song);
    store.getState().keep(place, { text: "退回" });
    store.getState().keep(place, { text: "退回补充" });
    expect(await store.getState().giving(caseId, "sendBack", () => Promise.resolve(false))).toBe(false);
    await settled();
    expect(store.getState().find(place)?.words).toEqual({ text: "退回补充" });
    expect(textsAt(song)).toEqual(["退回补充"]);
  });

  it("are gone when cleared, and say so when the disk takes nothing", async () => {
    const { signIn, store, textsAt, dropping, keeping, notices } = setUp();
    await signIn(song);
    store.getState().keep(place, { text: "退回" });
    await settled();
    store.getState().drop(place);
    await settled();
    expect(dropping).toHaveBeenCalledOnce();
    expect(textsAt(song)).toEqual([]);
    expect(store.getState().find(place)).toBeUndefined();
    keeping.mockImplementationOnce(() => {
      throw new Failure("store-disk-full", { retryable: true });
    });
    store.getState().keep(place, { text: "又写" });
    await settled();
    expect(notices.getState().notices).toHaveLength(1);
    store.getState().keep(place, { text: "又写一句" });
    await settled();
    expect(textsAt(song)).toEqual(["又写一句"]);
  });
});
