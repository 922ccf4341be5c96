import { createHash } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CommandPayload } from "../../domain/case/case-command.ts";
import type { CaseId } from "../../domain/ids.ts";
import { chainStart } from "../../domain/record/hash-chain.ts";
import type { SignedCommand } from "../../domain/signature/statement.ts";
import { addMs } from "../../domain/time/instant.ts";
import { postgresFlavours, query } from "../../test/centre/postgres.ts";
import { reviewersPlace, startTrialWithReviewer, type TrialCentre } from "../../test/centre/trial-centre.ts";
import type { TrialWindow } from "../../test/centre/trial-window.ts";
import { makeTestAuthority, signCommand } from "../../test/fixtures/signing.ts";

type Opinion = CommandPayload<"signOpinion">;
const opinion: Opinion = { stepCode: "preliminary-review", verdict: "agree", text: "同意。", reasons: "", legalBasis: null };

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`signed acts on ${name}`, () => {
    let centre: TrialCentre;
    let window: TrialWindow;
    let reviewer: TrialWindow;
    let administrator: TrialWindow;
    let caseId: CaseId;

    beforeAll(async () => {
      const trial = await startTrialWithReviewer(start);
      ({ centre, window, reviewer } = trial);
      administrator = await centre.openWindow({ account: "pengjian" });
      return trial.stop;
    });
    beforeEach(async () => {
      const commands = window.reception();
      ({ caseId } = commands[0]!);
      await window.push([...commands, window.command("acceptCase", caseId, {})]);
    });

    const signed = (payload: Opinion = opinion) => reviewer.signedCommand("signOpinion", caseId, payload);
    const refusalOf = async (command: SignedCommand) => {
      const [result] = await reviewer.push([command]);
      return result?.outcome === "rejected" ? result.refusal : result?.outcome;
    };

    it("takes an act with its giver's signature and keeps it on the record", async () => {
      const command = await signed();
      const [result] = await reviewer.push([command]);
      expect(result).toMatchObject({ outcome: "applied", events: [{ kind: "opinionSigned", payload: { signature: command.payload.signature } }] });
    });

    it("refuses an act without one, and tells the version it was judged on", async () => {
      const [result] = await reviewer.push([reviewer.command("signOpinion", caseId, opinion)]);
      expect(result).toMatchObject({ outcome: "rejected", refusal: { code: "signature-missing", kind: "signOpinion" }, judgedVersion: 5 });
    });

    it("refuses the same command again the same way", async () => {
      const command = reviewer.command("signOpinion", caseId, opinion);
      const [first] = await reviewer.push([command]);
      expect(await reviewer.push([command])).toEqual([{ ...first, isDuplicate: true }]);
    });

    it("refuses an act that was changed after it was signed", async () => {
      const command = (await signed({ ...opinion, verdict: "disagree", reasons: "不符合条件", legalBasis: { law: "测试法", article: "第一条" } })) as Extract<SignedCommand, { kind: "signOpinion" }>;
      expect(await refusalOf({ ...command, payload: { ...command.payload, verdict: "agree" } })).toEqual({ code: "signature-invalid", kind: "signOpinion" });
      const moved = await signed();
      expect(await refusalOf({ ...moved, givenAt: addMs(moved.givenAt, -1000) })).toEqual({ code: "signature-invalid", kind: "signOpinion" });
    });

    it("refuses a key the centre never certified, and one of another person", async () => {
      const { recordVersion, recordHash } = (await signed()).payload.signature!;
      const head = { recordVersion, recordHash };
      const command = reviewer.command("signOpinion", caseId, opinion) as SignedCommand;
      const forged = await signCommand(command, makeTestAuthority().keyOf(reviewer.person.personId), head);
      expect(await refusalOf(forged)).toEqual({ code: "signing-key-unknown", reason: "unknown", at: null });
      const anothers = await signCommand({ ...command, id: (await signed()).id }, await window.signingKey(), head);
      expect(await refusalOf(anothers)).toEqual({ code: "signing-key-unknown", reason: "of-another", at: null });
    });

    it("refuses a key from the moment it was revoked, and takes what was signed before", async () => {
      const device = await centre.openWindow(reviewersPlace);
      const early = await device.signedCommand("signOpinion", caseId, opinion);
      const { certificate } = await device.signingKey();
      const fingerprint = createHash("sha256").update(Buffer.from(certificate, "base64")).digest("hex");
      centre.pass(60_000);
      const revokedAt = centre.now();
      expect((await administrator.request("POST", `/api/signing-keys/${fingerprint}/revocation`, { body: { reason: "证件卡丢失" } })).status).toBe(200);
      const late = await device.signedCommand("signOpinion", caseId, opinion);
      expect(await device.push([late])).toMatchObject([{ refusal: { code: "signing-key-unknown", reason: "revoked", at: revokedAt } }]);
      expect(await device.push([early])).toMatchObject([{ outcome: "applied" }]);
    });

    it("refuses what was signed on another record than its own", async () => {
      const wrongPast = await signCommand(reviewer.command("signOpinion", caseId, opinion) as SignedCommand, await reviewer.signingKey(), { recordVersion: 5, recordHash: "a".repeat(64) });
      expect(await refusalOf(wrongPast)).toEqual({ code: "record-changed", recordVersion: 5 });
      const future = await signCommand(reviewer.command("signOpinion", caseId, opinion) as SignedCommand, await reviewer.signingKey(), { recordVersion: 99, recordHash: chainStart });
      expect(await refusalOf(future)).toEqual({ code: "record-changed", recordVersion: 99 });
    });

    it("takes what was signed on an older state of the same record", async () => {
      const command = await signed();
      await window.push([window.command("recordReceiptPrint", caseId, { receipt: "acceptance-notice", printer: "打印机" })]);
      expect(await reviewer.push([command])).toMatchObject([{ outcome: "applied" }]);
    });

    it("asks who gave it before it asks for the signature", async () => {
      const command = await signed();
      const [result] = await reviewer.push([{ ...command, actor: { ...command.actor, roles: ["chief-leader"] } }]);
      expect(result).toMatchObject({ refusal: { code: "actor-mismatch" } });
    });

    it("takes no certificate in another spelling than the centre's own", async () => {
      const command = await signed();
      const { signature } = command.payload;
      const [row] = await query<{ certificate: string }>(centre.databaseUrl, "select certificate from signing_keys where certificate = $1", [signature!.certificate]);
      expect(row?.certificate).toBe(signature!.certificate);
      const respelt = `${signature!.certificate.slice(0, -4)}AAAA${signature!.certificate.slice(-4)}`;
      expect(await refusalOf({ ...command, payload: { ...command.payload, signature: { ...signature!, certificate: respelt } } } as SignedCommand)).toMatchObject({ code: "signing-key-unknown", reason: "unknown" });
    });
  });
}
