import { expect, test } from "vitest";
import { renderProblemPage } from "./problem-page.ts";

test("says in Chinese how to get a keyring", () => {
  const html = renderProblemPage("keyring-missing", { backend: "basic_text" }, "n1");
  expect(html).toContain("gnome-keyring");
  expect(html).toContain('<style nonce="n1">');
  expect(html).not.toContain("<script");
});

test("names a code it has no words for, and escapes what it is given", () => {
  expect(renderProblemPage("database-newer", {}, "n")).toContain("database-newer");
  expect(renderProblemPage("database-key-file-invalid", { file: "<img src=x>" }, "n")).toContain("&lt;img src=x&gt;");
});
