import fc from "fast-check";
import { expect, test } from "vitest";
import { findCurrentStep } from "../domain/case/case-state.ts";
import { replay } from "../domain/case/evolve.ts";
import { findChainBreak } from "../domain/record/hash-chain.ts";
import type { CaseId, CommandId, PageId } from "../domain/ids.ts";
import { applicationOf, clerk, idMaker, item, pageBytes, pageOf, reviewers, tickingClock } from "../test/sync/fixtures.ts";
import { createMemoryCentre, textHash } from "../test/sync/memory-centre.ts";
import { openTestStore, temporaryFolder } from "../test/sync/open-test-store.ts";
import type { GivenAct } from "./case-book.ts";
import type { Store } from "./store.ts";
import type { CommandAnswer } from "./store-types.ts";

/** One step of a hall at work. Numbers choose among what there is: a workstation, one of the cases, a page. */
const stepArbitrary = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant("receive" as const), at: fc.nat(1), isAccepted: fc.boolean() }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom("tick", "attach", "remove", "move", "accept", "correct", "deliver", "withdraw", "sign", "sign", "sign", "sendBack", "decide", "decide"),
      at: fc.nat(1),
      on: fc.nat(3),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("push" as const), at: fc.nat(1), count: fc.integer({ min: 1, max: 4 }), isReplyLost: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("pull" as const), at: fc.nat(1), limit: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("answerAgain" as const), at: fc.nat(1) }) },
);
type Step = typeof stepArbitrary extends fc.Arbitrary<infer S> ? S : never;

const tick: GivenAct["body"] = { kind: "recordMaterial", payload: { materialCode: "form", medium: "paper", checkedAs: "original", copies: 1, sheetCount: 1 } };

