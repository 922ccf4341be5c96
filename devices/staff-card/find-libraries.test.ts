import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findStaffCardLibraries } from "./find-libraries.ts";
import { libraryFolders } from "./known-libraries.ts";

let folder = "";
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "card-libraries-"))));
afterEach(() => rm(folder, { recursive: true }));

async function put(...paths: string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), "");
  }
}
const find = async (...patterns: string[]) => (await findStaffCardLibraries(patterns.map((pattern) => join(folder, pattern)))).map(({ path, ...rest }) => ({ ...rest, path: path.slice(folder.length + 1) }));

describe("finding vendors' libraries", () => {
  it("looks through folders of any name, and knows makers and interface by the file's name", async () => {
    await put("opt/lm-gm3000/lib/libgm3000.1.0.so", "opt/lm-gm3000/lib/libgm3000_pkcs11.so", "opt/apps/com.x/files/lib/libFT_SKFAPI.so", "usr/opensc-pkcs11.so", "usr/libc.so.6");
    expect(await find("opt/*/lib", "opt/apps/*/files/lib", "usr", "nowhere", "nowhere/*")).toEqual([
      { kind: "skf", maker: "龙脉 mToken", path: "opt/lm-gm3000/lib/libgm3000.1.0.so" },
      { kind: "pkcs11", maker: "龙脉 mToken", path: "opt/lm-gm3000/lib/libgm3000_pkcs11.so" },
      { kind: "skf", maker: "飞天诚信", path: "opt/apps/com.x/files/lib/libFT_SKFAPI.so" },
      { kind: "pkcs11", maker: "OpenSC", path: "usr/opensc-pkcs11.so" },
    ]);
  });

  it("lists what only sounds like one last, and a file with several names once", async () => {
    await put("libCityUkeySkf.so", "libother-pkcs11.so.2", "libsofthsm2.so");
    await symlink(join(folder, "libsofthsm2.so"), join(folder, "libxpkcs11.so"));
    await symlink(join(folder, "gone.so"), join(folder, "dangling-pkcs11.so"));
    expect(await find("")).toEqual([
      { kind: "pkcs11", maker: "SoftHSM（测试用）", path: "libsofthsm2.so" },
      { kind: "skf", maker: null, path: "libCityUkeySkf.so" },
      { kind: "pkcs11", maker: null, path: "libother-pkcs11.so.2" },
    ]);
  });

  it("leaves out libraries that help with PKCS#11 and drive no card", async () => {
    await put("p11-kit-proxy.so", "p11-kit-client.so", "libp11.so.3", "libpkcs11-helper.so.1", "gnome-keyring-pkcs11.so", "onepin-opensc-pkcs11.so", "pkcs11-spy.so", "notes-on-skf.txt");
    expect(await find("")).toEqual([]);
  });

  it("looks where installers put them on Windows and on Linux", () => {
    expect(libraryFolders("win32", { SystemRoot: "D:\\Windows", "ProgramFiles(x86)": "D:\\Program Files (x86)" })).toEqual(["D:\\Windows\\System32", "D:\\Program Files (x86)\\*", "D:\\Program Files (x86)\\*\\*"]);
    expect(libraryFolders("win32", {})).toEqual(["C:\\Windows\\System32"]);
    expect(libraryFolders("linux", {})).toEqual(expect.arrayContaining(["/usr/lib/x86_64-linux-gnu/pkcs11", "/usr/lib/softhsm", "/opt/*/lib", "/opt/apps/*/files/lib"]));
  });
});
