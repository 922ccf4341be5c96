import { expect, it } from "vitest";
import { findNewPasswordProblem } from "./new-password.ts";

it.each([
  ["", "", "first", "至少 8 位"],
  ["1234567", "1234567", "first", "至少 8 位"],
  ["given-password", "given-password", "first", "不能与原密码相同"],
  ["chosen-password", "chosen-passwort", "again", "不一样"],
])("%s, %s: says what is wrong", (first, again, field, text) =>
  expect(findNewPasswordProblem({ first, again }, "given-password")).toEqual({ field, text: expect.stringContaining(text) }));

it("takes one of eight characters that was typed twice alike", () => expect(findNewPasswordProblem({ first: "一二三四五六七八", again: "一二三四五六七八" }, "given-password")).toBeNull());
