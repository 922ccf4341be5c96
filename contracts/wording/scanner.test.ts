import { expect, it } from "vitest";
import { pageWording } from "./pages.ts";
import { scannerWording } from "./scanner.ts";

it.each(Object.keys(pageWording))("%s names the file and leaves no gap", (code) => {
  const said = pageWording[code]!({ name: "第3页.jpg", width: 1, height: 2, format: "gif", bytes: 3 });
  expect(said).toContain("第3页.jpg");
  expect(said).not.toMatch(/undefined|NaN/);
});

it.each(Object.keys(scannerWording))("%s says what was kept", (code) => {
  const said = scannerWording[code]!({ device: "test:0", pages: 3, folder: "D:/导出" });
  expect(said).not.toMatch(/undefined|NaN/);
  if (!code.startsWith("export-") && code !== "scanner-software-missing") expect(said).toContain("3 页已保留");
  expect(scannerWording[code]!({ device: "test:0", folder: "x" })).not.toMatch(/undefined|NaN/);
});
