import { and, asc, desc, eq, isNull, or, sql } from "drizzle-orm";
import { checkTemplate } from "../../documents/decisions/check-template.ts";
import { shippedTemplates } from "../../documents/decisions/decision-templates.ts";
import type { TemplateFile } from "../../documents/decisions/template-form.ts";
import { documentNames } from "../../contracts/wording/cases.ts";
import { documentKindSchema, type DocumentKind } from "../../domain/case/case-parts.ts";
import { Failure } from "../../domain/failure.ts";
import { sha256Schema, type OfficeId, type PersonId, type Sha256 } from "../../domain/ids.ts";
import { canonicalJson } from "../../domain/record/canonical-json.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { writeAudit } from "../accounts/audit.ts";
import { getOffice } from "../accounts/offices.ts";
import type { Centre } from "../centre.ts";
import { inTransaction, type Queryable, type Transaction } from "../database/connection.ts";
import { duePapers } from "../database/paper-schema.ts";
import { documentTemplates, templateVersions } from "../database/template-schema.ts";
import { sha256Of } from "../record/append.ts";
import { retryPapers } from "./queue-papers.ts";

/** A template that documents are or were made from. */
export interface KeptTemplate {
  readonly kind: DocumentKind;
  readonly version: number;
  readonly sha256: Sha256;
  readonly file: TemplateFile;
}

export interface ListedTemplate {
  /** Null: for every office without one of its own. */
  readonly officeId: OfficeId | null;
  readonly kind: DocumentKind;
  readonly version: number;
  readonly sha256: Sha256;
  /** Null: shipped with the program. */
  readonly addedAt: Instant | null;
  readonly isInForce: boolean;
}

export interface AddedTemplate extends KeptTemplate {
  /** False when the one in force says the same already. */
  readonly isAdded: boolean;
}

export const templateAct = "add-document-template";

export function hashOfTemplate(file: TemplateFile): Sha256 {
  return sha256Schema.parse(sha256Of(canonicalJson(file)));
}

const shipped = Object.fromEntries(documentKindSchema.options.map((kind) => [kind, keptOf(shippedTemplates[kind])])) as Readonly<Record<DocumentKind, KeptTemplate>>;

/**
 * What a document of the office is made from now: the newest of its own, else the newest for all offices, else the program's. Throws
 * `template-invalid` for one that was changed in the database.
 */
export async function getTemplateInForce(database: Queryable, officeId: OfficeId | null, kind: DocumentKind): Promise<KeptTemplate> {
  const isOfTheOffice = officeId === null ? isNull(templateVersions.officeId) : or(eq(templateVersions.officeId, officeId), isNull(templateVersions.officeId));
  const [row] = await database
    .select({ file: documentTemplates.template, sha256: documentTemplates.sha256 })
    .from(templateVersions)
    .innerJoin(documentTemplates, eq(documentTemplates.sha256, templateVersions.sha256))
    .where(and(eq(templateVersions.kind, kind), isOfTheOffice))
    .orderBy(sql`${templateVersions.officeId} is null`, desc(templateVersions.version))
    .limit(1);
  if (row === undefined) return shipped[kind];
  const kept = keptOf(row.file);
  if (kept.sha256 !== row.sha256) throw new Failure("template-invalid", { details: { template: documentNames[kind], place: "", problem: "内容与校验值不符，可能被改动" } });
  return kept;
}

/** By the hash that the log of a seal's uses names, or the beginning of it. Throws `document-template-unknown`, also where two begin so. */
export async function getTemplate(database: Queryable, sha256: string): Promise<KeptTemplate> {
  const rows = await database.select({ file: documentTemplates.template }).from(documentTemplates).where(sql`starts_with(${documentTemplates.sha256}, ${sha256})`).limit(2);
  const found = new Map([...rows.map(({ file }) => keptOf(file)), ...Object.values(shipped).filter((one) => one.sha256.startsWith(sha256))].map((one) => [one.sha256, one]));
  const [template, other] = found.values();
  if (template === undefined || other !== undefined) throw new Failure("document-template-unknown", { details: { sha256 } });
  return template;
}

/** Every version there is, those the program ships first, the newest of an office last. */
export async function listTemplates(database: Queryable): Promise<ListedTemplate[]> {
  const rows = await database.select().from(templateVersions).orderBy(sql`${templateVersions.officeId} nulls first`, asc(templateVersions.kind), asc(templateVersions.version));
  const isNewest = (row: (typeof rows)[number]): boolean => !rows.some((other) => other.officeId === row.officeId && other.kind === row.kind && other.version > row.version);
  return [
    ...Object.values(shipped).map(({ kind, version, sha256 }) => ({
      officeId: null, kind, version, sha256, addedAt: null, isInForce: !rows.some((row) => row.officeId === null && row.kind === kind),
    })),
    ...rows.map((row) => ({ officeId: row.officeId, kind: row.kind, version: row.version, sha256: row.sha256, addedAt: row.addedAt, isInForce: isNewest(row) })),
  ];
}

/**
 * Takes a template as the next version for its kind, of one office or (null) of all that have none of their own: documents made from then
 * on follow it, also those that waited for a template to be mended. The number in the file is the version it was made from. One that says
 * what is in force already changes nothing. Throws what `checkTemplate` throws, `office-unknown`, and `document-template-conflict` for one
 * made from a version that is not in force any more; what is in force then stays so.
 */
export async function addTemplate(centre: Centre, officeId: OfficeId | null, data: unknown, addedBy: PersonId | null): Promise<AddedTemplate> {
  const { code: kind, version: madeFrom, title } = checkTemplate(data, centre.fonts);
  const added = await inTransaction(centre.database, async (transaction): Promise<AddedTemplate> => {
    // Two at once: the second sees the first's.
    await transaction.execute(sql`lock table ${templateVersions} in share row exclusive mode`);
    if (officeId !== null) await getOffice(transaction, officeId);
    const inForce = await getTemplateInForce(transaction, officeId, kind);
    const file = data as TemplateFile;
    if (inForce.sha256 === hashOfTemplate({ ...file, version: inForce.version })) return { ...inForce, isAdded: false };
    if (madeFrom !== inForce.version) throw new Failure("document-template-conflict", { details: { title, version: madeFrom, inForce: inForce.version } });
    const next = keptOf({ ...file, version: inForce.version + 1 });
    const addedAt = centre.now();
    await keepTemplate(transaction, next, addedAt);
    await transaction.insert(templateVersions).values({ officeId, kind, version: next.version, sha256: next.sha256, addedAt, addedBy });
    const details = { officeId, kind, version: next.version, sha256: next.sha256 };
    await writeAudit(transaction, centre, { personId: addedBy, act: templateAct, subject: `${kind} ${next.version}`, details });
    await retryPapers(transaction, addedAt, officeId, and(eq(duePapers.document, kind), sql`${duePapers.failure} is not null`));
    return { ...next, isAdded: true };
  });
  centre.wake();
  return added;
}

/** Written in the transaction of the document made from it, or of the version that names it. */
export async function keepTemplate(transaction: Transaction, { sha256, file }: KeptTemplate, keptAt: Instant): Promise<void> {
  await transaction.insert(documentTemplates).values({ sha256, template: file, keptAt }).onConflictDoNothing();
}

function keptOf(file: TemplateFile): KeptTemplate {
  return { kind: file["code"] as DocumentKind, version: file["version"] as number, sha256: hashOfTemplate(file), file };
}
