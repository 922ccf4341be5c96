import { execFileSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { casePapersSchema, sealUsesSchema } from "../../contracts/certificates.ts";
import { shippedTemplates } from "../../documents/decisions/decision-templates.ts";
import type { TemplateFile } from "../../documents/decisions/template-form.ts";
import type { CaseId, OfficeId } from "../../domain/ids.ts";
import { decideTrialCase, startStaffedTrial, trialDenial, type TrialStaff } from "../../test/centre/granted-case.ts";
import { makeSharedFolder, postgresFlavours, query, type TestPostgres } from "../../test/centre/postgres.ts";
import type { TrialCentre } from "../../test/centre/trial-centre.ts";
import { failureCode, type TrialWindow } from "../../test/centre/trial-window.ts";
import { backupCentre } from "../backup/backup-centre.ts";
import { restoreCentre } from "../backup/restore-centre.ts";
import { runOutgoingWork } from "../outgoing-work.ts";
import { publicationsDepartment, serviceCenter } from "../seed/offices.ts";
import { openCentre } from "../start.ts";
import { verifySealLog } from "../seal/verify-seal-log.ts";
import { getTemplate, getTemplateInForce, hashOfTemplate } from "./templates.ts";
import { findTemplateFaults } from "./verify-templates.ts";

const kind = "deny-decision";
const shipped = shippedTemplates[kind];
/** With words of its own in the last line, made from `version`. */
const saying = (words: string, version: number): TemplateFile => {
  const blocks = shipped["blocks"] as { text?: string }[];
  return { ...shipped, version, blocks: [...blocks.slice(0, -1), { ...blocks.at(-1), text: words }] };
};

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`templates of documents on ${name}`, () => {
    let postgres: TestPostgres;
    let trial: TrialCentre;
    let staff: TrialStaff;
    let administrator: TrialWindow;
    let free: number;
    beforeAll(async () => {
      const staffed = await startStaffedTrial(start);
      ({ postgres, trial, staff, administrator, free } = staffed);
      return staffed.stop;
    });

    const work = (): Promise<void> =>
      runOutgoingWork(trial.centre, (error) => {
        throw error;
      });
    const deny = (): Promise<CaseId> => decideTrialCase(staff, { itemVersion: free, decision: trialDenial });
    const papersOf = async (caseId: CaseId) => casePapersSchema.parse((await staff.window.request("GET", `/api/cases/${caseId}/papers`)).body);
    const wordsOf = async (caseId: CaseId): Promise<string> => {
      const { sha256 } = (await papersOf(caseId)).documents.find(({ document }) => document === kind)!;
      const pdf = (await staff.window.request("GET", `/api/files/${sha256}`)).body as Buffer;
      return execFileSync("pdftotext", ["-raw", "-", "-"], { input: pdf }).toString("utf8").replace(/\s/g, "");
    };
    const usedFor = async (caseId: CaseId) => {
      const uses = sealUsesSchema.parse((await administrator.request("GET", `/api/seals/${publicationsDepartment.id}/uses`)).body);
      return uses.find((use) => use.caseId === caseId && use.document === kind)?.template;
    };
    const give = (officeId: OfficeId | null, template: unknown, by = administrator) => by.request("POST", "/api/document-templates", { body: { officeId, template } });
    const inForce = () => getTemplateInForce(trial.centre.database, publicationsDepartment.id, kind);

    it("are the program's at first, and a document's own one is kept with it", async () => {
      const caseId = await deny();
      await work();
      const used = await usedFor(caseId);
      expect(used).toBe(hashOfTemplate(shipped));
      expect(await getTemplate(trial.centre.database, used!.slice(0, 16))).toMatchObject({ kind, version: shipped["version"], file: shipped });
      expect(await query(trial.databaseUrl, "select 1 from document_templates where sha256 = $1", [used])).toHaveLength(1);
    });

    it("are an office's newest when it has its own, else those for all, from the moment a document is made; what was made stays", async () => {
      const version = shipped["version"] as number;
      const before = await deny();
      await work();
      expect(await give(null, saying("全市统一的说明", version))).toMatchObject({ status: 200, body: { kind, version: version + 1, isAdded: true } });
      const common = await deny();
      await work();
      expect(await give(serviceCenter.id, saying("别的单位的说明", version + 1))).toMatchObject({ status: 200 });
      expect(await give(publicationsDepartment.id, saying("本局的说明", version + 1))).toMatchObject({ status: 200, body: { version: version + 2 } });
      const own = await deny();
      await work();
      expect(await give(null, saying("全市又改的说明", version + 1))).toMatchObject({ status: 200 });
      const still = await deny();
      await work();
      expect(await Promise.all([before, common, own, still].map(wordsOf))).toEqual([
        expect.not.stringContaining("说明"), expect.stringContaining("全市统一的说明"), expect.stringContaining("本局的说明"), expect.stringContaining("本局的说明"),
      ]);
      expect(await usedFor(common)).toBe(hashOfTemplate(saying("全市统一的说明", version + 1)));
      expect(await usedFor(own)).toBe((await inForce()).sha256);
      expect((await administrator.request("GET", `/api/document-templates/${await usedFor(common)}`)).body).toMatchObject({ file: saying("全市统一的说明", version + 1) });
      expect(await verifySealLog(trial.centre.database)).toMatchObject({ faults: [] });
      expect(await findTemplateFaults(trial.centre.database)).toEqual([]);
    });

    it("are an administrator's to see and to give, and the audit says who gave which", async () => {
      const { version } = await inForce();
      for (const answer of [await give(null, saying("x", version), staff.window), await give(null, saying("x", version), staff.chief)]) expect([answer.status, failureCode(answer)]).toEqual([403, "not-entitled"]);
      expect((await staff.officer.request("GET", "/api/document-templates")).status).toBe(403);
      expect((await administrator.request("GET", "/api/document-templates")).body).toContainEqual(expect.objectContaining({ kind, officeId: publicationsDepartment.id, version, isInForce: true }));
      const acts = (await administrator.request("GET", "/api/audit")).body as { act: string; subject: string; personId: string; details: object }[];
      expect(acts.filter(({ act }) => act === "add-document-template")).toContainEqual(
        expect.objectContaining({ subject: `${kind} ${version}`, personId: administrator.person.personId, details: expect.objectContaining({ officeId: publicationsDepartment.id }) as object }),
      );
    });

    it("stay in force when what is given is wrong, outdated or nothing new", async () => {
      const before = await inForce();
      const { version } = before;
      const wrong: [unknown, number, string][] = [
        [saying("{{court}}", version), 422, "template-variable-unknown"],
        [{ ...shipped, version, blocks: (shipped["blocks"] as { heading?: string }[]).filter(({ heading }) => heading !== "救济途径") }, 422, "template-invalid"],
        [{ ...shipped, code: "parking-ticket" }, 422, "template-invalid"],
        [saying("长".repeat(30_000), version), 422, "template-invalid"],
        [saying("\u{10ffff}", version), 422, "glyph-missing"],
        [saying("旧版改的", version - 1), 409, "document-template-conflict"],
        ["nothing", 400, "request-invalid"],
      ];
      for (const [template, status, code] of wrong) {
        const answer = await give(publicationsDepartment.id, template);
        expect([answer.status, failureCode(answer)], code).toEqual([status, code]);
      }
      expect(failureCode(await give("019a0000-0000-7000-8000-000000000000" as OfficeId, saying("x", version)))).toBe("office-unknown");
      expect(await give(publicationsDepartment.id, before.file)).toMatchObject({ status: 200, body: { version, isAdded: false } });
      expect(await inForce()).toEqual(before);
    });

    it("given at once by two are taken one after the other", async () => {
      const { version } = await inForce();
      const answers = await Promise.all(["甲改的", "乙改的"].map((words) => give(publicationsDepartment.id, saying(words, version))));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(await inForce()).toMatchObject({ version: version + 1 });
    });

    it("changed behind the program's back make no document, are found, and what waited comes with the next version", async () => {
      const good = await inForce();
      await query(trial.databaseUrl, "update document_templates set template = $2 where sha256 = $1", [good.sha256, JSON.stringify(saying("私自改的", good.version))]);
      const caseId = await deny();
      await work();
      expect(await papersOf(caseId)).toMatchObject({ documents: [], waiting: [{ document: kind, failure: { code: "template-invalid" } }, { document: "delivery-receipt" }] });
      expect(await findTemplateFaults(trial.centre.database)).toEqual([{ sha256: good.sha256, problem: "content-changed", officeId: null, kind: null, version: null }]);
      await query(trial.databaseUrl, "update document_templates set template = $2 where sha256 = $1", [good.sha256, JSON.stringify(good.file)]);
      expect(await findTemplateFaults(trial.centre.database)).toEqual([]);
      // At once, without waiting for the next attempt.
      expect(await give(publicationsDepartment.id, saying("改好的说明", good.version))).toMatchObject({ status: 200 });
      await work();
      expect(await wordsOf(caseId)).toContain("改好的说明");
    });

    it("come back with a backup, and one taken away or slipped in is found there", async () => {
      const folder = await makeSharedFolder();
      await backupCentre(trial.centre, join(folder, "saved"));
      const databaseUrl = await postgres.createDatabase();
      await restoreCentre(join(folder, "saved"), { dataFolder: join(folder, "restored"), databaseUrl, now: trial.now });
      const restored = await openCentre({ dataFolder: join(folder, "restored"), databaseUrl, now: trial.now });
      try {
        const { database } = restored.centre;
        const { sha256, version } = await inForce();
        expect(await getTemplateInForce(database, publicationsDepartment.id, kind)).toMatchObject({ sha256 });
        expect(await findTemplateFaults(database)).toEqual([]);
        await query(databaseUrl, "delete from template_versions where sha256 = $1", [sha256]);
        await query(databaseUrl, "insert into template_versions values (null, $1, 99, $2, $3)", [kind, sha256, trial.now()]);
        const officeId = publicationsDepartment.id;
        expect(await findTemplateFaults(database)).toEqual([
          { sha256, problem: "row-missing", officeId, kind, version },
          { sha256, problem: "no-such-act", officeId: null, kind, version: 99 },
        ]);
        await query(databaseUrl, "delete from template_versions where sha256 = $1", [sha256]);
        await query(databaseUrl, "delete from document_templates where sha256 = $1", [sha256]);
        expect(await findTemplateFaults(database)).toContainEqual({ sha256, problem: "template-missing", officeId: null, kind: null, version: null });
      } finally {
        await restored.close();
        await rm(folder, { recursive: true, force: true });
      }
    });
  });
}
