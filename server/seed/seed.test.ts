import { describe, expect, it } from "vitest";
import { itemDefinitionSchema } from "../../domain/item/item-definition.ts";
import { officeIdSchema, personIdSchema } from "../../domain/ids.ts";
import { roleSchema } from "../../domain/people/role.ts";
import type { Role } from "../../domain/people/role.ts";
import { certificateRegisters } from "./certificate-registers.ts";
import { seedItems } from "./items/catalogue.ts";
import { constructionPermit } from "./items/construction-permit.ts";
import { landUsePreliminaryReview } from "./items/land-use-preliminary-review.ts";
import { publicationsRetailLicence } from "./items/publications-retail-licence.ts";
import { seedOffices, seedRegionCode } from "./offices.ts";
import { seedPassword, seedPeople } from "./people.ts";

const duplicatesOf = (values: readonly string[]) => values.filter((value, index) => values.indexOf(value) !== index);

describe("offices", () => {
  it("have valid, distinct ids, codes and names, and parents that stand before them", () => {
    expect(duplicatesOf(seedOffices.map((office) => office.id))).toEqual([]);
    expect(duplicatesOf(seedOffices.map((office) => office.code))).toEqual([]);
    expect(duplicatesOf(seedOffices.map((office) => office.name))).toEqual([]);
    for (const [index, office] of seedOffices.entries()) {
      expect(officeIdSchema.safeParse(office.id).success).toBe(true);
      expect(office.regionCode).toBe(seedRegionCode);
      if (office.kind === "service-center") expect(office.parentId).toBeNull();
      else expect(seedOffices.slice(0, index).map((earlier) => earlier.id)).toContain(office.parentId);
    }
  });
});

describe("people", () => {
  it("have valid, distinct ids and accounts, Chinese names and known offices", () => {
    expect(duplicatesOf(seedPeople.map((person) => person.id))).toEqual([]);
    expect(duplicatesOf(seedPeople.map((person) => person.account))).toEqual([]);
    expect(duplicatesOf(seedPeople.map((person) => person.name))).toEqual([]);
    for (const person of seedPeople) {
      expect(personIdSchema.safeParse(person.id).success).toBe(true);
      expect(person.account).toMatch(/^[a-z]+$/);
      expect(person.name).toMatch(/^\p{Script=Han}{2,4}$/u);
      expect(seedOffices.map((office) => office.id)).toContain(person.officeId);
    }
  });

  it("fill every role but the centre's own, which no person holds", () => {
    const held = new Set<Role>(seedPeople.flatMap((person) => person.roles));
    expect([...held].sort()).toEqual(roleSchema.options.filter((role) => role !== "system").sort());
  });

  it("staff every department from window to chief leader, with its supervisor and administrators", () => {
    const needed: Role[] = [
      "window-clerk",
      "handler",
      "section-head",
      "deputy-leader",
      "chief-leader",
      "certificate-officer",
      "supervisor",
      "item-administrator",
      "system-administrator",
    ];
    for (const office of seedOffices.filter((each) => each.kind === "department")) {
      const held = seedPeople.filter((person) => person.officeId === office.id).flatMap((person) => person.roles);
      expect(held, office.name).toEqual(expect.arrayContaining(needed));
    }
  });

  it("may keep their password, which everybody knows", () => {
    expect(seedPassword).toEqual({ initial: "yichuang-demo", mustChange: false });
  });
});