function openHall() {
  const folders = [temporaryFolder(), temporaryFolder()];
  const now = tickingClock();
  const newId = idMaker();
  const centre = createMemoryCentre(now);
  const stores = folders.map((folder, index) => openTestStore(folder.path, `000${index + 1}`, { now }).store);
  const storeAt = (at: number): Store => stores[at]!;
  const given: CommandId[] = [];
  const numbers: string[] = [];
  const answered: CommandAnswer[][] = [[], []];
  let pages = 0;

  const give = (store: Store, caseId: CaseId, body: GivenAct["body"], actor = clerk): void => {
    const act = { commandId: newId<CommandId>(), caseId, actor, givenAt: now(), body } as GivenAct;
    if (store.cases.giveCommand(act).outcome === "events") given.push(act.commandId);
  };

  const act = (store: Store, kind: string, on: number): void => {
    const rows = store.cases.list({ view: "all", officeId: item.officeId, capacities: [], search: "", offset: 0, limit: 500, today: "2026-03-02" as never }).rows;
    const caseId = rows[on % Math.max(1, rows.length)]?.caseId;
    if (caseId === undefined) return;
    const known = store.cases.find(caseId)!.case;
    const page = Object.values(known.materials).flatMap((material) => material.pages)[on % 3];
    switch (kind) {
      case "tick":
        return give(store, caseId, tick);
      case "attach": {
        const bytes = pageBytes((pages += 1), 200);
        const payload = { materialCode: "form", index: 0, pages: [pageOf(newId<PageId>(), store.pages.put(bytes), bytes.length, now())] };
        return give(store, caseId, { kind: "attachPages", payload });
      }
      case "remove":
        return page && give(store, caseId, { kind: "removePage", payload: { pageId: page.pageId } });
      case "move":
        return page && give(store, caseId, { kind: "movePage", payload: { pageId: page.pageId, materialCode: "drawing", index: 0 } });
      case "accept":
        return give(store, caseId, { kind: "acceptCase", payload: {} });
      case "correct": {
        const defects = ["form", null].map((materialCode) => ({ materialCode, problem: "缺签名", remedy: "补签" }));
        return give(store, caseId, { kind: "requestCorrection", payload: { defects, limitWorkingDays: 5 } });
      }
      case "deliver":
        return give(store, caseId, { kind: "deliverCorrection", payload: { note: "" } });
      case "sign": {
        const step = findCurrentStep(known);
        const words = { verdict: "agree", text: "同意", reasons: "", legalBasis: null } as const;
        return step && give(store, caseId, { kind: "signOpinion", payload: { stepCode: step.code, ...words } }, reviewers.handler);
      }
      case "sendBack":
        return give(store, caseId, { kind: "sendBack", payload: { toStepCode: "review", reason: "请核实" } }, reviewers["chief-leader"]);
      case "decide": {
        const words = { text: "准予", reasons: "", legalBasis: null, remedies: "" };
        return give(store, caseId, { kind: "decideCase", payload: { outcome: "grant", ...words } }, reviewers["chief-leader"]);
      }
      case "withdraw":
        return give(store, caseId, { kind: "withdrawCase", payload: { reason: "不办了" } });
    }
  };

  const push = (at: number, count: number, isReplyLost: boolean): number => {
    const batch = storeAt(at).queue.nextToSend(count);
    const results = batch.map(({ command }) => centre.judge(command));
    if (isReplyLost) return batch.length;
    answered[at]?.push(...results);
    expect(storeAt(at).centre.applyAnswers(results).breaks).toEqual([]);
    return batch.length;
  };

  const pull = (at: number, limit: number): boolean => {
    const store = storeAt(at);
    const piece = centre.pull(store.centre.feedCursor(), limit);
    expect(store.centre.applyFeed(piece).breaks).toEqual([]);
    return piece.isMore;
  };

  const run = (step: Step): void => {
    switch (step.do) {
      case "receive": {
        const caseId = newId<CaseId>();
        const commandId = newId<CommandId>();
        storeAt(step.at).cases.receiveCase({
          commandId,
          caseId,
          actor: clerk,
          givenAt: now(),
          itemCode: item.code,
          itemVersion: 1,
          application: applicationOf(`申请人${given.length}`),
          draftId: null,
        });
        given.push(commandId);
        numbers.push(storeAt(step.at).cases.find(caseId)!.case.number);
        if (step.isAccepted) {
          give(storeAt(step.at), caseId, tick);
          give(storeAt(step.at), caseId, { kind: "acceptCase", payload: {} });
        }
        return;
      }
      case "push":
        return void push(step.at, step.count, step.isReplyLost);
      case "pull":
        return void pull(step.at, step.limit);
      case "answerAgain":
        return void storeAt(step.at).centre.applyAnswers((answered[step.at] ?? []).slice(-5));
      default:
        return act(storeAt(step.at), step.do, step.on);
    }
  };

  const settle = (): void => {
    for (const at of [0, 1]) while (push(at, 10, false) > 0);
    for (const at of [0, 1]) while (pull(at, 7));
  };

  return {
    run,
    settle,
    stores,
    centre,
    given,
    numbers,
    close: () => {
      for (const store of stores) store.close();
      for (const folder of folders) folder.remove();
    },
  };
}

test("whatever is given, lost, repeated and interleaved, every workstation ends with the centre's cases (R-OFF-3)", () => {
  fc.assert(
    fc.property(fc.array(stepArbitrary, { minLength: 5, maxLength: 60, size: "max" }), (steps) => {
      const hall = openHall();
      try {
        for (const step of steps) hall.run(step);
        hall.settle();

        expect(new Set(hall.numbers).size).toBe(hall.numbers.length);
        // Each command was judged once, and a refused one is a row somebody must look at.
        const refused = hall.given.filter((id) => hall.centre.resultOf(id)?.outcome === "rejected");
        expect(hall.given.filter((id) => hall.centre.resultOf(id) === undefined)).toEqual([]);
        expect(hall.stores.reduce((count, store) => count + store.attentions.count(), 0)).toBe(refused.length);

        for (const store of hall.stores) {
          expect(store.readWaiting()).toMatchObject({ waitingCommandCount: 0 });
          expect(store.queue.nextToSend(1)).toEqual([]);
          expect(store.centre.recordBreaks()).toEqual([]);
          for (const caseId of hall.centre.caseIds()) {
            expect(store.cases.find(caseId)?.case).toEqual(replay(hall.centre.eventsOf(caseId)));
            expect(findChainBreak(store.events.ofCase(caseId), textHash)).toBeUndefined();
          }
          const { total } = store.cases.list({ view: "all", officeId: item.officeId, capacities: [], search: "", offset: 0, limit: 1, today: "2026-03-02" as never });
          expect(total).toBe(hall.centre.caseIds().length);
        }
      } finally {
        hall.close();
      }
    }),
    { numRuns: 25 },
  );
});
