import { createStore, type StoreApi } from "zustand/vanilla";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import type { CommandBody } from "../../domain/case/case-command.ts";
import type { CaseId } from "../../domain/ids.ts";
import { namesOf } from "../app/catalogue-store.ts";
import type { NoticeStore } from "../app/notice-store.ts";
import type { Services } from "../app/services.ts";
import type { UnsentWordsStore } from "../unsent-words/unsent-words-store.ts";
import { firstPlace, step, type PagePlace } from "./page-places.ts";

/** The case a reviewer reads, and where in it. */
export interface ReviewerStore {
  readonly opened: OpenedCase | null;
  readonly place: PagePlace | null;
  /** Turn of the view only, in quarter turns clockwise; the page itself is not changed. */
  readonly viewTurns: number;
  /** 1 fits the page into the window. */
  readonly zoom: number;
  open(caseId: CaseId): Promise<void>;
  /** Reads the case that will probably be opened next; undefined when it cannot be read, which `open` will then tell. */
  lookAhead(caseId: CaseId): Promise<OpenedCase | undefined>;
  close(): void;
  /** Reads the case that is open once more: it may have changed, and what may be done with it. */
  refresh(): Promise<void>;
  goTo(place: PagePlace): void;
  stepPage(by: 1 | -1): void;
  stepMaterial(by: 1 | -1): void;
  zoomBy(factor: number): void;
  fit(): void;
  turnView(): void;
  /** True when it was done; a refusal or failure is shown. Nothing is done while another act is under way. */
  act(body: CommandBody): Promise<boolean>;
  readonly isActing: boolean;
  start(): () => void;
}

const smallestZoom = 0.5;
const largestZoom = 6;

/** Said in a colleague's place where the act is open to this person in no other way (R-FLOW-3). */
function inPlace(body: CommandBody, { actingFor }: OpenedCase): CommandBody {
  if (actingFor === null || !actingFor.kinds.includes(body.kind)) return body;
  const { delegationId } = actingFor.actedFor;
  return { ...body, payload: { ...body.payload, onBehalfOf: { delegationId } } } as CommandBody;
}

export function createReviewerStore({ client }: Services, notices: () => NoticeStore, unsentWords: StoreApi<UnsentWordsStore>) {
  return createStore<ReviewerStore>()((set, get) => {
    let ahead: { caseId: CaseId; opened: Promise<OpenedCase> } | undefined;
    const read = (caseId: CaseId): Promise<OpenedCase> => (ahead?.caseId === caseId ? ahead.opened : client.call("cases.open", { caseId }));
    const goTo = (place: PagePlace | null): void => set({ place, viewTurns: 0 });
    return {
      opened: null,
      place: null,
      viewTurns: 0,
      zoom: 1,
      isActing: false,
      async act(body) {
        const { opened, isActing } = get();
        if (opened === null || isActing) return false;
        set({ isActing: true });
        const give = async (): Promise<boolean> => {
          try {
            const answer = await client.call("cases.act", { caseId: opened.case.id, body: inPlace(body, opened) });
            if (answer.outcome === "refused") {
              notices().refuse(answer.refusal, namesOf(opened.item));
              return false;
            }
            if (get().opened?.case.id === opened.case.id) set({ opened: answer.opened });
            return true;
          } catch (error) {
            notices().report(error);
            return false;
          } finally {
            set({ isActing: false });
          }
        };
        return unsentWords.getState().giving(opened.case.id, body.kind, give);
      },
      async open(caseId) {
        try {
          const opened = await read(caseId);
          set({ opened, zoom: 1 });
          goTo(firstPlace(opened));
        } catch (error) {
          notices().report(error);
        } finally {
          if (ahead?.caseId === caseId) ahead = undefined;
        }
      },
      async lookAhead(caseId) {
        const opened = read(caseId);
        ahead = { caseId, opened };
        return opened.catch(() => {
          if (ahead?.opened === opened) ahead = undefined;
          return undefined;
        });
      },
      async refresh() {
        ahead = undefined;
        const caseId = get().opened?.case.id;
        if (caseId === undefined) return;
        try {
          const opened = await client.call("cases.open", { caseId });
          if (get().opened?.case.id === caseId) set({ opened });
        } catch (error) {
          notices().report(error);
        }
      },
      close() {
        ahead = undefined;
        set({ opened: null, place: null });
      },
      goTo,
      stepPage(by) {
        const { opened, place } = get();
        if (opened && place) goTo(step(opened, place, by, "page"));
      },
      stepMaterial(by) {
        const { opened, place } = get();
        if (opened && place) goTo(step(opened, place, by, "material"));
      },
      zoomBy: (factor) => set({ zoom: Math.min(largestZoom, Math.max(smallestZoom, get().zoom * factor)) }),
      fit: () => set({ zoom: 1 }),
      turnView: () => set({ viewTurns: (get().viewTurns + 1) % 4 }),
      start: () =>
        client.subscribe("cases.changed", ({ caseIds }) => {
          if (ahead && caseIds.includes(ahead.caseId)) ahead = undefined;
          const caseId = get().opened?.case.id;
          if (caseId !== undefined && caseIds.includes(caseId)) void get().refresh();
        }),
    };
  });
}
