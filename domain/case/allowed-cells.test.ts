import { expect, it } from "vitest";
import {
  actorWith, agreeing, answeredFromAbove, askingUpward, callingMeeting, CaseDriver, completing, denying, granting, receptionOf, resuming, reviewerWith, suspending, testId, testPage,
} from "../../test/fixtures/cases.ts";
import { closing, deliveringNotice, handingOver, issuing, lapsing, numbering, officer, paidItem, paying, printing, reissuing, secondOfficer, system } from "../../test/fixtures/results.ts";
import { defects, sample } from "../../test/fixtures/sample-commands.ts";
import type { ItemDefinition } from "../item/item-definition.ts";
import type { PersonId } from "../ids.ts";
import type { Actor, Role } from "../people/role.ts";
import type { Instant } from "../time/instant.ts";
import { rolesAllowed, type ActionStage } from "./available-actions.ts";
import { commandKinds, type CommandBody, type CommandKind } from "./case-command.ts";
import { caseStages } from "./case-state.ts";

/**
 * The other side of the table's walk: what a cell allows to a role, somebody in that role can really do in some case at that stage. For each
 * role the item gives every signed step to it, for who signs which step is the item's to say.
 */

const late = "2026-12-08T02:00:00.000Z" as Instant;
const lateReception = "2026-12-01T02:00:00.000Z" as Instant;
const inTime = "2026-11-30T09:00:00.000Z" as Instant;
const requesting: CommandBody = { kind: "requestCorrection", payload: { defects, limitWorkingDays: 5 } };
const delivering: CommandBody = { kind: "deliverCorrection", payload: { note: "" } };
const accepting: CommandBody = { kind: "acceptCase", payload: {} };
const onPaper: readonly CommandBody[] = [
  { kind: "recordMaterial", payload: { materialCode: "drawings", medium: "paper", checkedAs: "original", copies: 1, sheetCount: 3 } }, sample.keepMaterialOnPaper,
];
/** Accepted as files that are still to be brought in; one page of them is. */
const asFiles: CommandBody = { kind: "recordMaterial", payload: { materialCode: "licence", medium: "electronic", checkedAs: "copy", copies: 1, sheetCount: 1 } };

interface Scene {
  /** The free item with a certificate, the one with a fee too, or the one that asks for two officers. */
  readonly kind?: "free" | "paid" | "two-officers";
  play(driver: CaseDriver, signer: Actor): void;
}
const scene = (play: Scene["play"], kind: Scene["kind"] = "free"): Scene => ({ play, kind });

const received = (driver: CaseDriver): CaseDriver => driver.mustGive(receptionOf(1), ...completing, ...onPaper);
const accepted = (driver: CaseDriver): CaseDriver => received(driver).mustGive(accepting);
const agreed = (driver: CaseDriver, signer: Actor): CaseDriver => driver.mustGiveAs(signer, agreeing("examine"), agreeing("joint"));
/** The clock stood still, and the notice of it was made and given to nobody. */
const told = (driver: CaseDriver, signer: Actor): CaseDriver =>
  driver.mustGiveAs(signer, suspending).mustGiveAs(system, numbering("special-procedure-notice")).mustGiveAs(signer, resuming);
/** To the decision, by the one who signs all of it. */
const atDecision = (driver: CaseDriver, signer: Actor): CaseDriver => agreed(accepted(driver), signer);
const granted = (driver: CaseDriver, signer: Actor): CaseDriver => atDecision(driver, signer).mustGiveAs(signer, granting);
const denied = (driver: CaseDriver, signer: Actor): CaseDriver => atDecision(driver, signer).mustGiveAs(signer, denying);
const closed = (driver: CaseDriver, signer: Actor): CaseDriver => granted(driver, signer).mustGiveAs(officer, issuing(), printing()).mustGive(handingOver(), closing);
const at = (driver: CaseDriver, now: Instant): CaseDriver => Object.assign(driver, { now });
const losing = (driver: CaseDriver): CaseDriver => {
  driver.lostPages.add(testPage(900).sha256);
  return driver;
};

