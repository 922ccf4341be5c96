import { DrizzleQueryError } from "drizzle-orm";
import { expect, it } from "vitest";
import { Failure } from "../domain/failure.ts";
import { createCentreLog } from "./centre-log.ts";

function logged(say: (log: ReturnType<typeof createCentreLog>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  say(createCentreLog((line) => lines.push(line)));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

it("says what failed, where and why, a line each", () => {
  const cause = new Failure("seal-key-missing", { details: { officeName: "城建局" } });
  const [line, ...others] = logged((log) => {
    log.info("every request that was answered");
    log.error({ error: new Error("the round ended", { cause }) }, "due work broken off");
  });
  expect(others).toEqual([]);
  expect(line).toMatchObject({ level: 50, msg: "due work broken off", error: { name: "Error", message: "the round ended", cause: { code: "seal-key-missing" } } });
  expect((line!["error"] as { at: string[] }).at[0]).toContain("centre-log.test.ts");
});

it("tells nothing about anybody", () => {
  const refused = new Error('invalid input syntax for type uuid: "王一窗"');
  const failed = new DrizzleQueryError("insert into cases values ($1, $2)", ["王一窗", "11010519491231002X"], refused);
  const [line] = logged((log) => log.error({ error: failed }, "internal"));
  expect(JSON.stringify(line)).toContain("insert into cases values");
  expect(JSON.stringify(line)).not.toMatch(/王一窗|11010519491231002X/);
});
