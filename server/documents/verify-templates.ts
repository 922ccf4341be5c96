import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { officeIdSchema, type OfficeId } from "../../domain/ids.ts";
import type { Queryable } from "../database/connection.ts";
import { audit } from "../database/schema.ts";
import { documentTemplates, templateVersions } from "../database/template-schema.ts";
import { hashOfTemplate, templateAct } from "./templates.ts";

/**
 * `content-changed`: a template is not what its hash says. `template-missing`: a document was made from it and it is gone. `row-missing`:
 * the audit has the version and the table does not. `no-such-act`: the table has it and the audit does not.
 */
export interface TemplateFault {
  sha256: string;
  problem: "content-changed" | "template-missing" | "row-missing" | "no-such-act";
  /** Of a version; null where it is for all offices, and where a template is no version's. */
  officeId: OfficeId | null;
  kind: string | null;
  version: number | null;
}

const detailsSchema = z.object({ officeId: officeIdSchema.nullable(), kind: z.string(), version: z.int(), sha256: z.string() });
type Version = z.infer<typeof detailsSchema>;

/** Compares the templates with their hashes, with the documents made from them and with the audit of who gave them (R-SUP-8). */
export async function findTemplateFaults(database: Queryable): Promise<TemplateFault[]> {
  const kept = await database.select({ sha256: documentTemplates.sha256, file: documentTemplates.template }).from(documentTemplates);
  const { rows: lost } = await database.execute<{ sha256: string }>(sql`
    select distinct use ->> 'template' as sha256 from seal_uses
    where use ->> 'template' is not null and not exists (select 1 from ${documentTemplates} where ${documentTemplates.sha256} = use ->> 'template')`);
  const acts = await database.select({ details: audit.details }).from(audit).where(eq(audit.act, templateAct));
  const given = acts.map(({ details }) => detailsSchema.parse(details));
  const rows: Version[] = await database
    .select({ officeId: templateVersions.officeId, kind: templateVersions.kind, version: templateVersions.version, sha256: templateVersions.sha256 })
    .from(templateVersions);
  const isIn = (versions: readonly Version[]) => (one: Version) => versions.some((other) => keyOf(other) === keyOf(one));
  const ofNone = { officeId: null, kind: null, version: null };
  return [
    ...kept.filter(({ sha256, file }) => hashOfTemplate(file) !== sha256).map(({ sha256 }) => ({ ...ofNone, sha256, problem: "content-changed" as const })),
    ...lost.map(({ sha256 }) => ({ ...ofNone, sha256, problem: "template-missing" as const })),
    ...given.filter((one) => !isIn(rows)(one)).map((one) => ({ ...one, problem: "row-missing" as const })),
    ...rows.filter((one) => !isIn(given)(one)).map((one) => ({ ...one, problem: "no-such-act" as const })),
  ];
}

function keyOf({ officeId, kind, version, sha256 }: Version): string {
  return `${officeId} ${kind} ${version} ${sha256}`;
}
