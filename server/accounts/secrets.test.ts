import { expect, it } from "vitest";
import { hashPassword, isPasswordRight } from "./secrets.ts";

it("knows the right password by its hash, and no other", async () => {
  const hash = await hashPassword("密码 Password 1");
  expect(hash).toMatch(/^scrypt\$32768\$8\$1\$[\w-]+\$[\w-]+$/);
  expect(await isPasswordRight("密码 Password 1", hash)).toBe(true);
  expect(await isPasswordRight("密码 Password １", hash)).toBe(true);
  expect(await isPasswordRight("密码 Password 2", hash)).toBe(false);
});

it("reads hashes made with other parameters", async () => {
  const made = await hashPassword("x", Buffer.alloc(16), { N: 1024, r: 8, p: 2 });
  expect(made).toMatch(/^scrypt\$1024\$8\$2\$/);
  expect(await isPasswordRight("x", made)).toBe(true);
});

it("gives the same password another hash each time", async () => {
  expect(await hashPassword("x")).not.toBe(await hashPassword("x"));
});
