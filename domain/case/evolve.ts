import type { EventKind, StampedEvent } from "./case-event.ts";
import { endPauses, pauseChanges } from "./evolve-pauses.ts";
import { resultChanges, type ResultEventKind } from "./evolve-result.ts";
import { findPage, materialOf, type Case, type CaseMaterial, type Opinion } from "./case-state.ts";
import type { OpinionParts } from "./case-parts.ts";
import type { Page } from "./page.ts";
import { endLast, moveOn } from "./stays.ts";

type EventOf<K extends EventKind> = Extract<StampedEvent, { kind: K }>;

/**
 * The case after one more event. `current` is undefined before the first. Events come from `decide`, so nothing is checked
 * here but what would be a mistake in the program.
 */
export function evolve(current: Case | undefined, event: StampedEvent): Case {
  if (event.kind === "caseReceived") {
    if (current !== undefined) throw new Error("a case is received once");
    return received(event);
  }
  if (current === undefined) throw new Error(`${event.kind} before caseReceived`);
  if (event.version !== current.version + 1) throw new Error(`event ${event.version} after version ${current.version}`);
  const change = allChanges[event.kind] as (current: Case, event: StampedEvent) => Partial<Case>;
  return { ...current, ...change(current, event), version: event.version };
}

/** The case told by all its events, in order; undefined when there are none. */
export function replay(events: Iterable<StampedEvent>): Case | undefined {
  let current: Case | undefined;
  for (const event of events) current = evolve(current, event);
  return current;
}

function received(event: EventOf<"caseReceived">): Case {
  const { payload } = event;
  return {
    id: event.caseId,
    version: event.version,
    number: payload.number,
    itemCode: payload.itemCode,
    itemVersion: payload.itemVersion,
    channel: payload.channel,
    officeId: payload.officeId,
    windowOfficeId: event.actor.officeId,
    workstationCode: event.workstationCode,
    stage: "received",
    application: payload.application,
    receivedAt: event.occurredAt,
    receivedBy: { personId: event.actor.personId, name: event.actor.name },
    answerDueAt: payload.answerDueAt,
    answeredAt: null,
    materials: {},
    paperHandOvers: [],
    correction: null,
    acceptance: null,
    refusal: null,
    stays: [],
    opinions: [],
    askedCorrections: [],
    meetings: [],
    suspension: null,
    reportedUpward: null,
    endedSuspensions: [],
    answeredReports: [],
    decision: null,
    withdrawal: null,
    fee: null,
    result: null,
    documents: [],
    certificatePreparation: null,
    certificates: [],
    handOver: null,
    publication: null,
    closing: null,
    printCounts: {},
  };
}

