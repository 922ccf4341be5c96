import { describe, expect, it, vi } from "vitest";
import { Failure } from "../../domain/failure.ts";
import type { StaffCard, StaffCards } from "./staff-card.ts";
import { watchStaffCards, type StaffCardPresence } from "./watch-staff-cards.ts";

const card: StaffCard = { cardId: "1", insertion: "a", label: "张窗口的卡", pin: { kind: "enough" } };

describe("watching for staff cards", () => {
  it("tells the first look and every change, not every look", async () => {
    let answer: () => readonly StaffCard[] = () => [];
    const waiting: (() => void)[] = [];
    const heard: StaffCardPresence[] = [];
    const logged: unknown[] = [];
    const list = vi.fn(async () => answer());
    const watch = watchStaffCards({ list } as unknown as StaffCards, (presence) => heard.push(presence), {
      after: (_delayMs, work) => {
        waiting.push(work);
        return () => waiting.splice(waiting.indexOf(work), 1);
      },
      logError: (_where, error) => logged.push(error),
    });
    const lookAgain = async (next: () => readonly StaffCard[]): Promise<void> => {
      answer = next;
      await vi.waitFor(() => expect(waiting).toHaveLength(1), { timeout: 20_000 });
      waiting.pop()?.();
      await vi.waitFor(() => expect(waiting).toHaveLength(1), { timeout: 20_000 });
    };
    expect(watch.current()).toMatchObject({ kind: "unknown", failure: { code: "staff-card-missing" } });
    await lookAgain(() => [card]);
    await lookAgain(() => [{ ...card }]);
    await lookAgain(() => [{ ...card, pin: { kind: "few" } }]);
    await lookAgain(() => [{ ...card, insertion: "b", pin: { kind: "few" } }]);
    const hung = (): never => {
      throw new Failure("native-driver-hung", { retryable: true });
    };
    await lookAgain(hung);
    await lookAgain(hung);
    await lookAgain(() => {
      throw new TypeError("a mistake");
    });
    await lookAgain(() => []);
    expect(heard).toMatchObject([
      { kind: "cards", cards: [] },
      { cards: [{ pin: { kind: "enough" } }] },
      { cards: [{ insertion: "a", pin: { kind: "few" } }] },
      { cards: [{ insertion: "b", pin: { kind: "few" } }] },
      { kind: "unknown", failure: { code: "native-driver-hung" } },
      { kind: "unknown", failure: { code: "staff-card-failed" } },
      { kind: "cards", cards: [] },
    ]);
    expect(logged).toHaveLength(1);
    expect(list).toHaveBeenCalledTimes(9);
    watch.stop();
    expect(waiting).toEqual([]);
  });
});
