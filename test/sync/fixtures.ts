import { createHash } from "node:crypto";
import type { Catalogue } from "../../contracts/sync.ts";
import { calendar2026 } from "../../domain/calendar/calendar-2026.ts";
import type { Application } from "../../domain/case/application.ts";
import type { Page } from "../../domain/case/page.ts";
import type { OfficeId, PageId, PersonId, Sha256, WorkstationCode } from "../../domain/ids.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import type { Actor } from "../../domain/people/role.ts";
import { instantOf, type Instant } from "../../domain/time/instant.ts";

/** Made-up but lawful data for tests of the store and of sync. */

export const officeId = "01900000-0000-7000-8000-000000000001" as OfficeId;

export const item: ItemDefinition = {
  code: "test-permit",
  version: 1,
  name: "测试许可",
  kind: "licence",
  officeId,
  officeName: "测试局",
  phones: [],
  legalBasis: [{ law: "测试法", article: "第一条" }],
  conditions: ["具备条件"],
  form: [],
  projectLabel: "项目名称",
  materials: [
    { code: "form", name: "申请表", group: "申请", isRequired: true, copies: 1, form: "original", mayStayOnPaper: false },
    { code: "drawing", name: "图纸", group: "图纸", isRequired: false, copies: 1, form: "copy", mayStayOnPaper: true },
  ],
  flow: [
    { code: "review", name: "审查", role: "handler", limitWorkingDays: 5, isJointReview: false },
    { code: "decision", name: "签发", role: "chief-leader", limitWorkingDays: 5, isJointReview: false },
  ],
  meeting: null,
  statutoryWorkingDays: 20,
  promisedWorkingDays: 10,
  correctionWorkingDays: 5,
  fees: [],
  feeLimitWorkingDays: 10,
  resultCertificate: null,
  onlineClass: "B",
  change: { author: "测试", reason: "测试", date: "2026-01-01" },
};

/** Nothing is signed or sealed at this centre. */
export const noTrust: Pick<Catalogue, "signingTrust" | "sealTrust"> = {
  signingTrust: { authorities: [], requiredSince: "9999-12-31T23:59:59.999Z" as Instant },
  sealTrust: { roots: [], revocations: [], inUse: [] },
};

export const catalogue = { items: [item], calendar: calendar2026, delegations: [], ...noTrust };

export const clerk: Actor = {
  personId: "01900000-0000-7000-8000-0000000000a1" as PersonId,
  name: "王窗口",
  roles: ["window-clerk"],
  officeId,
  workstationCode: null,
};

/** Who signs the item's steps, in the same office. */
export const reviewers = {
  handler: { ...clerk, personId: "01900000-0000-7000-8000-0000000000a2" as PersonId, name: "宋承办", roles: ["handler"] },
  "chief-leader": { ...clerk, personId: "01900000-0000-7000-8000-0000000000a3" as PersonId, name: "袁局长", roles: ["chief-leader"] },
} satisfies Record<string, Actor>;

export function applicationOf(name: string, mobile = "13800001234", projectName = `${name}项目`): Application {
  return {
    applicant: { kind: "person", name, identityKind: "other", identityNumber: "PASSPORT-1", isReadFromCard: false, address: "" },
    contact: { name, mobile },
    projectName,
    form: {},
  };
}

export function enrolmentOf(code: string, centreUrl = "http://127.0.0.1:1") {
  return {
    workstationCode: code as WorkstationCode,
    regionCode: "360100",
    officeId,
    officeName: "测试局",
    deviceToken: `token-${code}`,
    centreUrl,
  };
}

/** A clock that moves on by a second at every look. */
export function tickingClock(startMs = Date.parse("2026-03-02T01:00:00.000Z")): () => Instant {
  let at = startMs;
  return () => instantOf((at += 1000));
}

/** UUIDs of version 7's form, in order, different for every `seed` (0 … 65535). */
export function idMaker(seed = 0): <T extends string>() => T {
  let count = 0;
  return <T extends string>() => {
    count += 1;
    const low = count.toString(16).padStart(12, "0");
    return `01930000-${seed.toString(16).padStart(4, "0")}-7000-8000-${low}` as T;
  };
}

/** Bytes that differ with `seed`; not a picture, but as long as one may be. */
export function pageBytes(seed: number | string, byteLength = 4000): Buffer {
  const blocks: Buffer[] = [];
  for (let index = 0; index * 32 < byteLength; index += 1) blocks.push(createHash("sha256").update(`${seed}/${index}`).digest());
  return Buffer.concat(blocks).subarray(0, byteLength);
}

export function pageOf(pageId: PageId, sha256: Sha256, byteLength: number, scannedAt: Instant): Page {
  return { pageId, sha256, byteLength, width: 1200, height: 1600, turnDegrees: 0, isBlank: false, scannedAt, source: "test" };
}
