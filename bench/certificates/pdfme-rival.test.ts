import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sampleContents, sampleSeal } from "../../documents/certificate/sample-contents.ts";
import { FontBook } from "../../documents/fonts/font-book.ts";
import { bundledFontFiles } from "../../documents/fonts/font-files.ts";
import { bare, hasPrograms, isDark, isRed, paintPage, readPdfText } from "../../test/fixtures/pdf-checks.ts";
import { PdfmeRival } from "./pdfme-rival.ts";

it.skipIf(!hasPrograms("pdftotext", "pdftoppm"))("the rival really draws the certificate it is measured by: words, number, code and seal", async () => {
  const rival = new PdfmeRival(new FontBook(bundledFontFiles()), sampleSeal);
  const content = sampleContents["publication-licence"];
  const folder = await mkdtemp(join(tmpdir(), "pdfme-"));
  const file = join(folder, "rival.pdf");
  await writeFile(file, await rival.draw(rival.schemasOf(content), content));
  const text = bare(await readPdfText(file));
  for (const words of [content.template.title, content.number, String(content.values["holder"]), String(content.values["validUntil"])]) expect(text).toContain(bare(words));
  const { hasInk } = await paintPage(file, 1, 100);
  expect(hasInk(222 - 21, 163, 42, 2, isRed)).toBe(true);
  expect(hasInk(36, 162, 20, 20, isDark)).toBe(true);
  await rm(folder, { recursive: true });
});
