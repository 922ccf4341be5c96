import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { NewDelegation } from "../../contracts/delegations.ts";
import type { CommandBody } from "../../domain/case/case-command.ts";
import type { CaseId } from "../../domain/ids.ts";
import { delegationSchema, type Delegation } from "../../domain/people/delegation.ts";
import { addMs } from "../../domain/time/instant.ts";
import { publicationsDepartment, serviceCenter } from "../../server/seed/offices.ts";
import { publicationsStaff } from "../../server/seed/people.ts";
import { postgresFlavours, type TestPostgres } from "../centre/postgres.ts";
import { reviewersPlace, startTrialCentre, type TrialCentre } from "../centre/trial-centre.ts";
import type { TrialWindow } from "../centre/trial-window.ts";
import { agreeing } from "../fixtures/cases.ts";
import { openLine, type CuttableLine } from "./cuttable-line.ts";
import { openHeadless, type Headless } from "./headless.ts";
import { acceptTrialCase, act } from "./trial-case.ts";

const dayMs = 24 * 3_600_000;

describe("a delegation on its way to a workstation (R-FLOW-3)", () => {
  let postgres: TestPostgres;
  let centre: TrialCentre;
  let line: CuttableLine;
  let window: Headless;
  let desk: Headless;
  let giver: TrialWindow;

  beforeAll(async () => {
    postgres = await postgresFlavours[0]!.start();
    centre = await startTrialCentre(postgres);
    line = await openLine(centre.url);
    window = await openHeadless({ now: centre.now, options: { centreUrl: centre.url, enrolmentCode: await centre.enrolmentCodeFor(serviceCenter.id) } });
    desk = await openHeadless({ now: centre.now, options: { centreUrl: line.url, enrolmentCode: await centre.enrolmentCodeFor(publicationsDepartment.id) } });
    await window.call("session.signIn", { account: "wangxiulan", password: centre.password });
    await desk.call("session.signIn", { account: "hanpeng", password: centre.password });
    giver = await centre.openWindow(reviewersPlace);
  });
  afterAll(async () => {
    for (const workstation of [desk, window]) {
      await workstation.stop();
      await workstation.remove();
    }
    await line.close();
    await centre.close();
    await postgres.stop();
  });

  async function synced(workstation: Headless): Promise<void> {
    await workstation.call("sync.now", {});
    await vi.waitFor(async () => expect((await workstation.call("workplace.get", {})).connection).toMatchObject({ isOnline: true, waitingCommandCount: 0 }));
  }
  async function arrivedCase(): Promise<CaseId> {
    const caseId = await acceptTrialCase(window);
    await synced(window);
    await vi.waitFor(() => desk.call("cases.open", { caseId }));
    return caseId;
  }
  const signing = ({ id: delegationId }: Pick<Delegation, "id">): CommandBody => {
    const { kind, payload } = agreeing("preliminary-review") as Extract<CommandBody, { kind: "signOpinion" }>;
    return { kind, payload: { ...payload, onBehalfOf: { delegationId } } };
  };
  const give = async (): Promise<Delegation> => {
    const toPersonId = publicationsStaff.find(({ account }) => account === "hanpeng")!.id;
    const body: NewDelegation = { kind: "b-role", role: "handler", toPersonId, validFrom: centre.now(), validUntil: addMs(centre.now(), dayMs) };
    return delegationSchema.parse((await giver.request("POST", "/api/delegations", { body })).body);
  };

  it("is known there without being asked for, signs without the network, and the centre agrees; once over it signs nothing", async () => {
    const [caseId, next] = [await arrivedCase(), await arrivedCase()];
    expect(await desk.call("cases.act", { caseId, body: agreeing("preliminary-review") })).toMatchObject({ outcome: "refused", refusal: { code: "step-not-yours" } });
    const given = await give();
    await vi.waitFor(async () => expect((await desk.call("catalogue.get", {})).delegations).toEqual([given]));

    await line.cut();
    const signed = await act(desk, caseId, signing(given));
    expect(signed.case.opinions).toMatchObject([{ by: { name: "韩鹏" }, onBehalfOf: { kind: "b-role", name: "宋薇" } }]);
    centre.pass(dayMs);
    expect(await desk.call("cases.act", { caseId: next, body: signing(given) })).toMatchObject({
      outcome: "refused",
      refusal: { code: "delegation-not-in-force", fromName: "宋薇", validUntil: given.validUntil },
    });
    await line.mend();
    await synced(desk);

    const opened = await vi.waitFor(async () => {
      const answer = await window.call("cases.open", { caseId });
      expect(answer.case.opinions).toHaveLength(1);
      return answer;
    });
    expect(opened.case.opinions).toEqual(signed.case.opinions);
    expect(await desk.call("attention.list", {})).toEqual([]);
    expect([...window.loggedErrors, ...desk.loggedErrors]).toEqual([]);
  });
});
