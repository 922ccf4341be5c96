import { expect, test } from "vitest";
import { renderProblemPage } from "./problem-page.ts";

test("says in Chinese how to get a keyring", () => {
  const html = renderProblemPage("keyring-missing", { backend: "basic_text" });
  expect(html).toContain("gnome-keyring");
  expect(html).not.toContain("<script");
});

test("names a code it has no words for, and escapes what it is given", () => {
  expect(renderProblemPage("database-newer", {})).toContain("database-newer");
  expect(renderProblemPage("database-key-file-invalid", { file: "<img src=x>" })).toContain("&lt;img src=x&gt;");
});
