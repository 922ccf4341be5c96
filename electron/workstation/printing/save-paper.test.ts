import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Role } from "../../../domain/people/role.ts";
import type { CaseId } from "../../../domain/ids.ts";
import type { Headless } from "../../../test/workstation/headless.ts";
import { openOfflineWindow } from "../../../test/workstation/offline.ts";
import { receiveTrialCase } from "../../../test/workstation/trial-case.ts";

let window: Headless;
let caseId: CaseId;
const save = () => window.call("receipts.savePdf", { caseId, receipt: "reception-slip" });
const printsOf = async () =>
  (await window.call("cases.open", { caseId })).trail.filter(({ kind }) => kind === "receiptPrinted").map(({ payload }) => payload);

beforeEach(async () => {
  window = await openOfflineWindow();
  caseId = await receiveTrialCase(window);
});
afterEach(async () => {
  await window.stop();
  await window.remove();
});

it("records a saved paper as a print; the next is a reprint beside it", async () => {
  const first = await save();
  const bytes = await readFile(first.path);
  const second = await save();
  expect([first, second].map(({ path }) => basename(path).replace(/^\d+/, ""))).toEqual(["-接件凭证.pdf", "-接件凭证-补打1.pdf"]);
  expect(await readFile(first.path)).toEqual(bytes);
  expect(await printsOf()).toMatchObject([
    { receipt: "reception-slip", printer: "A4 PDF", printNumber: 1 },
    { receipt: "reception-slip", printer: "A4 PDF", printNumber: 2 },
  ]);
});

it("records nothing that was not saved", async () => {
  await writeFile(window.exportFolder, "a file where the folder should be");
  await expect(save()).rejects.toMatchObject({ code: "export-folder-unwritable" });
  expect(await printsOf()).toEqual([]);
});

it("is for those entitled", async () => {
  const reader = { ...window.useCases.session.getActor(), roles: ["supervisor"] satisfies Role[] };
  await expect(window.useCases.prints.savePdf(reader, { caseId, receipt: "reception-slip" })).rejects.toMatchObject({ code: "not-entitled" });
  expect(await printsOf()).toEqual([]);
});

it("overwrites no paper that lies there under its name", async () => {
  const { path } = await save();
  const taken = path.replace(".pdf", "-补打1.pdf");
  await writeFile(taken, "given out");
  expect((await save()).path).toBe(path.replace(".pdf", "-补打1（2）.pdf"));
  expect(await readFile(taken, "utf8")).toBe("given out");
});