const changes: { [K in Exclude<EventKind, "caseReceived" | ResultEventKind>]: (current: Case, event: EventOf<K>) => Partial<Case> } = {
  applicationAmended: (_current, { payload }) => ({ application: payload.application }),
  materialRecorded: (current, { payload: { materialCode, ...record } }) => changeMaterial(current, materialCode, { record }),
  materialUnrecorded: (current, { payload: { materialCode } }) =>
    changeMaterial(current, materialCode, { record: null, onPaper: null, certificate: null }),
  materialKeptOnPaper: (current, { payload: { materialCode, ...onPaper } }) => changeMaterial(current, materialCode, { onPaper }),
  certificateReferenced: (current, { payload: { materialCode, ...certificate } }) =>
    changeMaterial(current, materialCode, { certificate }),
  paperHandedOver: (current, { payload, occurredAt, actor }) => ({
    paperHandOvers: [...current.paperHandOvers, { ...payload, at: occurredAt, by: actor.name }],
  }),
  pagesAttached: (current, { payload }) =>
    changePages(current, payload.materialCode, (pages) => pages.toSpliced(payload.index, 0, ...payload.pages)),
  pageMoved: (current, { payload }) => {
    const { materialCode, page } = placeOf(current, payload.pageId);
    const without = changePages(current, materialCode, (pages) => pages.filter((other) => other !== page));
    return changePages({ ...current, ...without }, payload.materialCode, (pages) => pages.toSpliced(payload.index, 0, page));
  },
  pageRemoved: (current, { payload }) => changePage(current, payload.pageId, () => []),
  pageTurned: (current, { payload }) => changePage(current, payload.pageId, (page) => [{ ...page, turnDegrees: payload.turnDegrees }]),
  pageReplaced: (current, { payload }) => changePage(current, payload.pageId, () => [payload.page]),
  lostPageSupplied: (current, { payload }) => changePage(current, payload.pageId, () => [payload.page]),
  digitisingFinished: (current, { payload, occurredAt }) =>
    changeMaterial(current, payload.materialCode, { isAwaitingDigitising: false, digitisedAt: occurredAt }),
  correctionRequested: (_current, { payload, occurredAt }) => ({
    stage: "awaiting-correction",
    answeredAt: occurredAt,
    correction: { defects: payload.defects, requestedAt: occurredAt, limitWorkingDays: payload.limitWorkingDays, dueAt: payload.dueAt, deliveredAt: null, note: null },
  }),
  correctionDelivered: (current, { payload, occurredAt }) => ({
    stage: "corrected",
    answerDueAt: payload.answerDueAt,
    answeredAt: null,
    correction: current.correction && { ...current.correction, deliveredAt: occurredAt, note: payload.note },
  }),
  caseAccepted: (current, { payload: { step, ...payload }, occurredAt, actor }) => ({
    stage: "accepted",
    answeredAt: occurredAt,
    acceptance: { ...payload, recordedAt: occurredAt, by: actor.name },
    materials: current.stage === "accepted" ? current.materials : markAwaitingDigitising(current.materials),
    ...(step && { stays: moveOn(current.stays, step, occurredAt) }),
  }),
  caseRefused: (_current, { payload, occurredAt, actor }) => ({
    stage: "refused",
    answeredAt: occurredAt,
    refusal: { ...payload, at: occurredAt, by: actor.name },
  }),
  opinionSigned: (current, event) => {
    const { step, stepCode: _, signature: _signature, onBehalfOf = null, ...parts } = event.payload;
    const { stays } = current;
    return {
      opinions: [...current.opinions, opinion(current, stays.length - 1, { ...parts, onBehalfOf }, event, null)],
      ...(step && { stays: moveOn(stays, step, event.occurredAt) }),
    };
  },
  opinionCorrected: (current, event) => {
    const { opinionNumber, signature: _signature, onBehalfOf = null, ...parts } = event.payload;
    const corrected = current.opinions[opinionNumber - 1];
    if (corrected === undefined) throw new Error(`opinion ${opinionNumber} is not in the case`);
    const entry = opinion(current, corrected.stayIndex, { ...parts, onBehalfOf }, event, opinionNumber);
    const asked = current.askedCorrections.find((each) => each.opinionNumber === opinionNumber);
    // Its words are theirs who asked; who signed the first in somebody's place still speaks for them. On an older record nobody asked.
    const isSameSigner = asked?.by.personId === corrected.by.personId;
    const approved = asked && { ...entry, by: asked.by, onBehalfOf: isSameSigner ? corrected.onBehalfOf : null, approvedBy: entry.by };
    return { opinions: [...current.opinions, approved ?? entry], askedCorrections: withoutAsked(current, opinionNumber) };
  },
  opinionCorrectionAsked: (current, { payload: { signature: _signature, ...asked }, occurredAt, actor: { personId, name } }) => ({
    askedCorrections: [...current.askedCorrections, { ...asked, at: occurredAt, by: { personId, name } }],
  }),
  opinionCorrectionDeclined: (current, { payload }) => ({ askedCorrections: withoutAsked(current, payload.opinionNumber) }),
  caseSentBack: (current, { payload, occurredAt }) => ({ stays: moveOn(current.stays, payload.step, occurredAt) }),
  caseDecided: (current, { payload: { fee, result, signature: _signature, onBehalfOf = null, ...parts }, occurredAt, actor: { personId, name } }) => ({
    stage: fee !== undefined ? "awaiting-payment" : parts.outcome === "grant" ? "granted" : "denied",
    stays: endLast(current.stays, occurredAt),
    decision: { ...parts, at: occurredAt, by: { personId, name }, onBehalfOf },
    ...(fee && { fee: { ...fee, noticedAt: occurredAt, payment: null, lapse: null } }),
    ...(result && { result: { ...result, since: occurredAt } }),
  }),
  ...pauseChanges,
  referredToMeeting: (current, { payload, occurredAt }) => ({ stays: moveOn(current.stays, payload.step, occurredAt) }),
  meetingRecorded: ({ stays, meetings }, { payload: { step, signature: _signature, onBehalfOf = null, ...minutes }, occurredAt, actor: { personId, name } }) => ({
    meetings: [...meetings, { ...minutes, stayIndex: stays.length - 1, at: occurredAt, by: { personId, name }, onBehalfOf }],
    stays: moveOn(stays, step, occurredAt),
  }),
  caseWithdrawn: (current, { payload, occurredAt, actor }) => ({
    ...endPauses(current, occurredAt),
    stage: "withdrawn",
    stays: endLast(current.stays, occurredAt),
    answeredAt: current.answeredAt ?? occurredAt,
    withdrawal: { reason: payload.reason, at: occurredAt, by: actor.name },
  }),
  receiptPrinted: (current, { payload }) => ({
    printCounts: { ...current.printCounts, [payload.receipt]: payload.printNumber },
  }),
};