const scenes: Readonly<Record<ActionStage, readonly Scene[]>> = {
  new: [scene(() => undefined)],
  received: [scene((driver) => void received(driver)), scene((driver) => void driver.mustGive(receptionOf(1))), scene((driver) => void at(received(driver), lateReception))],
  "awaiting-correction": [scene((driver) => void received(driver).mustGive(requesting)), scene((driver) => void driver.mustGive(receptionOf(1), requesting))],
  corrected: [
    scene((driver) => void received(driver).mustGive(requesting, delivering)),
    scene((driver) => void driver.mustGive(receptionOf(1), requesting, delivering)),
    scene((driver) => void at(received(driver).mustGive(requesting, delivering), lateReception)),
  ],
  accepted: [
    scene((driver) => void accepted(driver)),
    scene((driver) => void losing(accepted(driver))),
    scene((driver) => void driver.mustGive(receptionOf(1), ...completing, { kind: "unrecordMaterial", payload: { materialCode: "licence" } }, { kind: "removePage", payload: { pageId: testPage(901).pageId } }, asFiles, accepting, sample.attachPages)),
    scene((driver) => void at(at(received(driver), lateReception).mustGiveAs(system, sample.deemAccepted), inTime)),
    scene((driver, signer) => void accepted(driver).mustGiveAs(signer, agreeing("examine"))),
    scene((driver, signer) => void accepted(driver).mustGiveAs(signer, agreeing("examine"), sample.askOpinionCorrection)),
    scene((driver, signer) => void atDecision(driver, signer)),
    scene((driver, signer) => void atDecision(driver, signer).mustGiveAs(signer, callingMeeting)),
    scene((driver, signer) => void accepted(driver).mustGiveAs(signer, suspending)),
    scene((driver, signer) => void at(accepted(driver).mustGiveAs(signer, suspending), late)),
    scene((driver, signer) => void told(accepted(driver), signer)),
    scene((driver, signer) => void atDecision(driver, signer).mustGiveAs(signer, askingUpward)),
  ],
  "awaiting-payment": [
    scene((driver, signer) => void granted(driver, signer), "paid"),
    scene((driver, signer) => void at(granted(driver, signer), late), "paid"),
    scene((driver, signer) => void losing(granted(driver, signer)), "paid"),
    scene((driver, signer) => void granted(driver, signer).mustGiveAs(system, numbering("fee-notice")), "paid"),
  ],
  granted: [
    scene((driver, signer) => void granted(driver, signer)),
    scene((driver, signer) => void losing(granted(driver, signer))),
    scene((driver, signer) => void granted(driver, signer).mustGiveAs(officer, issuing())),
    scene((driver, signer) => void granted(driver, signer).mustGiveAs(officer, issuing(), printing())),
    scene((driver, signer) => void granted(driver, signer).mustGiveAs(officer, issuing(), printing()).mustGive(handingOver())),
    scene((driver, signer) => void granted(driver, signer), "two-officers"),
    scene((driver, signer) => void agreed(told(accepted(driver), signer), signer).mustGiveAs(signer, granting)),
  ],
  denied: [
    scene((driver, signer) => void denied(driver, signer)),
    scene((driver, signer) => void losing(denied(driver, signer))),
    scene((driver, signer) => void denied(driver, signer).mustGiveAs(system, numbering("deny-decision"))),
    scene((driver, signer) => void denied(driver, signer).mustGiveAs(system, numbering("deny-decision")).mustGive(handingOver(["deny-decision"]))),
    scene((driver, signer) => void agreed(told(accepted(driver), signer), signer).mustGiveAs(signer, denying)),
    // The money came in time, and was heard of when the fee had lapsed.
    scene((driver, signer) => void at(at(granted(driver, signer), late).mustGiveAs(system, lapsing), "2026-11-24T02:00:00.000Z" as Instant), "paid"),
  ],
  closed: [
    scene((driver, signer) => void closed(driver, signer)),
    scene((driver, signer) => void losing(closed(driver, signer))),
    scene((driver, signer) => void agreed(told(accepted(driver), signer), signer).mustGiveAs(signer, granting).mustGiveAs(officer, issuing(), printing()).mustGive(handingOver(), closing)),
    scene((driver, signer) => void closed(driver, signer).mustGiveAs(officer, reissuing("CERT-2", "CERT-1"))),
    scene((driver, signer) => void closed(driver, signer).mustGiveAs(officer, reissuing("CERT-2", "CERT-1"), printing("CERT-2", { issueNumber: 2, paperSerial: "A0002" }))),
    scene((driver, signer) => {
      const firstOfTwo = { preparedBy: secondOfficer.personId };
      granted(driver, signer).mustGiveAs(secondOfficer, sample.prepareCertificate).mustGiveAs(officer, issuing("CERT-1", firstOfTwo), printing()).mustGive(handingOver(), closing);
    }, "two-officers"),
  ],
  refused: [scene((driver) => void received(driver).mustGive(sample.refuseCase))],
  withdrawn: [
    scene((driver) => void received(driver).mustGive(sample.withdrawCase)),
    scene((driver) => void received(driver).mustGive(sample.withdrawCase).mustGiveAs(system, numbering("withdrawal-decision"))),
  ],
};

