import { describe, expect, it } from "vitest";
import { calendar2026 } from "../../domain/calendar/calendar-2026.ts";
import type { CommandBody } from "../../domain/case/case-command.ts";
import { summaryOf } from "../../domain/case/case-summary.ts";
import { makeCaseNumber } from "../../domain/case/case-number.ts";
import { findCurrentStep } from "../../domain/case/case-state.ts";
import type { WorkstationCode } from "../../domain/ids.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import type { Actor, Role } from "../../domain/people/role.ts";
import type { RegionDate } from "../../domain/time/instant.ts";
import { agreeing, CaseDriver, denying, disagreeing, granting, testApplication, testWorkstation } from "../../test/fixtures/cases.ts";
import { closing, handingOver, issuing, paying, printing, publishing } from "../../test/fixtures/results.ts";
import { seedItems } from "./items/catalogue.ts";
import { landUsePreliminaryReview } from "./items/land-use-preliminary-review.ts";
import { seedPeople } from "./people.ts";

/** The seed's own person of that role (the first, unless another is asked for) in the office that decides on the item. */
function personOf(item: ItemDefinition, role: Role, place = 0): Actor {
  const person = seedPeople.filter(({ officeId, roles }) => officeId === item.officeId && roles.includes(role)).at(place);
  if (person === undefined) throw new Error(`nobody is ${role} for ${item.code}`);
  const { id: personId, name, roles, officeId } = person;
  return { personId, name, roles: [...roles], officeId, workstationCode: testWorkstation };
}

function accepted(item: ItemDefinition): CaseDriver {
  const number = makeCaseNumber({ regionCode: "360100", date: "2026-11-23" as RegionDate, workstationCode: testWorkstation as WorkstationCode, runningNumber: 1 });
  const application = { ...testApplication, form: Object.fromEntries(item.form.map(({ key, choices }) => [key, choices?.[0] ?? "1"])) };
  const bodies: CommandBody[] = [
    { kind: "receiveCase", payload: { number, itemCode: item.code, itemVersion: item.version, channel: "window", application } },
    ...item.materials.map(({ code: materialCode }): CommandBody => ({
      kind: "recordMaterial", payload: { materialCode, medium: "paper", checkedAs: "original", copies: 1, sheetCount: 1 },
    })),
    { kind: "acceptCase", payload: {} },
  ];
  return new CaseDriver(1, { item, calendar: calendar2026 }).mustGiveAs(personOf(item, "window-clerk"), ...bodies);
}

/** Signs on, each step by the seed's person of its role, until the decision is due; gives the codes of the steps signed. */
function signOn(driver: CaseDriver, item: ItemDefinition, opinion: (stepCode: string) => CommandBody): string[] {
  const signed: string[] = [];
  for (;;) {
    const step = findCurrentStep(driver.case);
    if (step === undefined || step.isDecision) return signed;
    driver.mustGiveAs(personOf(item, step.role), opinion(step.code));
    signed.push(step.code);
  }
}

function decideAs(driver: CaseDriver, item: ItemDefinition, body: CommandBody): void {
  const step = findCurrentStep(driver.case);
  if (step === undefined) throw new Error("the case stands at no step");
  driver.mustGiveAs(personOf(item, step.role), body);
}

const flows: Readonly<Record<string, readonly string[]>> = {
  "JS-SGXK": ["section-review", "deputy-review"],
  "ZR-YDYS": ["examination", "section-review", "joint-review"],
  "CB-LSXK": ["preliminary-review"],
};

/** From the grant to the close, by the seed's people: the fee where there is one, the certificate by as many officers as it needs. */
function finish(driver: CaseDriver, item: ItemDefinition): void {
  const clerk = personOf(item, "window-clerk");
  const officer = personOf(item, "certificate-officer");
  const { fee } = driver.case;
  if (fee !== null) driver.mustGiveAs(clerk, paying({ amountFen: fee.totalFen }));
  const other = item.resultCertificate?.officersNeeded === 2 ? personOf(item, "certificate-officer", 1) : undefined;
  if (other !== undefined) driver.mustGiveAs(other, { kind: "prepareCertificate", payload: { note: "" } });
  driver.mustGiveAs(officer, issuing("CERT-1", { preparedBy: other?.personId ?? null }), printing());
  driver.mustGiveAs(clerk, handingOver(), publishing, closing);
}

describe.each(seedItems.map((item) => [item.name, item] as const))("the flow of %s", (_name, item) => {
  it("is walked by the seed's people from acceptance to the grant and the close", () => {
    const driver = accepted(item);
    expect(signOn(driver, item, agreeing)).toEqual(flows[item.code]);
    decideAs(driver, item, granting);
    const isFree = item.fees.length === 0;
    expect(driver.case).toMatchObject({ stage: isFree ? "granted" : "awaiting-payment", decision: { by: { name: personOf(item, "chief-leader").name } } });
    finish(driver, item);
    expect(driver.case.stage).toBe("closed");
    expect(summaryOf(driver.case)).toMatchObject({ nextDeadline: null, certificate: { state: "handed-over" } });
  });

  it("is walked again after the leader sent it back, to the denial", () => {
    const driver = accepted(item);
    const [first = ""] = signOn(driver, item, disagreeing);
    decideAs(driver, item, { kind: "sendBack", payload: { toStepCode: first, reason: "请核实现场" } });
    expect(findCurrentStep(driver.case)?.code).toBe(first);
    signOn(driver, item, disagreeing);
    decideAs(driver, item, denying);
    expect(driver.case.stage).toBe("denied");
    expect(driver.case.opinions.map(({ verdict }) => verdict)).toEqual(Array<string>(2 * (flows[item.code]?.length ?? 0)).fill("disagree"));
  });
});

it("takes a land case whose joint review is split to the 厅长办公会 and back (R-FLOW-6)", () => {
  const item = landUsePreliminaryReview;
  const driver = accepted(item);
  for (const step of ["examination", "section-review"]) decideAs(driver, item, agreeing(step));
  driver.mustGiveAs(personOf(item, "section-head"), disagreeing("joint-review"));
  decideAs(driver, item, agreeing("joint-review"));
  expect(findCurrentStep(driver.case)).toMatchObject({ name: "厅长办公会", isMeeting: true });
  const heldOn = "2026-11-23" as RegionDate;
  decideAs(driver, item, { kind: "recordMeeting", payload: { heldOn, attendees: ["付长明", "叶青", "郭少峰"], resolution: "agree", minutes: "会议同意通过用地预审。" } });
  expect(findCurrentStep(driver.case)).toMatchObject({ code: "decision", isDecision: true });
  decideAs(driver, item, granting);
  expect(driver.case.decision?.outcome).toBe("grant");
});

it("keeps the window out of every signature", () => {
  for (const item of seedItems) {
    const driver = accepted(item);
    const stepCode = findCurrentStep(driver.case)?.code ?? "";
    expect(driver.give(agreeing(stepCode), personOf(item, "window-clerk"))).toMatchObject({ code: "not-entitled" });
  }
});
