import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { PDFDocument } from "pdf-lib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listedSealSchema, sealUsesSchema } from "../../contracts/certificates.ts";
import type { Catalogue } from "../../contracts/sync.ts";
import { createSoftwareSigner } from "../../documents/signature/signer.ts";
import { signPdf } from "../../documents/signature/sign-pdf.ts";
import { verifyPdf } from "../../documents/signature/verify-pdf.ts";
import { commandIdSchema, personIdSchema, sha256Schema } from "../../domain/ids.ts";
import { makeSharedFolder, postgresFlavours, query, type TestPostgres } from "../../test/centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";
import { failureCode, newCaseId } from "../../test/centre/trial-window.ts";
import { createOffice } from "../accounts/offices.ts";
import type { Centre } from "../centre.ts";
import { inTransaction } from "../database/connection.ts";
import { sha256Of } from "../record/append.ts";
import { publicationsDepartment, seedOffices, serviceCenter } from "../seed/offices.ts";
import { openCentre } from "../start.ts";
import { readRevokedSigners } from "./seals.ts";
import { readTrustRoots } from "./centre-authority.ts";
import type { SealKeyHolder } from "./seal-keys.ts";
import { logSealUse } from "./seal-log.ts";
import { getSeal, listSeals, makeSeal, openSealSigner, usualSealWords } from "./seals.ts";
import { verifySealLog } from "./verify-seal-log.ts";

const officeId = publicationsDepartment.id;

async function sign(centre: Centre): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage();
  const bytes = await document.save({ useObjectStreams: false });
  const signer = await openSealSigner(centre, await getSeal(centre.database, centre, officeId));
  return signPdf(bytes, { signer, signedAt: centre.now(), reason: "test", certificateNumber: "1", place: null });
}

