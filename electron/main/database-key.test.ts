import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { obtainDatabaseKey, readDatabaseKeyFile, type SystemKeyring } from "./database-key.ts";
import { StartProblem } from "./start-problem.ts";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "yichuang-key-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function keyring(options: { backend?: string; user?: number; isAvailable?: boolean } = {}): SystemKeyring {
  const turn = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ (options.user ?? 0x55)));
  return {
    isEncryptionAvailable: () => options.isAvailable ?? true,
    getSelectedStorageBackend: () => options.backend ?? "gnome_libsecret",
    encryptString: (text) => turn(Buffer.from(`v11${text}`)),
    decryptString(encrypted) {
      const text = turn(encrypted).toString("latin1");
      if (!text.startsWith("v11")) throw new Error("Error while decrypting the ciphertext");
      return text.slice(3);
    },
  };
}
const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
  } catch (error) {
    return error instanceof StartProblem ? error.code : String(error);
  }
  return undefined;
};

describe("the database key (R-SEC-2)", () => {
  test("is made once and found again", () => {
    const key = obtainDatabaseKey(keyring(), folder);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(obtainDatabaseKey(keyring(), folder)).toBe(key);
    expect(obtainDatabaseKey(keyring(), join(folder, "another"))).not.toBe(key);
  });

  test("lies on the disk encrypted, for its owner only, with nothing left beside it", () => {
    const key = obtainDatabaseKey(keyring(), folder);
    expect(readdirSync(folder)).toEqual(["database-key.bin"]);
    const file = join(folder, "database-key.bin");
    expect(readFileSync(file).includes(key)).toBe(false);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test.each(["basic_text", "unknown"])("is not made where the backend is %s", (backend) => {
    expect(codeOf(() => obtainDatabaseKey(keyring({ backend }), folder))).toBe("keyring-missing");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("is not made where encryption is not available", () => {
    expect(codeOf(() => obtainDatabaseKey(keyring({ isAvailable: false }), folder))).toBe("keyring-missing");
  });

  test("is never replaced when it cannot be read", () => {
    obtainDatabaseKey(keyring(), folder);
    const file = join(folder, "database-key.bin");
    const stored = readFileSync(file);
    expect(codeOf(() => obtainDatabaseKey(keyring({ user: 0x11 }), folder))).toBe("database-key-unreadable");
    expect(readFileSync(file).equals(stored)).toBe(true);
    writeFileSync(file, keyring().encryptString("half"));
    expect(codeOf(() => obtainDatabaseKey(keyring(), folder))).toBe("database-key-unreadable");
  });

  test("may come from a file that holds 64 hex digits", () => {
    const file = join(folder, "key");
    expect(codeOf(() => readDatabaseKeyFile(file))).toBe("database-key-file-invalid");
    writeFileSync(file, "ab".repeat(31));
    expect(codeOf(() => readDatabaseKeyFile(file))).toBe("database-key-file-invalid");
    writeFileSync(file, `${"ab".repeat(32)}\n`);
    expect(readDatabaseKeyFile(file)).toBe("ab".repeat(32));
  });
});
