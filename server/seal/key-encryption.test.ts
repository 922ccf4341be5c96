import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openKeyEncryption } from "./key-encryption.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "yichuang-key-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const secret = Buffer.from("a private key");
const mayMakeKey = { mayMakeKey: true };

describe("keys wrapped at rest", () => {
  it("open again with the same key, for the same purpose only", async () => {
    const text = randomBytes(32).toString("hex");
    const encryption = openKeyEncryption({ text, file: join(folder, "unused") }, randomBytes);
    const wrapped = await encryption.wrap(secret, "seal 1");
    expect(wrapped).not.toContain(secret.toString("base64url"));
    expect(await encryption.unwrap(wrapped, "seal 1")).toEqual(secret);
    expect(await openKeyEncryption({ text: Buffer.from(text, "hex").toString("base64"), file: "" }, randomBytes).unwrap(wrapped, "seal 1")).toEqual(secret);
    await expect(encryption.unwrap(wrapped, "seal 2")).rejects.toMatchObject({ code: "seal-key-damaged" });
    const damaged = wrapped.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    await expect(encryption.unwrap(damaged, "seal 1")).rejects.toMatchObject({ code: "seal-key-damaged" });
  });

  it("have their key in a file nobody else reads, made when it may be and only once", async () => {
    const file = join(folder, "new", "seal-key");
    const encryption = openKeyEncryption({ file }, randomBytes);
    await expect(encryption.wrap(secret, "seal 1")).rejects.toMatchObject({ code: "seal-key-missing", details: { file } });
    const [first, second] = await Promise.all([encryption.wrap(secret, "seal 1", mayMakeKey), openKeyEncryption({ file }, randomBytes).wrap(secret, "seal 2", mayMakeKey)]);
    expect(await encryption.unwrap(first, "seal 1")).toEqual(secret);
    expect(await encryption.unwrap(second, "seal 2")).toEqual(secret);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it("tell a lost key, another key and no key apart, and make none in its place", async () => {
    const file = join(folder, "seal-key");
    const encryption = openKeyEncryption({ file }, randomBytes);
    const wrapped = await encryption.wrap(secret, "seal 1", mayMakeKey);
    const own = await readFile(file, "utf8");
    await rm(file);
    await expect(encryption.unwrap(wrapped, "seal 1")).rejects.toMatchObject({ code: "seal-key-missing" });
    await expect(stat(file)).rejects.toMatchObject({ code: "ENOENT" });
    await writeFile(file, randomBytes(32).toString("base64url"));
    await expect(encryption.unwrap(wrapped, "seal 1")).rejects.toMatchObject({ code: "seal-key-wrong" });
    await writeFile(file, "not a key");
    await expect(encryption.unwrap(wrapped, "seal 1")).rejects.toMatchObject({ code: "seal-key-invalid" });
    await writeFile(file, own);
    expect(await encryption.unwrap(wrapped, "seal 1")).toEqual(secret);
  });
});