describe.each(seedItems.map((item) => [item.name, item] as const))("%s", (_name, item) => {
  it("is a valid item definition", () => {
    expect(itemDefinitionSchema.parse(structuredClone(item))).toEqual(item);
  });

  it("belongs to a department and was written by one of its item administrators", () => {
    const office = seedOffices.find((each) => each.id === item.officeId);
    expect(office?.kind).toBe("department");
    expect(item.officeName).toBe(office?.name);
    const authors = seedPeople.filter((person) => person.officeId === item.officeId && person.roles.includes("item-administrator"));
    expect(authors.map((author) => author.name)).toContain(item.change.author);
  });

  it("has distinct material, form field and step codes", () => {
    expect(duplicatesOf(item.materials.map((material) => material.code))).toEqual([]);
    expect(duplicatesOf(item.materials.map((material) => material.name))).toEqual([]);
    expect(duplicatesOf(item.form.map((field) => field.key))).toEqual([]);
    expect(duplicatesOf(item.form.map((field) => field.label))).toEqual([]);
    expect(duplicatesOf(item.flow.map((step) => step.code))).toEqual([]);
  });

  it("says when a material that is not always required is needed, and only then", () => {
    for (const material of item.materials) expect(material.condition === undefined, material.name).toBe(material.isRequired);
  });

  it("names packages that can be file names", () => {
    for (const material of item.materials) expect(material.group).toMatch(/^\p{Script=Han}{1,8}$/u);
  });

  it("refers only to known certificate registers", () => {
    for (const { certificateRegister } of item.materials) {
      if (certificateRegister !== undefined) expect(Object.keys(certificateRegisters)).toContain(certificateRegister);
    }
  });

  it("ends in a certificate of a known register", () => {
    expect(Object.keys(certificateRegisters)).toContain(item.resultCertificate?.register);
    expect(item.resultCertificate?.name.replaceAll(/[《》]/g, "")).toBe(certificateRegisters[item.resultCertificate?.register as keyof typeof certificateRegisters]);
  });

  it("gives choices to choice fields alone, a unit to money, and field keys that name their unit", () => {
    for (const field of item.form) {
      expect((field.choices?.length ?? 0) > 1, field.key).toBe(field.kind === "choice");
      expect(duplicatesOf(field.choices ?? [])).toEqual([]);
      expect(field.key.endsWith("Fen"), field.key).toBe(field.kind === "fen");
      if (field.kind === "fen" || field.kind === "number") expect(field.unit, field.key).toBeDefined();
    }
  });

  it("can be signed at every step by somebody of its office and ends at the window", () => {
    for (const step of item.flow) {
      const signers = seedPeople.filter((person) => person.officeId === item.officeId && person.roles.includes(step.role));
      expect(signers, step.name).not.toEqual([]);
    }
    expect(item.flow.at(-1)?.role).toBe("window-clerk");
  });

  it("has as many certificate officers as its certificate needs", () => {
    const officers = seedPeople.filter((person) => person.officeId === item.officeId && person.roles.includes("certificate-officer"));
    expect(officers.length).toBeGreaterThanOrEqual(item.resultCertificate?.officersNeeded ?? 0);
  });

  it("keeps its promise: steps within the promised limit, that within the statutory one", () => {
    const steps = item.flow.reduce((sum, step) => sum + step.limitWorkingDays, 0);
    expect(steps).toBeLessThanOrEqual(item.promisedWorkingDays);
    expect(item.promisedWorkingDays).toBeLessThanOrEqual(item.statutoryWorkingDays);
  });

  it("cites an article for every law", () => {
    for (const basis of item.legalBasis) {
      expect(basis.law).toMatch(/^《.+》/);
      expect(basis.article).toMatch(/^第[一二三四五六七八九十百]+条/);
      expect(basis.text).toBeDefined();
    }
  });
});

describe("the catalogue", () => {
  it("has distinct codes and names", () => {
    expect(duplicatesOf(seedItems.map((item) => item.code))).toEqual([]);
    expect(duplicatesOf(seedItems.map((item) => item.name))).toEqual([]);
  });

  it("exports the construction permit in the four packages, in this order (R-SCAN-3), drawings on paper (R-SCAN-4)", () => {
    expect([...new Set(constructionPermit.materials.map((material) => material.group))]).toEqual(["施工", "安全", "监督", "散墙"]);
    expect(constructionPermit.materials.find((material) => material.code === "construction-drawings")?.mayStayOnPaper).toBe(true);
  });

  it("has the reference flows (R-FLOW-1)", () => {
    const rolesOf = (item: typeof constructionPermit) => item.flow.map((step) => step.role);
    expect(rolesOf(constructionPermit)).toEqual(["window-clerk", "section-head", "deputy-leader", "chief-leader", "window-clerk"]);
    expect(rolesOf(publicationsRetailLicence).slice(0, 3)).toEqual(["window-clerk", "handler", "chief-leader"]);
    const [handler, sectionHead, deputyLeader] = landUsePreliminaryReview.flow;
    expect([handler, sectionHead, deputyLeader].map((step) => step?.limitWorkingDays)).toEqual([5, 3, 5]);
    expect(deputyLeader?.isJointReview).toBe(true);
  });

  it("has a fee somewhere, and a certificate of two officers somewhere, to be tried", () => {
    expect(seedItems.filter(({ fees }) => fees.length > 0)).toEqual([publicationsRetailLicence]);
    expect(seedItems.filter(({ resultCertificate }) => resultCertificate?.officersNeeded === 2)).toEqual([constructionPermit]);
  });

  it("asks three materials of every retailer", () => {
    expect(publicationsRetailLicence.materials.filter((material) => material.isRequired)).toHaveLength(3);
  });
});
