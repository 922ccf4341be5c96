import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandResultSchema } from "../contracts/sync.ts";
import type { CaseId } from "../domain/ids.ts";
import { sealDuePapers } from "../server/documents/seal-due-papers.ts";
import { publicationsDepartment } from "../server/seed/offices.ts";
import { readTrustRoots } from "../server/seal/centre-authority.ts";
import { findSeal, makeSeal, usualSealWords } from "../server/seal/seals.ts";
import { verifyFile } from "../server/certificates/verify-certificate.ts";
import { addFreeItem, askForCertificate, decideTrialCase, openTrialStaff, type TrialStaff } from "../test/centre/granted-case.ts";
import { postgresFlavours, query, type TestPostgres } from "../test/centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../test/centre/trial-centre.ts";
import { failureCode } from "../test/centre/trial-window.ts";
import { openPkcs11Token, type EmulatedCard } from "../test/emulators/staff-card/emulated-card.ts";
import { checkByOpenssl, seeSignatures, trustRoot } from "../test/fixtures/pdf-checks.ts";
import { openSealTokenKeys } from "./seal-token-keys.ts";

/** A centre whose publications department has its seal's key in a token (SoftHSM with a card's manners). */
describe("a seal whose key is in a PKCS#11 token", () => {
  let token: EmulatedCard;
  let keys: ReturnType<typeof openSealTokenKeys>;
  let postgres: TestPostgres;
  let trial: TrialCentre;
  let staff: TrialStaff;
  let free: number;
  let folder: string;
  const officeId = publicationsDepartment.id;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "seal-token-"));
    token = await openPkcs11Token("p256");
    await writeFile(join(folder, "pin"), `${token.pin}\n`);
    keys = openSealTokenKeys({ libraryPath: token.libraryPath, token: "张窗口的卡", pinFile: join(folder, "pin") });
    postgres = await postgresFlavours[0]!.start();
    // The seed's seals are made with software keys: a centre may have both.
    trial = await startTrialCentre(postgres);
    trial.centre.sealKeys = [keys, ...trial.centre.sealKeys];
    await makeSeal(trial.centre, officeId, usualSealWords, null, { reason: "私钥移入密码设备", isCompromised: false });
    staff = await openTrialStaff(trial);
    free = await addFreeItem(trial, 2);
  });
  afterAll(async () => {
    await trial.close();
    await postgres.stop();
    keys.close();
    await token.remove();
    await rm(folder, { recursive: true });
  });

  const issue = (caseId: CaseId) => askForCertificate(staff.officer, caseId);
  const waiting = async (caseId: CaseId) => (await query<{ state: string; code: string | null }>(trial.databaseUrl, "select state, failure ->> 'code' as code from due_papers where case_id = $1 order by version, ordinal", [caseId]));

  it("signs certificates that pdfsig and OpenSSL verify under the centre's root; the key is in no database", async () => {
    expect(await findSeal(trial.centre.database, officeId)).toMatchObject({ keyHolder: "pkcs11 张窗口的卡", keyReference: expect.stringMatching(/^[0-9a-f]{32}$/) as string });
    const caseId = await decideTrialCase(staff, { itemVersion: free });
    const result = commandResultSchema.parse((await issue(caseId)).body);
    const event = result.outcome === "applied" ? result.events[0] : undefined;
    if (event?.kind !== "certificateIssued") throw new Error(JSON.stringify(result));
    const pdf = (await staff.window.request("GET", `/api/files/${event.payload.sha256}`)).body as Buffer;
    const [root] = await readTrustRoots(trial.centre.database, "seals");
    await trustRoot(folder, root!);
    await writeFile(join(folder, "certificate.pdf"), pdf);
    const seen = await seeSignatures(folder, join(folder, "certificate.pdf"));
    for (const said of ["Signature is Valid.", "Certificate is Trusted.", "Total document signed"]) expect(seen).toContain(said);
    await checkByOpenssl(folder, pdf, root!);
    expect(await verifyFile(trial.centre, pdf)).toMatchObject({ state: "valid", reason: "in-register" });
    expect(await verifyFile(trial.centre, Uint8Array.from(pdf, (byte, index) => (index === 900 ? byte ^ 1 : byte)))).toMatchObject({ state: "changed" });
  });

  it("that is pulled leaves no certificate and no number; papers wait with the reason and are made when it is back", async () => {
    const caseId = await decideTrialCase(staff, { itemVersion: free });
    const taken = () => query(trial.databaseUrl, "select office_id, register, serial from register_counters order by 1, 2");
    const before = await taken();
    token.pull();
    expect(failureCode(await issue(caseId))).toBe("seal-token-missing");
    await sealDuePapers(trial.centre);
    expect((await waiting(caseId))[0]).toEqual({ state: "waiting", code: "seal-token-missing" });
    expect(await taken()).toEqual(before);
    token.insert();
    trial.pass(3_600_000);
    await sealDuePapers(trial.centre);
    trial.pass(3_600_000);
    await sealDuePapers(trial.centre);
    expect((await waiting(caseId)).map(({ state }) => state)).not.toContain("waiting");
    expect((await issue(caseId)).body).toMatchObject({ outcome: "applied" });
  });

  it("is asked with a wrong PIN once only, however often a paper is tried, and goes on when the file is mended", async () => {
    const caseId = await decideTrialCase(staff, { itemVersion: free });
    await writeFile(join(folder, "pin"), "000000");
    for (let attempt = 0; attempt < 6; attempt += 1) expect(failureCode(await issue(caseId))).toBe("seal-token-pin-wrong");
    await rm(join(folder, "pin"));
    expect(failureCode(await issue(caseId))).toBe("seal-token-pin-unreadable");
    await writeFile(join(folder, "pin"), token.pin);
    expect((await issue(caseId)).body).toMatchObject({ outcome: "applied" });
  });

  it("that is locked, or lacks the key, says so", async () => {
    const caseId = await decideTrialCase(staff, { itemVersion: free });
    for (const wrong of ["111111", "222222", "333333"]) {
      await writeFile(join(folder, "pin"), wrong);
      await issue(caseId);
    }
    await writeFile(join(folder, "pin"), token.pin);
    expect(failureCode(await issue(caseId))).toBe("seal-token-pin-locked");
    token.unblock();
    const { keyReference } = (await findSeal(trial.centre.database, officeId))!;
    const setReference = (reference: string) => query(trial.databaseUrl, `update seals set key_reference = '${reference}' where office_id = '${officeId}' and retired_at is null`);
    await setReference("00".repeat(16));
    expect(failureCode(await issue(caseId))).toBe("seal-token-key-missing");
    await setReference(keyReference);
    expect((await issue(caseId)).body).toMatchObject({ outcome: "applied" });
  });

  it("is not taken for a software key: a centre without the token says where the key is", async () => {
    const caseId = await decideTrialCase(staff, { itemVersion: free });
    const [held, ...others] = trial.centre.sealKeys;
    trial.centre.sealKeys = [others[0]!];
    expect(failureCode(await issue(caseId))).toBe("seal-key-elsewhere");
    trial.centre.sealKeys = [held, ...others];
    expect((await issue(caseId)).body).toMatchObject({ outcome: "applied" });
  });

  it("that crashes its library, or hands out a library that is none, fails the one paper", async () => {
    const caseId = await decideTrialCase(staff, { itemVersion: free });
    token.setFault("crashes-on-sign");
    expect(failureCode(await issue(caseId))).toBe("seal-token-failed");
    token.setFault("damaged-signature");
    expect(failureCode(await issue(caseId))).toBe("seal-token-key-wrong");
    token.setFault(undefined);
    expect((await issue(caseId)).body).toMatchObject({ outcome: "applied" });
    const none = openSealTokenKeys({ libraryPath: join(folder, "none.so"), token: "seals", pinFile: join(folder, "pin") });
    await expect(none.makeKey("0".repeat(8))).rejects.toMatchObject({ code: "seal-token-library-unusable" });
    none.close();
    expect(await readFile(join(folder, "pin"), "utf8")).toBe(token.pin);
  });
});
