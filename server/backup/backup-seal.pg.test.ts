import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { CommandOf } from "../../domain/case/case-command.ts";
import { addFreeItem, askForCertificate, decideTrialCase, openTrialStaff, type TrialStaff } from "../../test/centre/granted-case.ts";
import { changeAndMend } from "../../test/centre/mend-chain.ts";
import { makeSharedFolder, postgresFlavours, type TestPostgres } from "../../test/centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";
import { verifyFile } from "../certificates/verify-certificate.ts";
import { moveSealedFiles } from "../documents/sealed-files.ts";
import { publicationsDepartment } from "../seed/offices.ts";
import { sealRecord } from "../record/seal-record.ts";
import { getSeal, openSealSigner } from "../seal/seals.ts";
import { openCentre, type StoredCentre } from "../start.ts";
import { backupCentre } from "./backup-centre.ts";
import { restoreCentre } from "./restore-centre.ts";

const [embedded] = postgresFlavours;
let postgres: TestPostgres;
let trial: TrialCentre;
let staff: TrialStaff;
let folder: string;
beforeAll(async () => {
  postgres = await embedded!.start();
  folder = await makeSharedFolder();
  trial = await startTrialCentre(postgres);
  staff = await openTrialStaff(trial);
});
afterAll(async () => {
  await trial.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}

it("brings back seals, their log and what was sealed; the key that opens them is kept apart (R-SEC-4)", async () => {
  const caseId = await decideTrialCase(staff, { itemVersion: await addFreeItem(trial, 2) });
  // Saved at the worst moment: sealed, on the record, and not yet in the file store.
  const write = vi.spyOn(trial.centre.fileStore, "write").mockRejectedValue(new Error("not now"));
  await askForCertificate(staff.officer, caseId);
  await backupCentre(trial.centre, join(folder, "saved"));
  write.mockRestore();

  const dataFolder = join(folder, "restored");
  const databaseUrl = await postgres.createDatabase();
  await restoreCentre(join(folder, "saved"), { dataFolder, databaseUrl, now: trial.now });
  const restored: StoredCentre = await openCentre({ dataFolder, databaseUrl, now: trial.now });
  try {
    const { centre } = restored;
    expect(await moveSealedFiles(centre)).toBe(1);
    const stored = await collect(centre.fileStore.list());
    const bytes = Buffer.concat(await collect(centre.fileStore.read(stored[0]!) as AsyncIterable<Buffer>));
    expect(await verifyFile(centre, bytes)).toMatchObject({ state: "valid", reason: "in-register", provenSignedAt: trial.now() });
    const openSigner = async () => openSealSigner(centre, await getSeal(centre.database, centre, publicationsDepartment.id));
    await expect(openSigner()).rejects.toMatchObject({ code: "seal-key-missing" });
    await cp(join(trial.dataFolder, "seal-key"), join(dataFolder, "seal-key"));
    expect((await openSigner()).certificateChain).toHaveLength(1);
  } finally {
    await restored.close();
  }
});

it("restores no record that is not as the centre sealed it, though nobody signed what was changed and its chain was mended", async () => {
  const reception = staff.window.reception()[0] as CommandOf<"receiveCase">;
  await staff.window.push([reception]);
  await sealRecord(trial.centre, { isLast: true });
  await changeAndMend(trial.databaseUrl, reception.caseId, (event) => ({ ...event, rulesVersion: event.rulesVersion + 1 }));
  await backupCentre(trial.centre, join(folder, "changed"));
  const restoring = restoreCentre(join(folder, "changed"), { dataFolder: join(folder, "not-restored"), databaseUrl: await postgres.createDatabase(), now: trial.now });
  await expect(restoring).rejects.toMatchObject({ code: "backup-record-seals-broken", details: { fault: expect.stringContaining(reception.payload.number) as string } });
});
