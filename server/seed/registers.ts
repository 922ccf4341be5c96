import type { DocumentKind } from "../../domain/case/case-parts.ts";
import { documentKindSchema } from "../../domain/case/case-parts.ts";
import { documentNames } from "../../contracts/wording/cases.ts";
import type { Register } from "../certificates/registers.ts";
import { certificateRegisters } from "./certificate-registers.ts";
import { constructionDepartment, landDepartment, publicationsDepartment, type SeedOffice } from "./offices.ts";

/** How the sample departments write the numbers of their papers (发文字号) and certificates. */
const shortNames: readonly (readonly [SeedOffice, string])[] = [
  [constructionDepartment, "洪建"],
  [publicationsDepartment, "洪新出"],
  [landDepartment, "洪自然资"],
];

const documentWords: Readonly<Record<DocumentKind, string>> = {
  "grant-decision": "许准",
  "deny-decision": "许不",
  "withdrawal-decision": "许撤",
  "special-procedure-notice": "特告",
  "fee-notice": "缴",
  "delivery-receipt": "送",
};

export const seedRegisters: readonly Register[] = [
  ...shortNames.flatMap(([office, shortName]) =>
    documentKindSchema.options.map((kind): Register => ({ officeId: office.id, register: kind, name: documentNames[kind], numberFormat: `${shortName}${documentWords[kind]}〔{year}〕{serial}号` })),
  ),
  certificateRegister(constructionDepartment, "construction-permit", "{region}{date}{serial:4}"),
  certificateRegister(publicationsDepartment, "publication-licence", "新出发赣洪零字第{year}{serial:5}号"),
  certificateRegister(landDepartment, "land-use-preliminary-review", "用字第{region}{year}{serial:5}号"),
];

function certificateRegister(office: SeedOffice, register: keyof typeof certificateRegisters, numberFormat: string): Register {
  return { officeId: office.id, register, name: certificateRegisters[register], numberFormat };
}
