import { integer, json, snakeCase, text, uuid } from "drizzle-orm/pg-core";
import type { TemplateFile } from "../../documents/decisions/template-form.ts";
import type { DocumentKind } from "../../domain/case/case-parts.ts";
import type { OfficeId, PersonId, Sha256 } from "../../domain/ids.ts";
import type { Instant } from "../../domain/time/instant.ts";

/** The templates of documents of decision; see `schema.ts`. */
const { table } = snakeCase;

const moment = () => text().$type<Instant>();
const sha256 = () => text().$type<Sha256>();

export const documentTemplates = table("document_templates", {
  sha256: sha256().primaryKey(),
  template: json().$type<TemplateFile>().notNull(),
  keptAt: moment().notNull(),
});

export const templateVersions = table("template_versions", {
  /** Null: for every office without one of its own. */
  officeId: uuid().$type<OfficeId>(),
  kind: text().$type<DocumentKind>().notNull(),
  version: integer().notNull(),
  sha256: sha256().notNull(),
  addedAt: moment().notNull(),
  addedBy: uuid().$type<PersonId>(),
});
