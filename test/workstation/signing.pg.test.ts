import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { CaseId, PersonId } from "../../domain/ids.ts";
import { publicationsDepartment, serviceCenter } from "../../server/seed/offices.ts";
import { verifyRecord } from "../../server/record/verify-record.ts";
import { postgresFlavours, query, type TestPostgres } from "../centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../centre/trial-centre.ts";
import { agreeing, disagreeing } from "../fixtures/cases.ts";
import { openLine, type CuttableLine } from "./cuttable-line.ts";
import { openHeadless, type Headless } from "./headless.ts";
import { acceptTrialCase, act } from "./trial-case.ts";

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
  await sitDown();
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

async function sitDown(): Promise<PersonId> {
  await desk.call("session.signOut", {});
  return (await desk.call("session.signIn", { account: "songwei", password: centre.password })).person!.personId;
}

async function synced(workstation: Headless): Promise<void> {
  await workstation.call("sync.now", {});
  await vi.waitFor(async () => expect((await workstation.call("workplace.get", {})).connection).toMatchObject({ isOnline: true, waitingCommandCount: 0 }), { timeout: 20_000 });
}

async function arrivedCase(): Promise<CaseId> {
  const caseId = await acceptTrialCase(window);
  await synced(window);
  await vi.waitFor(async () => expect((await desk.call("cases.open", { caseId })).case.stage).toBe("accepted"), { timeout: 20_000 });
  return caseId;
}

const trailOf = async (workstation: Headless, caseId: CaseId) => (await workstation.call("cases.open", { caseId })).trail;

describe("signing at the desk", () => {
  it("happens by the signer's key over the record the desk has, and everybody can check it", async () => {
    expect((await desk.call("workplace.get", {})).person?.signingKey).toMatchObject({ carrier: "software" });
    expect((await window.call("workplace.get", {})).person?.signingKey).toBeNull();
    const caseId = await arrivedCase();
    const before = (await trailOf(desk, caseId)).at(-1)!;
    await act(desk, caseId, agreeing("preliminary-review"));
    await synced(desk);
    const signed = (await trailOf(desk, caseId)).at(-1)!;
    expect(signed).toMatchObject({ kind: "opinionSigned", payload: { signature: { algorithm: "ecdsa-p256", recordVersion: before.version } } });
    await vi.waitFor(async () => expect((await window.call("cases.open", { caseId })).record).toMatchObject({ signedCount: 1, unsignedCount: 0, fault: null }), { timeout: 20_000 });
    expect((await desk.call("cases.verify", { caseId })).fault).toBeNull();
    expect((await verifyRecord(centre.centre.database)).faults).toEqual([]);
  });

  it("throws a signature away that a page brings along", async () => {
    const caseId = await arrivedCase();
    const body = agreeing("preliminary-review");
    const signature = { algorithm: "rsa-pkcs1", certificate: "AAAA", value: "AAAA", recordVersion: 0, recordHash: "0".repeat(64) } as const;
    await act(desk, caseId, { ...body, payload: { ...body.payload, signature } } as typeof body);
    await synced(desk);
    expect((await trailOf(desk, caseId)).at(-1)).toMatchObject({ kind: "opinionSigned", payload: { signature: { algorithm: "ecdsa-p256" } } });
  });

  it("works without the network, by a key opened without it, and is taken later", async () => {
    const caseId = await arrivedCase();
    await line.cut();
    await sitDown();
    expect((await desk.call("workplace.get", {})).person).toMatchObject({ isOfflineSignIn: true, signingKey: { carrier: "software" } });
    await act(desk, caseId, agreeing("preliminary-review"));
    expect((await desk.call("cases.open", { caseId })).waitingCommandCount).toBe(1);
    await line.mend();
    await synced(desk);
    expect((await desk.call("attention.list", {})).filter((row) => row.caseId === caseId)).toEqual([]);
    await sitDown();
  });

  it("is refused here to who has no key, with what to do, and nothing is done", async () => {
    const caseId = await arrivedCase();
    desk.useCases.opened.store.signingKeys.forgetAll();
    await line.cut();
    await sitDown();
    await expect(desk.call("cases.act", { caseId, body: agreeing("preliminary-review") })).rejects.toMatchObject({ code: "signing-key-missing" });
    expect((await desk.call("cases.open", { caseId })).waitingCommandCount).toBe(0);
    // What needs no signature needs no key.
    expect((await desk.call("cases.open", { caseId })).actions).toContain("signOpinion");
    await line.mend();
    await synced(desk);
    await sitDown();
    await act(desk, caseId, agreeing("preliminary-review"));
    await synced(desk);
  });

  it("costs nothing for an act that is refused at once", async () => {
    const caseId = await arrivedCase();
    const { keyRing } = desk.useCases;
    const get = vi.spyOn(keyRing, "get");
    expect(await desk.call("cases.act", { caseId, body: agreeing("final-review") })).toMatchObject({ outcome: "refused" });
    expect(get).not.toHaveBeenCalled();
    get.mockRestore();
  });
});

describe("what the centre refuses", () => {
  it("comes back to the signer with both sides: what they signed, and what was recorded meanwhile", async () => {
    const caseId = await arrivedCase();
    await line.cut();
    await act(desk, caseId, disagreeing("preliminary-review"));
    await act(window, caseId, { kind: "withdrawCase", payload: { reason: "申请人撤回" } });
    await synced(window);
    await line.mend();
    await synced(desk);
    const row = (await desk.call("attention.list", {})).find((each) => each.caseId === caseId);
    expect(row?.cause).toMatchObject({
      kind: "command-refused",
      refusal: { code: "not-allowed-now", stage: "withdrawn" },
      command: { kind: "signOpinion", actor: { name: "宋薇" }, payload: { verdict: "disagree", reasons: "不符合条件", signature: { recordVersion: 5 } } },
      meanwhile: [{ kind: "caseWithdrawn", version: 6, actor: { name: "王秀兰" } }],
    });
  });

  it("says that a revoked key is no good from then on, and the next sign-in brings another", async () => {
    const caseId = await arrivedCase();
    await query(centre.databaseUrl, "update signing_keys set revoked_at = $1, revocation_reason = '测试' where revoked_at is null", [centre.now()]);
    await act(desk, caseId, agreeing("preliminary-review"));
    await synced(desk);
    const row = (await desk.call("attention.list", {})).find((each) => each.caseId === caseId);
    expect(row?.cause).toMatchObject({ refusal: { code: "signing-key-unknown", reason: "revoked" }, meanwhile: [] });
    await sitDown();
    await act(desk, caseId, agreeing("preliminary-review"));
    await synced(desk);
    expect((await trailOf(desk, caseId)).at(-1)).toMatchObject({ kind: "opinionSigned", isWaiting: false });
  });
});

it("logged nothing unforeseen", () => expect([...window.loggedErrors, ...desk.loggedErrors]).toEqual([]));
