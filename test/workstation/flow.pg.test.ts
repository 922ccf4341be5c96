import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { CaseId } from "../../domain/ids.ts";
import { landUsePreliminaryReview } from "../../server/seed/items/land-use-preliminary-review.ts";
import { verifyRecord } from "../../server/record/verify-record.ts";
import { landDepartment, publicationsDepartment, serviceCenter } from "../../server/seed/offices.ts";
import { postgresFlavours, type TestPostgres } from "../centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../centre/trial-centre.ts";
import { agreeing, answeredFromAbove, askingUpward, denying, disagreeing, granting } from "../fixtures/cases.ts";
import { openLine, type CuttableLine } from "./cuttable-line.ts";
import { openHeadless, type Headless } from "./headless.ts";
import { acceptCaseOf, acceptTrialCase, act } from "./trial-case.ts";
import { openTrialDesk } from "./trial-desk.ts";

let postgres: TestPostgres;
let centre: TrialCentre;
let line: CuttableLine;
let window: Headless;
let desk: Headless;

beforeAll(async () => {
  postgres = await postgresFlavours[0]!.start();
  centre = await startTrialCentre(postgres);
  line = await openLine(centre.url);
  window = await openHeadless({ now: centre.now, options: { centreUrl: centre.url, enrolmentCode: await centre.enrolmentCodeFor(serviceCenter.id) } });
  desk = await openHeadless({ now: centre.now, options: { centreUrl: line.url, enrolmentCode: await centre.enrolmentCodeFor(publicationsDepartment.id) } });
  await window.call("session.signIn", { account: "wangxiulan", password: centre.password });
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

/** Somebody else of the department sits down at the reviewers' desk. */
async function sitDown(account: "songwei" | "yuanzhiming"): Promise<void> {
  await desk.call("session.signOut", {});
  await desk.call("session.signIn", { account, password: centre.password });
}

async function synced(workstation: Headless): Promise<void> {
  await workstation.call("sync.now", {});
  await vi.waitFor(async () => expect((await workstation.call("workplace.get", {})).connection).toMatchObject({ isOnline: true, waitingCommandCount: 0 }));
}

async function arrivedCase(): Promise<CaseId> {
  const caseId = await acceptTrialCase(window);
  await synced(window);
  await vi.waitFor(async () => expect((await desk.call("cases.open", { caseId })).case.stage).toBe("accepted"), { timeout: 20_000 });
  return caseId;
}

const firstOfInbox = async () => (await desk.call("cases.list", { view: "inbox" })).rows[0];

describe("a case between a window and its department", () => {
  it("is sent back, argued and granted by the department's people, and the window reads the whole trail", async () => {
    await sitDown("songwei");
    const caseId = await arrivedCase();
    await vi.waitFor(async () => expect(await firstOfInbox()).toMatchObject({ caseId, isMyTurn: true, step: { name: "初审", role: "handler" } }));
    expect((await desk.call("cases.open", { caseId })).actions).toEqual(["handOverPaper", "signOpinion", "sendBack", "suspendCase"]);
    expect((await window.call("cases.open", { caseId })).actions).not.toContain("signOpinion");
    expect(await window.call("cases.act", { caseId, body: agreeing("preliminary-review") })).toMatchObject({ outcome: "refused", refusal: { code: "not-entitled" } });
    await act(desk, caseId, disagreeing("preliminary-review"));

    await sitDown("yuanzhiming");
    expect(await firstOfInbox()).toMatchObject({ caseId, isMyTurn: true, step: { name: "终审" } });
    await act(desk, caseId, { kind: "sendBack", payload: { toStepCode: "preliminary-review", reason: "请核实经营场所" } });
    expect(await firstOfInbox()).toMatchObject({ isMyTurn: false, step: { name: "初审" } });
    await sitDown("songwei");
    await act(desk, caseId, agreeing("preliminary-review"));
    await sitDown("yuanzhiming");
    await act(desk, caseId, granting);
    await synced(desk);

    const decided = await vi.waitFor(async () => {
      const opened = await window.call("cases.open", { caseId });
      expect(opened.case.stage).toBe("awaiting-payment");
      return opened;
    });
    expect(decided.case.opinions.map(({ verdict, by }) => [verdict, by.name])).toEqual([["disagree", "宋薇"], ["agree", "宋薇"]]);
    expect(decided.case.decision?.by.name).toBe("袁志明");
    expect(decided.trail.slice(-4).map(({ kind }) => kind)).toEqual(["opinionSigned", "caseSentBack", "opinionSigned", "caseDecided"]);
    expect(await window.call("cases.act", { caseId, body: { kind: "withdrawCase", payload: { reason: "不办了" } } })).toMatchObject({ outcome: "refused" });
  });

  it("has an opinion corrected in words that its signer and the deputy leader both signed (R-FLOW-2)", async () => {
    const caseId = await acceptCaseOf(window, landUsePreliminaryReview);
    await synced(window);
    const land = await openTrialDesk(centre, landDepartment, "handler");
    const inbox = async () => (await land.pc.call("cases.list", { view: "inbox" })).rows.find((row) => row.caseId === caseId);
    const said = { verdict: "disagree", text: "不同意", reasons: "占用耕地", legalBasis: { law: "土地管理法", article: "第五十二条" } } as const;
    const words = { opinionNumber: 1, ...said };
    try {
      await land.open(caseId);
      await land.act(caseId, agreeing("examination"));
      await land.act(caseId, { kind: "askOpinionCorrection", payload: { ...words, why: "看错了图斑" } });
      await land.sitDown("deputy-leader");
      expect(await inbox()).toMatchObject({ isMyTurn: true });
      await land.act(caseId, { kind: "correctOpinion", payload: words });
      expect(await inbox()).toMatchObject({ isMyTurn: false });
      await land.sync();
      const { case: current, trail } = await land.open(caseId);
      expect(current.opinions).toMatchObject([{ verdict: "agree", by: { name: "孙振宇" } }, { ...said, correctsNumber: 1, by: { name: "孙振宇" }, approvedBy: { name: "叶青" } }]);
      expect(trail.slice(-2).map(({ kind, payload }) => [kind, "signature" in payload && payload.signature !== undefined])).toEqual([["opinionCorrectionAsked", true], ["opinionCorrected", true]]);
      expect((await verifyRecord(centre.centre.database)).faults).toEqual([]);
    } finally {
      await land.close();
    }
  });

  it("waits for everybody of a joint review who has not signed, and for who may record an answer from above", async () => {
    const caseId = await acceptCaseOf(window, landUsePreliminaryReview);
    const other = await acceptCaseOf(window, landUsePreliminaryReview);
    await synced(window);
    const land = await openTrialDesk(centre, landDepartment, "handler");
    const inbox = async () =>
      (await land.pc.call("cases.list", { view: "inbox" })).rows.filter((row) => row.caseId === caseId || row.caseId === other).map((row) => [row.caseId, row.isMyTurn]);
    try {
      for (const id of [caseId, other]) await land.open(id);
      await land.act(caseId, agreeing("examination"));
      await land.sitDown("section-head");
      await land.act(caseId, agreeing("section-review"));
      // The review is the deputy leader's to end, and everybody's to join.
      expect(await inbox()).toEqual([[caseId, true], [other, false]]);
      await land.act(caseId, agreeing("joint-review"));
      expect((await inbox()).map(([, isMyTurn]) => isMyTurn)).toEqual([false, false]);
      await land.sitDown("chief-leader");
      expect(await inbox()).toEqual([[caseId, true], [other, false]]);
      await land.sitDown("deputy-leader");
      await land.act(caseId, agreeing("joint-review"));
      expect((await inbox()).map(([, isMyTurn]) => isMyTurn)).toEqual([false, false]);
      await land.sitDown("chief-leader");
      await land.act(caseId, askingUpward);
      await land.sitDown("section-head");
      expect(await inbox()).toEqual([[caseId, true], [other, false]]);
      await land.act(caseId, answeredFromAbove);
      expect((await inbox()).map(([, isMyTurn]) => isMyTurn)).toEqual([false, false]);
      await land.sync();
      expect(land.pc.loggedErrors).toEqual([]);
    } finally {
      await land.close();
    }
  });

  it("is decided without the network, and a signature that came too late is told, not lost (R-OFF-1, R-OFF-3)", async () => {
    await sitDown("songwei");
    const [decided, withdrawn] = [await arrivedCase(), await arrivedCase()];
    await line.cut();
    for (const caseId of [decided, withdrawn]) await act(desk, caseId, agreeing("preliminary-review"));
    await act(window, withdrawn, { kind: "withdrawCase", payload: { reason: "申请人撤回" } });
    await synced(window);
    await line.mend();
    await synced(desk);
    await sitDown("yuanzhiming");
    await act(desk, decided, denying);
    await synced(desk);

    const [attention] = await desk.call("attention.list", {});
    expect(attention).toMatchObject({ caseId: withdrawn, cause: { kind: "command-refused", commandKind: "signOpinion", refusal: { code: "not-allowed-now", stage: "withdrawn" } } });
    await vi.waitFor(async () => expect((await window.call("cases.open", { caseId: decided })).case.stage).toBe("denied"));
    expect((await desk.call("cases.open", { caseId: withdrawn })).case.opinions).toEqual([]);
  });

  it("takes signatures only from the accounts that hold the role, whatever a workstation claims", async () => {
    await sitDown("songwei");
    const caseId = await arrivedCase();
    const bare = await centre.openWindow({ officeId: publicationsDepartment.id, account: "songwei" });
    const payload = { stepCode: "preliminary-review", verdict: "agree", text: "同意", reasons: "", legalBasis: null } as const;
    const honest = await bare.signedCommand("signOpinion", caseId, payload);
    const { actor } = honest;
    const hall = await centre.openWindow();
    const results = await bare.push([
      await bare.signedCommand("decideCase", caseId, { outcome: "grant", text: "准予", reasons: "", legalBasis: null, remedies: "" }, { actor: { ...actor, roles: ["chief-leader"] } }),
      await bare.signedCommand("signOpinion", caseId, { ...payload, verdict: "disagree" }),
      honest,
      await bare.signedCommand("signOpinion", caseId, payload),
    ]);
    const codes = results.map((result) => (result.outcome === "rejected" ? result.refusal.code : "applied"));
    expect(codes).toEqual(["actor-mismatch", "reasons-missing", "applied", "step-not-yours"]);
    const [fromHall] = await hall.push([await hall.signedCommand("signOpinion", caseId, payload)]);
    expect(fromHall).toMatchObject({ outcome: "rejected", refusal: { code: "not-entitled" } });
  });

  it("logged nothing unforeseen", () => expect([...window.loggedErrors, ...desk.loggedErrors]).toEqual([]));
});
