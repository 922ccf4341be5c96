import { expect, it } from "vitest";
import { Failure } from "../domain/failure.ts";
import { sayOnce } from "./say-once.ts";

const missing = (file: string) => new Failure("seal-key-missing", { details: { file } });

it("says what fails round after round once, until it fails otherwise or has gone well for a round", () => {
  const said: unknown[] = [];
  const once = sayOnce((error) => said.push(error));
  const round = (...errors: unknown[]): number => {
    said.length = 0;
    errors.forEach(once.failed);
    once.endRound();
    return said.length;
  };
  expect(round(missing("a"), missing("a"), new Error("gone"))).toBe(2);
  expect(round(missing("a"), new Error("gone"))).toBe(0);
  expect(round(missing("a"), new Error("gone elsewhere"), "odd")).toBe(2);
  expect(round(missing("b"))).toBe(1);
  expect(round()).toBe(0);
  expect(round(missing("b"))).toBe(1);
  expect(round(missing("b"))).toBe(0);
});
