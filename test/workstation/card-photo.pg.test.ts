import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { ReadIdentity } from "../../contracts/ipc/card-reader.ts";
import type { Application } from "../../domain/case/application.ts";
import { createSamVReader } from "../../devices/card-reader/sam-v-reader.ts";
import type { CaseId } from "../../domain/ids.ts";
import { publicationsDepartment, serviceCenter } from "../../server/seed/offices.ts";
import { postgresFlavours, type TestPostgres } from "../centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../centre/trial-centre.ts";
import { trialApplication } from "../centre/trial-window.ts";
import { drawnPhoto } from "../emulators/drawn-photo.ts";
import { createSamVEmulator } from "../emulators/sam-v.ts";
import { loadSamVCard } from "../emulators/sam-v-card.ts";
import { createSamVMemoryLine } from "../emulators/sam-v-memory.ts";
import { openLine, type CuttableLine } from "./cuttable-line.ts";
import { openHeadless, type Headless } from "./headless.ts";
import { act, receiveTrialCase, recordMaterials } from "./trial-case.ts";

const card = loadSamVCard("resident");
const cardsPhoto = card.slice(270, 1294);
const decoder = `"${process.execPath}" "${join(import.meta.dirname, "../emulators/photo-decoder.ts")}"`;
const patience = { timeout: 60_000 };

const applicationOf = ({ name, identityKind, identityNumber, address, isReadFromCard, photoWlt }: ReadIdentity): Application => ({
  ...trialApplication,
  applicant: { kind: "person", name, identityKind, identityNumber, address, isReadFromCard, ...(photoWlt !== undefined && { photoWlt }) },
});

describe("the photo of a card, from the reader to the reviewer", () => {
  const emulator = createSamVEmulator();
  const { open } = createSamVMemoryLine(emulator);
  let postgres: TestPostgres;
  let centre: TrialCentre;
  let line: CuttableLine;
  let window: Headless;
  let desk: Headless;
  let identity: ReadIdentity;
  let caseId: CaseId;

  beforeAll(async () => {
    postgres = await postgresFlavours[0]!.start();
    centre = await startTrialCentre(postgres);
    line = await openLine(centre.url);
    window = await openHeadless({
      now: centre.now,
      options: { centreUrl: line.url, enrolmentCode: await centre.enrolmentCodeFor(serviceCenter.id) },
      dependencies: { openCardReader: (_settings, today) => createSamVReader({ open, today, findIntervalMs: 5 }) },
    });
    desk = await openHeadless({
      now: centre.now,
      options: { centreUrl: centre.url, enrolmentCode: await centre.enrolmentCodeFor(publicationsDepartment.id), cardPhotoDecoder: `${decoder} bmp {file}` },
    });
    await window.call("session.signIn", { account: "wangxiulan", password: centre.password });
    await desk.call("session.signIn", { account: "songwei", password: centre.password });
  });
  afterAll(async () => {
    for (const workstation of [desk, window]) {
      await workstation.stop();
      await workstation.remove();
    }
    await line.close();
    await centre.close();
    await postgres.stop();
  });

  const photoAt = async (workstation: Headless) => (await workstation.call("cases.open", { caseId })).case.application.applicant.photoWlt ?? "";
  const decodeAt = async (workstation: Headless) => workstation.call("cardPhotos.decode", { photoWlt: await photoAt(workstation) });

  it("is read, kept in the draft and received without the network", async () => {
    await line.cut();
    await window.call("cards.configure", { reader: { path: "/dev/ttyUSB0" } });
    emulator.layCard(card);
    identity = await window.call("cards.read", {});
    const draftId = "01900000-0000-7000-8000-000000000001";
    await window.call("drafts.save", { draftId, itemCode: null, application: { photoWlt: identity.photoWlt }, savedAt: centre.now() });
    expect(await window.call("drafts.list", {})).toMatchObject([{ application: { photoWlt: identity.photoWlt } }]);
    await window.call("drafts.drop", { draftId });
    caseId = await receiveTrialCase(window, applicationOf(identity));
    await recordMaterials(window, caseId);
    await act(window, caseId, { kind: "acceptCase", payload: {} });
    expect([...Buffer.from(await photoAt(window), "base64")]).toEqual([...cardsPhoto]);
  });

  it("reaches the reviewer with the case, byte for byte, and is seen there", async () => {
    await line.mend();
    await window.call("sync.now", {});
    await vi.waitFor(async () => expect(await photoAt(desk)).toBe(identity.photoWlt), patience);
    const { pictureUrl } = await decodeAt(desk);
    const shown = await sharp(Buffer.from(pictureUrl.split(",")[1] ?? "", "base64")).removeAlpha().raw().toBuffer();
    expect([...shown]).toEqual([...drawnPhoto(cardsPhoto).data]);
  });

  it("is kept where no decoder is configured, and seen once one is", async () => {
    await expect(decodeAt(window)).rejects.toMatchObject({ code: "card-photo-no-decoder" });
    await window.call("cardPhotos.configure", { command: `${decoder} complains` });
    await expect(decodeAt(window)).rejects.toMatchObject({ code: "card-photo-decoder-failed" });
    await window.call("cardPhotos.configure", { command: `${decoder} png` });
    expect((await decodeAt(window)).pictureUrl).toMatch(/^data:image\/png;base64,/);
  });

  it("needs somebody signed in, be it to name the program", async () => {
    const photoWlt = await photoAt(desk);
    await desk.call("session.signOut", {});
    await expect(desk.call("cardPhotos.configure", { command: "/opt/decode" })).rejects.toMatchObject({ code: "sign-in-needed" });
    await expect(desk.call("cardPhotos.decode", { photoWlt })).rejects.toMatchObject({ code: "sign-in-needed" });
  });
});
