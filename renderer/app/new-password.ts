import { passwordLength } from "../../domain/people/password-length.ts";

export interface NewPasswordProblem {
  readonly field: "first" | "again";
  readonly text: string;
}

/** What is wrong with a password as it was typed twice; the centre judges the same, but for the repetition. */
export function findNewPasswordProblem(typed: { first: string; again: string }, oldPassword: string): NewPasswordProblem | null {
  if (typed.first.length < passwordLength.least) return { field: "first", text: `新密码至少 ${passwordLength.least} 位。` };
  if (typed.first === oldPassword) return { field: "first", text: "新密码不能与原密码相同。" };
  return typed.first === typed.again ? null : { field: "again", text: "两次输入的新密码不一样，请再输一遍。" };
}
