import { describe, expect, it } from "vitest";
import { parseSaneOptions, toCapabilities } from "./sane-options.ts";

// As `scanimage -A` prints them for an office machine behind sane-airscan, and for a plain flatbed.
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
const FLATBED = `
    --mode Lineart|Gray|Color [Color]
    --resolution 50..1200dpi (in steps of 1) [150]
    --source Flatbed|Automatic Document Feeder [Flatbed]
    -x 0..300mm (in steps of 1) [80]
`;
const PLAIN = "    --mode Lineart|Grayscale|24bit Color [Lineart]\n    --resolution auto||75|150|300dpi [75]\n";

describe("what a device calls its options", () => {
  it("reads feeder, duplex and a list of resolutions", () => {
    const options = parseSaneOptions(AIRSCAN);
    expect([...options.sourceNames]).toEqual([["flatbed", "Flatbed"], ["feeder", "ADF"], ["feeder-duplex", "ADF Duplex"]]);
    expect(options.resolutionsDpi).toEqual([75, 100, 200, 300, 600]);
    expect(options.area).toEqual({ widthMm: 215.985, heightMm: 355.57 });
  });

  it("reads a range of resolutions", () => {
    const options = parseSaneOptions(FLATBED);
    expect(options.resolutionsDpi).toEqual({ minimum: 50, maximum: 1200 });
    expect(options.sourceNames.get("feeder")).toBe("Automatic Document Feeder");
    expect([...options.modeNames]).toEqual([["grey", "Gray"], ["colour", "Color"]]);
    expect(options.area).toBeUndefined();
  });

  it("takes a device without sources for a flatbed", () => {
    expect(toCapabilities(parseSaneOptions(PLAIN))).toEqual({ sources: ["flatbed"], colours: ["grey", "colour"], resolutionsDpi: [75, 150, 300] });
  });
});