const allChanges = { ...changes, ...resultChanges };

function opinion(current: Case, stayIndex: number, parts: OpinionParts & Pick<Opinion, "onBehalfOf">, event: StampedEvent, correctsNumber: number | null): Opinion {
  const stay = current.stays[stayIndex];
  if (stay === undefined) throw new Error("an opinion is given at a step");
  const { personId, name } = event.actor;
  return { ...parts, stepName: stay.name, stayIndex, at: event.occurredAt, by: { personId, name }, correctsNumber, approvedBy: null };
}

function withoutAsked({ askedCorrections }: Case, opinionNumber: number): Case["askedCorrections"] {
  return askedCorrections.filter((each) => each.opinionNumber !== opinionNumber);
}

function changeMaterial(current: Case, materialCode: string, change: Partial<CaseMaterial>): Partial<Case> {
  return { materials: { ...current.materials, [materialCode]: { ...materialOf(current, materialCode), ...change } } };
}

function changePages(current: Case, materialCode: string, change: (pages: readonly Page[]) => readonly Page[]): Partial<Case> {
  return changeMaterial(current, materialCode, { pages: change(materialOf(current, materialCode).pages) });
}

function changePage(current: Case, pageId: string, change: (page: Page) => readonly Page[]): Partial<Case> {
  const { materialCode, index, page } = placeOf(current, pageId);
  return changePages(current, materialCode, (pages) => pages.toSpliced(index, 1, ...change(page)));
}

function placeOf(current: Case, pageId: string): { materialCode: string; index: number; page: Page } {
  const place = findPage(current, pageId);
  if (place === undefined) throw new Error(`page ${pageId} is not in the case`);
  return place;
}

function markAwaitingDigitising(materials: Case["materials"]): Case["materials"] {
  return Object.fromEntries(
    Object.entries(materials).map(([code, material]) => {
      const isAwaitingDigitising =
        material.record !== null && material.pages.length === 0 && material.onPaper === null && material.certificate === null;
      return [code, { ...material, isAwaitingDigitising }];
    }),
  );
}
