import { describe, expect, it } from "vitest";
import { parseSaneOptions, toCapabilities } from "./sane-options.ts";

/** As `scanimage -A` prints them: an office machine behind sane-airscan, a plain flatbed, and feeders of several makers. */
const AIRSCAN = `
All options specific to device \`airscan:e0:Office':
  Standard:
    --resolution 75|100|200|300|600dpi [300]
        Sets the resolution of the scanned image.
    --mode Color|Gray [Color]
        Selects the scan mode (e.g., lineart, monochrome, or color).
    --source Flatbed|ADF|ADF Duplex [Flatbed]
        Selects the scan source (such as a document-feeder).
  Geometry:
    -l 0..215.985mm [0]
        Top-left x position of scan area.
    -x 0..215.985mm [215.985]
        Width of scan-area.
    -y 0..355.57mm [297.011]
        Height of scan-area.
`;
const TEST_BACKEND = `
    --mode Lineart|Gray|Color [Color]
    --resolution 50..1200dpi (in steps of 1) [150]
    --source Flatbed|Automatic Document Feeder [Flatbed]
    -x 0..300mm (in steps of 1) [80]
`;
const PLAIN = "    --mode Lineart|Grayscale|24bit Color [Lineart]\n    --resolution auto||75|150|300dpi [75]\n";
const BROTHER = `
  Mode:
    --mode Black & White|Gray[Error Diffusion]|True Gray|24bit Color[Fast] [24bit Color[Fast]]
    --resolution 100|150|200|300|400|600|1200dpi [200]
    --source FlatBed|Automatic Document Feeder(left aligned)|Automatic Document Feeder(left aligned,Duplex)|Automatic Document Feeder(centrally aligned)|Automatic Document Feeder(centrally aligned,Duplex) [Automatic Document Feeder(left aligned)]
    --brightness -50..50% (in steps of 1) [inactive]
  Geometry:
    -x 0..211.9mm (in steps of 0.0999908) [211.881]
    -y 0..355.6mm (in steps of 0.0999908) [355.567]
`;
const FUJITSU = `
  Standard:
    --source ADF Front|ADF Back|ADF Duplex [ADF Front]
    --mode Lineart|Halftone|Gray|Color [Lineart]
    --resolution 50..600dpi (in steps of 1) [600]
  Geometry:
    --page-width 0..224.846mm (in steps of 0.0211639) [215.872]
    --page-height 0..863.489mm (in steps of 0.0211639) [279.364]
    -x 0..215.872mm (in steps of 0.0211639) [215.872]
    -y 0..279.364mm (in steps of 0.0211639) [279.364]
`;
const EPSON = `
    --mode Lineart|Gray|Color [Lineart]
    --resolution 50|100|200|300|600dpi [50]
    --source Flatbed|Automatic Document Feeder [Flatbed]
    --adf-mode Simplex|Duplex [inactive]
    -x 0..297.18mm [297.18]
    -y 0..431.8mm [431.8]
`;
const SWITCHED = "    --source ADF|Document Table [ADF]\n    --duplex[=(yes|no)] [no]\n    --resolution 50..600dpi [300]\n    --mode Color|Gray [Color]\n";

const sourcesOf = (listing: string) => Object.fromEntries(parseSaneOptions(listing).sourceArguments);

describe("what a device calls its options", () => {
  it("reads feeder, duplex and a list of resolutions", () => {
    expect(sourcesOf(AIRSCAN)).toEqual({ "flatbed": ["--source=Flatbed"], "feeder": ["--source=ADF"], "feeder-duplex": ["--source=ADF Duplex"] });
    const options = parseSaneOptions(AIRSCAN);
    expect(options.resolutionsDpi).toEqual([75, 100, 200, 300, 600]);
    expect(options).toMatchObject({ areaMm: { width: 215.985, height: 355.57 }, hasPaperSize: false });
    expect(toCapabilities(options).pageSizes).toEqual(["a4", "a5", "b5"]);
  });

  it("reads a range of resolutions", () => {
    const options = parseSaneOptions(TEST_BACKEND);
    expect(options.resolutionsDpi).toEqual({ minimum: 50, maximum: 1200 });
    expect(options.sourceArguments.get("feeder")).toEqual(["--source=Automatic Document Feeder"]);
    expect([...options.modeNames]).toEqual([["grey", "Gray"], ["colour", "Color"]]);
    expect(options.areaMm).toBeUndefined();
  });

  it("takes a device without sources for a flatbed, and one whose area it cannot set for A4", () => {
    expect(toCapabilities(parseSaneOptions(PLAIN))).toEqual({ sources: ["flatbed"], colours: ["grey", "colour"], resolutionsDpi: [75, 150, 300], pageSizes: ["a4"] });
  });

  it("is not confused by names that hold brackets and commas (Brother)", () => {
    const options = parseSaneOptions(BROTHER);
    expect(Object.fromEntries(options.sourceArguments)).toEqual({
      "flatbed": ["--source=FlatBed"],
      "feeder": ["--source=Automatic Document Feeder(left aligned)"],
      "feeder-duplex": ["--source=Automatic Document Feeder(left aligned,Duplex)"],
    });
    expect([...options.modeNames]).toEqual([["grey", "Gray[Error Diffusion]"], ["colour", "24bit Color[Fast]"]]);
  });

  it("sees that a feeder must be told the paper's size, its own being Letter (Fujitsu)", () => {
    const options = parseSaneOptions(FUJITSU);
    expect(options).toMatchObject({ hasPaperSize: true, areaMm: { width: 224.846, height: 863.489 } });
    expect(toCapabilities(options)).toMatchObject({ sources: ["feeder", "feeder-duplex"], pageSizes: ["a4", "a5", "b5"] });
  });

  it("finds duplex as a mode of the feeder (Epson), not yet active while the glass is chosen", () => {
    expect(sourcesOf(EPSON)).toEqual({
      "flatbed": ["--source=Flatbed"],
      "feeder": ["--source=Automatic Document Feeder", "--adf-mode=Simplex"],
      "feeder-duplex": ["--source=Automatic Document Feeder", "--adf-mode=Duplex"],
    });
    expect(toCapabilities(parseSaneOptions(EPSON)).pageSizes).toContain("a3");
  });

  it("finds duplex as a switch", () => {
    expect(sourcesOf(SWITCHED)).toEqual({ "feeder": ["--source=ADF", "--duplex=no"], "feeder-duplex": ["--source=ADF", "--duplex=yes"], "flatbed": ["--source=Document Table"] });
  });

  it("makes nothing of nothing", () => {
    expect(toCapabilities(parseSaneOptions(""))).toEqual({ sources: ["flatbed"], colours: ["colour", "grey"], resolutionsDpi: [], pageSizes: ["a4"] });
  });
});
