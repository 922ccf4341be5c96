import { beforeAll, describe, expect, it } from "vitest";
import { createSheet, type SheetClass } from "../../test/samples/sheets.ts";
import { preparePage, type PageMode, type PreparedPage } from "./prepare-page.ts";
import { sharp } from "./sharp.ts";

/** What tesseract reads of these (`bench legibility`): more than nine tenths where a page is clear, less than that where it is not. */
const sheets = new Map<SheetClass, Uint8Array>();
beforeAll(async () => {
  for (const sheetClass of ["text-12pt", "text-9pt", "table", "identity-copy", "photograph", "blank"] as const) {
    sheets.set(sheetClass, (await createSheet(sheetClass, 0)).jpeg);
  }
}, 600_000);
const sheetOf = (sheetClass: SheetClass): Uint8Array => sheets.get(sheetClass) ?? expect.unreachable();

const prepare = (bytes: Uint8Array, mode: PageMode = "fast"): Promise<PreparedPage> => preparePage({ name: "sheet", bytes }, { mode });
/** At 300 dpi: `sigma` in pixels of the scan, `contrast` 1 for full ink. */
const blurred = (bytes: Uint8Array, sigma: number): Promise<Uint8Array> => sharp(bytes).blur(sigma).jpeg({ quality: 92 }).toBuffer();
const paled = (bytes: Uint8Array, contrast: number): Promise<Uint8Array> => sharp(bytes).linear(contrast, 247 * (1 - contrast)).jpeg({ quality: 92 }).toBuffer();
const rescanned = ({ warnings }: PreparedPage): string[] => warnings.filter((warning) => warning === "unclear" || warning === "faint");

describe("a page that reads well", () => {
  it.each<SheetClass>(["text-12pt", "text-9pt", "table", "identity-copy"])("is not pointed out: %s", async (sheetClass) => {
    const page = await prepare(sheetOf(sheetClass));
    expect(page.quality.legibility).toBeGreaterThan(0.8);
    expect(rescanned(page)).toEqual([]);
  });

  it("may be pale or a little soft", async () => {
    expect(rescanned(await prepare(await paled(sheetOf("text-12pt"), 0.3)))).toEqual([]);
    expect(rescanned(await prepare(await blurred(sheetOf("text-12pt"), 2)))).toEqual([]);
  });

  it("has no score where nothing is printed, and a photograph has none", async () => {
    for (const sheetClass of ["photograph", "blank"] as const) {
      const page = await prepare(sheetOf(sheetClass));
      expect(page.quality.legibility).toBeNull();
      expect(rescanned(page)).toEqual([]);
    }
  });
});

describe("a page that does not", () => {
  it.each<[SheetClass, number]>([["text-12pt", 7], ["text-9pt", 4.5], ["table", 7], ["identity-copy", 7]])("is out of focus: %s, %f", async (sheetClass, sigma) => {
    for (const mode of ["fast", "standard", "faithful"] as const) expect(rescanned(await prepare(await blurred(sheetOf(sheetClass), sigma), mode)), mode).toEqual(["unclear"]);
  });

  it.each<SheetClass>(["text-12pt", "text-9pt", "table"])("is too pale: %s", async (sheetClass) => {
    expect(rescanned(await prepare(await paled(sheetOf(sheetClass), 0.1)))).toEqual(["faint"]);
  });

  it("scores less the less is to be read, of the same print", async () => {
    const scores = [];
    for (const sigma of [1, 3, 4.5, 7]) scores.push((await prepare(await blurred(sheetOf("text-9pt"), sigma))).quality.legibility ?? 0);
    expect(scores).toEqual(scores.toSorted((one, other) => other - one));
  });
});
