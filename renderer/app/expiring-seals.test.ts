import { describe, expect, it } from "vitest";
import { sealsExpiringWording } from "../../contracts/wording/seals.ts";
import { officeIdSchema } from "../../domain/ids.ts";
import type { Role } from "../../domain/people/role.ts";
import { addMs } from "../../domain/time/instant.ts";
import { monday } from "../../test/fixtures/cases.ts";
import { findExpiringSeals } from "./expiring-seals.ts";

const dayMs = 86_400_000;
const [own, other, third] = [1, 2, 3].map((number) => officeIdSchema.parse(`00000000-0000-7000-8000-00000000000${number}`)) as [never, never, never];
const seals = [
  { officeId: other, officeName: "住建局", validUntil: addMs(monday, 59 * dayMs) },
  { officeId: own, officeName: "新闻出版局", validUntil: addMs(monday, 12 * dayMs) },
  { officeId: third, officeName: "林业局", validUntil: addMs(monday, 200 * dayMs) },
];
const seenBy = (role: Role, now = monday) => findExpiringSeals(seals, { roles: [role], officeId: own }, now).map(({ officeName, daysLeft, stage }) => [officeName, daysLeft, stage]);

describe("seals that run out (60 and 30 days before)", () => {
  it("are shown to supervisors and administrators, the nearest first", () => {
    const both = [["新闻出版局", 12, "within-30-days"], ["住建局", 59, "within-60-days"]];
    expect(seenBy("supervisor")).toEqual(both);
    expect(seenBy("system-administrator")).toEqual(both);
  });

  it("are shown to certificate officers of the office, and to nobody else", () => {
    expect(seenBy("certificate-officer")).toEqual([["新闻出版局", 12, "within-30-days"]]);
    for (const role of ["window-clerk", "handler", "chief-leader"] as const) expect(seenBy(role)).toEqual([]);
  });

  it("stay shown once they have run out", () => {
    expect(seenBy("certificate-officer", addMs(monday, 13 * dayMs))).toEqual([["新闻出版局", 0, "expired"]]);
  });

  it("say which, how long, what stops, what stays and what to do", () => {
    const said = sealsExpiringWording(findExpiringSeals(seals, { roles: ["supervisor"], officeId: own }, addMs(monday, 13 * dayMs)));
    expect(said).toMatch(/新闻出版局（\S+ \S+ 已到期）、住建局（\S+ \S+ 到期，还有 46 天）/);
    expect(said).toMatch(/不能用印.*不受影响.*请.*yichuang seal make/);
    const many = Array.from({ length: 6 }, (_, index) => ({ officeName: `单位${index}`, validUntil: monday, stage: "within-30-days", daysLeft: 3 }) as const);
    expect(sealsExpiringWording(many)).toMatch(/单位2（[^）]*）等 6 枚/);
  });
});
