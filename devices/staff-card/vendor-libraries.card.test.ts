import { mkdtemp, readFile, rm, writeFile, copyFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPkcs11Token, openSkfKey, type EmulatedCard } from "../../test/emulators/staff-card/emulated-card.ts";
import type { StaffCardLibrarySettings } from "./library-settings.ts";
import type { StaffCards } from "./staff-card.ts";
import { openStaffCards } from "./staff-card-testing.ts";

const kinds = ["pkcs11", "skf"] as const;

/** Where ELF says which processor a file is for, and the number of one this test surely does not run on. */
const elfMachineAt = 18;
const elfSparc = 2;

describe.each(kinds)("a library set as %s", (kind) => {
  let folder = "";
  let token: EmulatedCard;
  let key: EmulatedCard;
  const opened: StaffCards[] = [];
  const open = (path: string): StaffCards => {
    const cards = openStaffCards({ kind, path } as StaffCardLibrarySettings);
    opened.push(cards);
    return cards;
  };
  const right = (): EmulatedCard => (kind === "pkcs11" ? token : key);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "vendor-library-"));
    [token, key] = await Promise.all([openPkcs11Token("p256"), openSkfKey()]);
  });
  afterAll(async () => {
    for (const cards of opened) cards.stop();
    await Promise.all([token.remove(), key.remove(), rm(folder, { recursive: true })]);
  });

  it("that is not there is named, and found once it is installed", async () => {
    const path = join(folder, `installed-${kind}.so`);
    const cards = open(path);
    await expect(cards.list()).rejects.toMatchObject({ code: "staff-card-library-missing", details: { path } });
    await copyFile(right().libraryPath, path);
    for (const name of kind === "pkcs11" ? ["softhsm2.conf"] : ["key.pem", "certificate.der", "pin"]) {
      await copyFile(join(right().libraryPath, "..", name), join(folder, name));
    }
    expect(await cards.list()).toHaveLength(1);
  });

  it("for another processor is named", async () => {
    const bytes = await readFile(right().libraryPath);
    bytes.writeUInt16LE(elfSparc, elfMachineAt);
    const path = join(folder, `sparc-${kind}.so`);
    await writeFile(path, bytes);
    await expect(open(path).list()).rejects.toMatchObject({ code: "staff-card-library-unusable", retryable: false, details: { path } });
  });

  it("that is no library at all is named", async () => {
    const path = join(folder, `text-${kind}.so`);
    await writeFile(path, "not a library");
    await expect(open(path).list()).rejects.toMatchObject({ code: "staff-card-library-unusable" });
  });

  it("that speaks the other interface is named", async () => {
    const other = kind === "pkcs11" ? key : token;
    await expect(open(other.libraryPath).list()).rejects.toMatchObject({ code: "staff-card-library-wrong", details: { path: other.libraryPath } });
  });
});

describe("what a vendor's key asks of its settings", () => {
  let key: EmulatedCard;
  beforeAll(async () => void (key = await openSkfKey("unsigned long")));
  afterAll(() => key.remove());
  const identify = async (settings: Partial<StaffCardLibrarySettings>): Promise<unknown> => {
    const cards = openStaffCards({ kind: "skf", path: key.libraryPath, ...settings } as StaffCardLibrarySettings);
    try {
      const [card] = await cards.list();
      return card === undefined ? "no card" : await cards.openSigner(card.cardId).then(({ algorithm }) => algorithm, (error: { code: string }) => error.code);
    } finally {
      cards.stop();
    }
  };

  it("works with the right width of ULONG and without one, and refuses the wrong one", async () => {
    expect(await identify({ ulongBytes: 8 })).toBe("sm2");
    expect(await identify({})).toBe("sm2");
    expect(await identify({ ulongBytes: 4 })).toBe("staff-card-key-unsupported");
  });

  it("looks only into the application that is named", async () => {
    expect(await identify({ application: "SIGN" })).toBe("sm2");
    expect(await identify({ application: "OTHER" })).toBe("no card");
  });
});