/** What else than the sample of its kind may be what the case at hand asks for. */
const alternatives: Partial<Record<CommandKind, readonly CommandBody[]>> = {
  signOpinion: [agreeing("joint")],
  movePage: [{ kind: "movePage", payload: { pageId: testPage(7).pageId, materialCode: "licence", index: 0 } }],
  removePage: [{ kind: "removePage", payload: { pageId: testPage(7).pageId } }],
  turnPage: [{ kind: "turnPage", payload: { pageId: testPage(7).pageId, turnDegrees: 90 } }],
  replacePage: [{ kind: "replacePage", payload: { pageId: testPage(7).pageId, page: testPage(8) } }],
  attachPages: [{ kind: "attachPages", payload: { materialCode: "licence", index: 0, pages: [testPage(9)] } }],
  recordUpperAnswer: [answeredFromAbove],
  numberDocument: (["special-procedure-notice", "fee-notice", "deny-decision", "withdrawal-decision"] as const).map((document) => numbering(document)),
  deliverNotice: (["fee-notice", "withdrawal-decision"] as const).map((document) => deliveringNotice(document)),
  issueCertificate: [reissuing("CERT-2", "CERT-1")],
  recordCertificatePrint: [printing("CERT-2", { issueNumber: 2, paperSerial: "A0002" })],
  handOverResult: [handingOver(["deny-decision"]), handingOver(["certificate"], { signature: { kind: "pad", page: testPage(951) } })],
  recordPayment: [paying({ receivedOn: "2026-11-24" as never })],
};

/** Cells in which nothing is ever done: they are in the table so that who acts hears what became of the case rather than that they may not. */
const toldOnly: ReadonlySet<string> = new Set(["recordPayment granted", "recordPayment closed"]);

const isStepSigner = (role: Role): boolean => (["handler", "section-head", "deputy-leader", "chief-leader"] as Role[]).includes(role);

function itemFor(kind: Scene["kind"], signerRole: Role): ItemDefinition {
  const { flow, meeting, fees, resultCertificate } = paidItem;
  return {
    ...paidItem,
    flow: flow.map((step) => (step.role === "window-clerk" ? step : { ...step, role: signerRole as typeof step.role })),
    meeting: meeting && { ...meeting, role: signerRole as typeof meeting.role },
    fees: kind === "paid" ? fees : [],
    resultCertificate: resultCertificate && { ...resultCertificate, officersNeeded: kind === "two-officers" ? 2 : 1 },
  };
}

/** Where somebody in the role gets it done; undefined when nowhere. */
function findSuccess(kind: CommandKind, stage: ActionStage, role: Role): number | undefined {
  const signerRole = isStepSigner(role) ? role : "chief-leader";
  const signer = reviewerWith(signerRole);
  // Of an opinion to be corrected and of a certificate prepared by one of two, another is the author.
  const actors = [reviewerWith(role), actorWith(role), { ...reviewerWith(role), personId: testId(2, 95) as PersonId }];
  const place = scenes[stage].findIndex(({ kind: itemKind, play }) =>
    [sample[kind], ...(alternatives[kind] ?? [])].some((body) =>
      actors.some((actor) => {
        const driver = new CaseDriver(1, { item: itemFor(itemKind, signerRole) });
        play(driver, signer);
        expect(driver.current?.stage ?? "new").toBe(stage);
        return driver.give(body, actor) === undefined;
      }),
    ),
  );
  return place === -1 ? undefined : place;
}

const cells = commandKinds.flatMap((kind) => (["new", ...caseStages] as const).flatMap((stage) => rolesAllowed(stage, kind).map((role) => [kind, stage, role] as const)));

it.each(cells)("%s at stage %s is really done by a %s", (kind, stage, role) => {
  expect(findSuccess(kind, stage, role) === undefined).toBe(toldOnly.has(`${kind} ${stage}`));
});

it("walks cells of every kind of command", () => expect(new Set(cells.map(([kind]) => kind)).size).toBe(commandKinds.length));
