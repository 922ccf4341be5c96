import { z } from "zod";
import type { ReadIdentity } from "../../contracts/ipc/card-reader.ts";
import type { Draft } from "../../contracts/ipc/cases.ts";
import { mobileNumberWording } from "../../contracts/wording/identity.ts";
import { photoWltSchema, type Application } from "../../domain/case/application.ts";
import { checkMobileNumber } from "../../domain/identity/mobile-number.ts";
import type { FormField, ItemDefinition } from "../../domain/item/item-definition.ts";
import type { RegionDate } from "../../domain/time/instant.ts";
import { formFieldProblem, recordedAnswer } from "../desk/form-answer.ts";
import { judgeIdentity, pickIdentityKind, type IdentityKind } from "./identity-kind.ts";

/** The application form as it is being typed: everything is text, nothing need be right yet. */
export const typedApplicationSchema = z.object({
  identityNumber: z.string().catch(""),
  /** Null while the number itself tells the kind. */
  chosenIdentityKind: z.enum(["resident-identity", "unified-social-credit", "other"]).nullable().catch(null),
  /** Only asked for other documents, which belong to either. */
  isOrganisation: z.boolean().catch(false),
  isReadFromCard: z.boolean().catch(false),
  /** Only of a card that was read. */
  photoWlt: photoWltSchema.nullable().catch(null),
  applicantName: z.string().catch(""),
  address: z.string().catch(""),
  projectName: z.string().catch(""),
  contactName: z.string().catch(""),
  contactMobile: z.string().catch(""),
  form: z.record(z.string(), z.string()).catch({}),
});
export type TypedApplication = z.infer<typeof typedApplicationSchema>;

/** Names a field of the page: `identityNumber`, …, `form.scale`. */
export type FieldId = Exclude<keyof TypedApplication, "form"> | "itemCode" | `form.${string}`;

export const blankApplication: TypedApplication = typedApplicationSchema.parse({});

export function isBlank(typed: TypedApplication): boolean {
  const { form, isOrganisation: _kind, isReadFromCard: _card, photoWlt: _photo, chosenIdentityKind: _chosen, ...texts } = typed;
  return [...Object.values(texts), ...Object.values(form)].every((text) => text.trim() === "");
}

export function typedFromDraft(draft: Draft): TypedApplication {
  return typedApplicationSchema.parse(draft.application);
}

export function typedFromApplication({ applicant, contact, projectName, form }: Application): TypedApplication {
  return {
    identityNumber: applicant.identityNumber,
    chosenIdentityKind: applicant.identityKind,
    isOrganisation: applicant.kind === "organisation",
    isReadFromCard: applicant.isReadFromCard,
    photoWlt: applicant.photoWlt ?? null,
    applicantName: applicant.name,
    address: applicant.address,
    projectName,
    contactName: contact.name,
    contactMobile: contact.mobile,
    form: { ...form },
  };
}

export function identityKindOf(typed: TypedApplication, today: RegionDate): IdentityKind {
  return typed.chosenIdentityKind ?? pickIdentityKind(typed.identityNumber, today) ?? "resident-identity";
}

/**
 * The person is nearly always their own contact: the contact's name follows the applicant's until somebody types another.
 */
export function withApplicantName(typed: TypedApplication, applicantName: string, today: RegionDate): TypedApplication {
  const follows = identityKindOf(typed, today) === "resident-identity" && typed.contactName === typed.applicantName;
  return { ...typed, applicantName, ...(follows ? { contactName: applicantName } : {}) };
}

/** What is said of who applies: changed by hand, it is no longer as the card has it. */
const readFields = ["identityNumber", "applicantName", "chosenIdentityKind", "isOrganisation"] as const;

export function withChange(typed: TypedApplication, change: Partial<TypedApplication>, today: RegionDate): TypedApplication {
  const named = change.applicantName === undefined ? typed : withApplicantName(typed, change.applicantName, today);
  const isByHand = readFields.some((field) => change[field] !== undefined);
  return { ...named, ...(isByHand ? { isReadFromCard: false, photoWlt: null } : {}), ...change };
}

/** All that the card says of the applicant; nothing of whoever was typed or read before may remain. */
export function typedFromCard({ identityKind, identityNumber, name, address, photoWlt }: ReadIdentity): Partial<TypedApplication> {
  return {
    identityNumber,
    chosenIdentityKind: identityKind === "other" ? "other" : null,
    isOrganisation: false,
    applicantName: name,
    address,
    isReadFromCard: true,
    photoWlt: photoWlt ?? null,
  };
}

export type FieldProblems = ReadonlyMap<FieldId, string>;

/**
 * What a typed form amounts to: the application, or what is wrong with each field, in the order the fields are asked. An
 * empty required answer does not hinder reception (R-RECV-2): the correction notice can ask for it.
 */
export function readApplication(
  typed: TypedApplication,
  item: ItemDefinition | undefined,
  today: RegionDate,
): { application: Application; problems: null } | { application: null; problems: FieldProblems } {
  const problems = new Map<FieldId, string>();
  const need = (field: FieldId, text: string, label: string): void => {
    if (text.trim() === "") problems.set(field, `请填写${label}。`);
  };
  const identityKind = identityKindOf(typed, today);
  const identity = judgeIdentity(identityKind, typed.identityNumber, today, false);
  if (identity.problem !== null) problems.set("identityNumber", identity.problem);
  need("applicantName", typed.applicantName, "申请人姓名或名称");
  if (item === undefined) problems.set("itemCode", "请选择要办的事项。");
  need("projectName", typed.projectName, item?.projectLabel ?? "项目名称");
  for (const field of item?.form ?? []) {
    const problem = formFieldProblem(field, typed.form[field.key] ?? "");
    if (problem !== null) problems.set(`form.${field.key}`, problem);
  }
  need("contactName", typed.contactName, "联系人姓名");
  const mobile = checkMobileNumber(typed.contactMobile);
  if (!mobile.ok) problems.set("contactMobile", typed.contactMobile.trim() === "" ? "请填写手机号码。" : mobileNumberWording(mobile));

  if (problems.size > 0 || !mobile.ok) return { application: null, problems };
  return {
    problems: null,
    application: {
      applicant: {
        kind: isOrganisation(typed, identityKind) ? "organisation" : "person",
        name: typed.applicantName.trim(),
        identityKind,
        identityNumber: identity.number,
        isReadFromCard: typed.isReadFromCard,
        ...(typed.photoWlt !== null && { photoWlt: typed.photoWlt }),
        address: typed.address.trim(),
      },
      contact: { name: typed.contactName.trim(), mobile: mobile.value },
      projectName: typed.projectName.trim(),
      form: answersOf(typed.form, item?.form ?? []),
    },
  };
}

function isOrganisation(typed: TypedApplication, kind: IdentityKind): boolean {
  return kind === "other" ? typed.isOrganisation : kind === "unified-social-credit";
}

/** Answers to the item's questions only: what was typed for an item chosen before is left behind. */
function answersOf(form: Readonly<Record<string, string>>, fields: readonly FormField[]): Record<string, string> {
  return Object.fromEntries(
    fields
      .map((field) => [field.key, recordedAnswer(field, form[field.key] ?? "")] as const)
      .filter(([, answer]) => answer !== ""),
  );
}