async function verify(centre: Centre, bytes: Uint8Array) {
  return verifyPdf(bytes, { trustRoots: await readTrustRoots(centre.database, "seals"), revocations: await readRevokedSigners(centre.database), now: centre.now() });
}

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`seals on ${name}`, () => {
    let postgres: TestPostgres;
    let trial: TrialCentre;
    let centre: Centre;
    beforeAll(async () => {
      postgres = await start();
      trial = await startTrialCentre(postgres);
      centre = trial.centre;
    });
    afterAll(async () => {
      await trial.close();
      await postgres.stop();
    });

    it("are made with the offices of a trial, under one root", async () => {
      const seals = await listSeals(centre.database);
      expect(seals.map((seal) => seal.officeId).sort()).toEqual(seedOffices.map(({ id }) => id).sort());
      expect(await readTrustRoots(centre.database, "seals")).toHaveLength(1);
      expect(JSON.stringify(seals)).not.toContain("PRIVATE KEY");
    });

    it("sign what verifies by the centre's root alone, also in another process with the same key file", async () => {
      expect(await verify(centre, await sign(centre))).toMatchObject({ state: "valid", signer: { organization: publicationsDepartment.name } });
      const other = await openCentre({ dataFolder: trial.dataFolder, databaseUrl: trial.databaseUrl, now: trial.now });
      try {
        expect(await verify(centre, await sign(other.centre))).toMatchObject({ state: "valid" });
      } finally {
        await other.close();
      }
    });

    it("sign nothing without their key file, and no new one is made in its place", async () => {
      const keyFile = join(trial.dataFolder, "seal-key");
      await rename(keyFile, `${keyFile}.away`);
      const other = await openCentre({ dataFolder: trial.dataFolder, databaseUrl: trial.databaseUrl, now: trial.now });
      try {
        await expect(sign(other.centre)).rejects.toMatchObject({ code: "seal-key-missing", details: { file: keyFile } });
        const office = await createOffice(other.centre, { name: "南昌市水利局", regionCode: "360100" }, null);
        await expect(makeSeal(other.centre, office.officeId, usualSealWords, null)).rejects.toMatchObject({ code: "seal-key-missing" });
        await expect(getSeal(centre.database, centre, office.officeId)).rejects.toMatchObject({ code: "seal-missing", details: { officeName: "南昌市水利局" } });
        expect(existsSync(keyFile)).toBe(false);
      } finally {
        await other.close();
        await rename(`${keyFile}.away`, keyFile);
      }
    });

    it("get one root when the first two are made at once", async () => {
      const dataFolder = await makeSharedFolder();
      const stored = await openCentre({ dataFolder, databaseUrl: await postgres.createDatabase(), now: trial.now });
      try {
        const offices = await Promise.all(["甲局", "乙局", "丙局"].map((office) => createOffice(stored.centre, { name: office, regionCode: "360100" }, null)));
        await Promise.all(offices.map((office) => makeSeal(stored.centre, office.officeId, usualSealWords, null)));
        expect(await readTrustRoots(stored.centre.database, "seals")).toHaveLength(1);
      } finally {
        await stored.close();
        await rm(dataFolder, { recursive: true, force: true });
      }
    });

    it("are changed by the administrator with a reason; what a stolen key signs afterwards is revoked", async () => {
      const window = await trial.openWindow();
      const administrator = await trial.openWindow({ account: "pengjian" });
      const ask = (body: unknown, from = administrator) => from.request("POST", `/api/offices/${officeId}/seal`, { body });
      expect(failureCode(await ask({}, window))).toBe("not-entitled");
      expect(failureCode(await ask({}))).toBe("seal-in-use");
      expect(failureCode(await ask({ centreLine: "审批专用章（第一二三号）", replacing: { reason: "换章", isCompromised: false } }))).toBe("seal-text-too-long");
      const [before, stolen] = [await sign(centre), await openSealSigner(centre, await getSeal(centre.database, centre, officeId))];
      expect(stolen.certificateChain).toHaveLength(1);
      trial.pass(60_000);
      const made = listedSealSchema.parse((await ask({ code: "3601000000012", replacing: { reason: "私钥泄露", isCompromised: true } })).body);
      const listed = listedSealSchema.array().parse((await administrator.request("GET", "/api/seals")).body).filter((seal) => seal.officeId === officeId);
      expect(listed).toMatchObject([{ sealId: made.sealId, retiredAt: null }, { isCompromised: true, retirementReason: "私钥泄露" }]);
      expect(await verify(centre, before)).toMatchObject({ state: "revoked", reason: "signer-revoked" });
      expect(await verify(centre, await sign(centre))).toMatchObject({ state: "valid" });
      const { sealTrust } = (await window.request("GET", "/api/catalogue")).body as Catalogue;
      expect(sealTrust).toMatchObject({ roots: [expect.any(String)], revocations: [{ revokedAt: trial.now() }] });
      expect(sealTrust.inUse.filter((seal) => seal.officeId === officeId)).toEqual([{ officeId, officeName: made.officeName, validUntil: made.validUntil }]);
    });

    it("may have their keys in a box instead, which signs and never gives one away", async () => {
      const keys = new Map<string, KeyObject>();
      const box: SealKeyHolder = {
        name: "box",
        makeKey: async () => {
          const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
          keys.set("slot 7", privateKey);
          return { publicKey, reference: "slot 7" };
        },
        openSigner: async (_sealId, reference, chain) => createSoftwareSigner(keys.get(reference)!, chain),
      };
      const withBox: Centre = { ...centre, sealKeys: [box, ...centre.sealKeys] };
      const office = await createOffice(withBox, { name: "南昌市林业局", regionCode: "360100" }, null);
      const seal = await makeSeal(withBox, office.officeId, usualSealWords, null);
      expect(seal).toMatchObject({ keyHolder: "box", keyReference: "slot 7" });
      expect(await openSealSigner(withBox, seal)).toMatchObject({ algorithm: "rsa-pkcs1" });
      await expect(openSealSigner(centre, seal)).rejects.toMatchObject({ code: "seal-key-elsewhere", details: { keyHolder: "box" } });
    });

    it("run out", async () => {
      const inSixYears = { now: () => trial.now().replace("2026", "2032") as ReturnType<typeof trial.now> };
      await expect(getSeal(centre.database, inSixYears, officeId)).rejects.toMatchObject({ code: "seal-expired" });
    });

    it("have a log without gaps, whose edited, missing and foreign rows are named (R-CERT-2)", async () => {
      const seal = await getSeal(centre.database, centre, serviceCenter.id);
      const use = (number: string) =>
        inTransaction(centre.database, (transaction) =>
          logSealUse(transaction, {
            officeId: seal.officeId,
            sealId: seal.sealId,
            caseId: newCaseId(),
            commandId: commandIdSchema.parse(centre.newId()),
            document: "certificate",
            number,
            sha256: sha256Schema.parse(sha256Of(number)),
            byteLength: 1,
            usedAt: trial.now(),
            usedBy: { personId: personIdSchema.parse(centre.newId()), name: "邓莉", workstationCode: null },
          }),
        );
      const uses = await Promise.all(Array.from({ length: 8 }, (_, index) => use(`第${index}号`)));
      expect(uses.map(({ position }) => position).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      const ownFaults = async () => (await verifySealLog(centre.database)).faults.filter(({ problem }) => problem !== "no-such-event");
      const foreign = (await verifySealLog(centre.database)).faults.filter(({ problem }) => problem === "no-such-event");
      expect(foreign.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(await ownFaults()).toEqual([]);

      const supervisor = await trial.openWindow({ account: "fangzhiyuan" });
      const read = sealUsesSchema.parse((await supervisor.request("GET", `/api/seals/${seal.officeId}/uses?before=4&limit=2`)).body);
      expect(read.map(({ position }) => position)).toEqual([3, 2]);

      const edit = async (statement: string, undo: string): Promise<unknown> => {
        await query(trial.databaseUrl, statement);
        const faults = await ownFaults();
        await query(trial.databaseUrl, undo);
        return faults;
      };
      const where = `where office_id = '${seal.officeId}'`;
      const number = uses.find(({ position }) => position === 3)!.number;
      expect(await edit(`update seal_uses set use = replace(use::text, '${number}', '第9号')::json ${where}`, `update seal_uses set use = replace(use::text, '第9号', '${number}')::json ${where}`)).toEqual([
        { officeId: seal.officeId, position: 3, problem: "content-changed" },
      ]);
      expect(await edit(`update seal_uses set position = -5 ${where} and position = 5`, `update seal_uses set position = 5 ${where} and position = -5`)).toMatchObject([{ position: 5, problem: "position-missing" }]);
      expect(await edit(`update seal_uses set case_id = office_id ${where} and position = 2`, `update seal_uses set case_id = (use->>'caseId')::uuid ${where} and position = 2`)).toMatchObject([{ position: 2, problem: "row-differs" }]);
      expect(await edit(`update seal_use_heads set position = 9 ${where}`, `update seal_use_heads set position = 8 ${where}`)).toMatchObject([{ position: 9, problem: "uses-missing" }]);
      expect(await ownFaults()).toEqual([]);
    });
  });
}
