import type { Applicant } from "../domain/case/application.ts";
import type { HandOver } from "../domain/case/result-parts.ts";
import type { OfficeId } from "../domain/ids.ts";
import type { Role } from "../domain/people/role.ts";
import { seedPeople, type SeedPerson } from "../server/seed/people.ts";
import { must } from "./must.ts";

/** Whoever of the office's sample people has the role: the first, unless another place is asked for. */
export function personOf(officeId: OfficeId, role: Role, place = 0): SeedPerson {
  return must(seedPeople.filter((person) => person.officeId === officeId && person.roles.includes(role)).at(place), `a ${role}`);
}

export const bookseller: Applicant = {
  kind: "person",
  name: "李\u{20BB7}䶮",
  identityKind: "resident-identity",
  identityNumber: "34052419800101001X",
  isReadFromCard: false,
  address: "江西省南昌市东湖区八一大道 1 号",
};

export const company: Applicant = {
  kind: "organisation",
  name: "江西一窗建设集团有限公司",
  identityKind: "unified-social-credit",
  identityNumber: "91350100M000100Y43",
  isReadFromCard: false,
  address: "江西省南昌市红谷滩区丰和中大道 100 号",
};

export const contact = { name: "王一窗", mobile: "13970000000" };

/** Who comes for the result: the person, or for an organisation whoever it sent. */
export function recipientOf({ kind, name, identityNumber }: Applicant): HandOver["recipient"] {
  return kind === "person" ? { name, relation: "self", identityNumber } : { name: contact.name, relation: "agent", identityNumber: bookseller.identityNumber };
}
