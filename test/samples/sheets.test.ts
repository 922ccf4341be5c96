import { expect, it } from "vitest";
import { createSheet } from "./sheets.ts";

it("draws the same scan for the same class and number, with its truth", async () => {
  const [first, again, other] = await Promise.all([createSheet("seal", 0), createSheet("seal", 0), createSheet("seal", 1)]);
  expect(Buffer.from(first.jpeg).equals(again.jpeg)).toBe(true);
  expect(other.truth).not.toBe(first.truth);
  expect(first.truth).toContain("准予行政许可决定书");
});

it("leaves a blank sheet without anything to read", async () => {
  expect((await createSheet("blank", 0)).truth).toBe("");
});
