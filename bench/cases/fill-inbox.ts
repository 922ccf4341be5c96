import { createHash } from "node:crypto";
import sharp from "sharp";
import type { Store } from "../../db/store.ts";
import { calendar2026 } from "../../domain/calendar/calendar-2026.ts";
import { makeCaseNumber } from "../../domain/case/case-number.ts";
import type { Page } from "../../domain/case/page.ts";
import type { Sha256, WorkstationCode } from "../../domain/ids.ts";
import { addMs, regionDateOf, type Instant } from "../../domain/time/instant.ts";
import { publicationsRetailLicence } from "../../server/seed/items/publications-retail-licence.ts";
import { actorWith, CaseDriver, recordOf, testApplication, testPage } from "../../test/fixtures/cases.ts";
import { noTrust } from "../../test/sync/fixtures.ts";

export interface InboxSize {
  caseCount: number;
  pagesPerCase: number;
  /** So many cases, the first of the inbox, have pictures of their own; those after them share these. */
  ownPictureCases: number;
}

/** Fills a reviewer's store with accepted cases as the centre's feed brings them, and with their pages' pictures, already fetched. */
export async function fillInbox(store: Store, { caseCount, pagesPerCase, ownPictureCases }: InboxSize, now: Instant): Promise<void> {
  store.catalogue.save({ items: [publicationsRetailLicence], calendar: calendar2026, delegations: [], ...noTrust }, undefined);
  const pictures: Sha256[] = [];
  for (let at = 0; at < ownPictureCases; at += 1) {
    const sheets = await Promise.all(Array.from({ length: pagesPerCase }, (_, index) => drawSheet(at * pagesPerCase + index)));
    for (const sheet of sheets) {
      const sha256 = createHash("sha256").update(sheet).digest("hex") as Sha256;
      store.pages.putFromCentre(sha256, sheet);
      pictures.push(sha256);
    }
  }
  for (let first = 0; first < caseCount; first += 100) {
    const events = Array.from({ length: Math.min(100, caseCount - first) }, (_, offset) => {
      const at = first + offset;
      const pages = Array.from({ length: pagesPerCase }, (__, index): Page => ({ ...testPage(at * pagesPerCase + index), sha256: pictures[(at * pagesPerCase + index) % pictures.length] as Sha256 }));
      return recordOf(acceptedCase(at, pages, addMs(now, -(caseCount - at) * 60_000)), (text) => createHash("sha256").update(text).digest("hex"));
    }).flat();
    store.centre.applyFeed({ cursor: String(first), events });
  }
}

function acceptedCase(at: number, pages: readonly Page[], receivedAt: Instant) {
  const item = publicationsRetailLicence;
  const driver = new CaseDriver(at + 1, { item, calendar: calendar2026 });
  driver.now = receivedAt;
  const clerk = actorWith("window-clerk");
  const number = makeCaseNumber({ regionCode: "360100", date: regionDateOf(receivedAt), workstationCode: "0001" as WorkstationCode, runningNumber: at + 1 });
  const form = Object.fromEntries(item.form.filter((field) => field.isRequired).map((field) => [field.key, field.choices?.[0] ?? "1"]));
  const required = item.materials.filter((material) => material.isRequired);
  driver.mustGiveAs(
    clerk,
    { kind: "receiveCase", payload: { number, itemCode: item.code, itemVersion: item.version, channel: "window", application: { ...testApplication, projectName: `第${at + 1}书店`, form } } },
    ...required.map(({ code }) => ({ kind: "recordMaterial" as const, payload: { materialCode: code, medium: "paper" as const, checkedAs: "original" as const, copies: 1, sheetCount: 4 } })),
    ...required.map(({ code }, index) => {
      const share = pages.filter((_, page) => page % required.length === index);
      return { kind: "attachPages" as const, payload: { materialCode: code, index: 0, pages: share } };
    }),
    { kind: "acceptCase", payload: {} },
  );
  return driver.events;
}

/** A page of the size scans have: text-like texture that fills most of the 90,000 bytes. */
async function drawSheet(seed: number): Promise<Buffer> {
  const lines = Array.from({ length: 46 }, (_, line) => `<text x="70" y="${90 + line * 32}" font-size="22">${line + 1}. 第 ${seed} 页 ${"行政许可申请材料".repeat(5)}${(seed * 7919 + line * 104729) % 1_000_000}</text>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1131" height="1600"><rect width="100%" height="100%" fill="white"/><g font-family="Noto Sans CJK SC">${lines.join("")}</g></svg>`;
  return sharp(Buffer.from(svg)).greyscale().jpeg({ quality: 20 }).toBuffer();
}
