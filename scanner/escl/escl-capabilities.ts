import { PAGE_SIZES_MM, pageSizesWithin, type PageSize, type ScanColour, type ScannerCapabilities, type ScanSource } from "../driver.ts";
import { elementsOf, findElement, findNumber, findText, parseXml, type XmlElement } from "./escl-xml.ts";

type Resolutions = ScannerCapabilities["resolutionsDpi"];

/** What one way of feeding paper can do. Lengths are in 1/300 inch, as eSCL counts them. */
export interface EsclSource {
  readonly source: ScanSource;
  readonly colours: readonly ScanColour[];
  readonly resolutionsDpi: Resolutions;
  readonly formats: readonly string[];
  /** Some devices know the format only by the newer `DocumentFormatExt`, which must then be sent too. */
  readonly hasFormatExtension: boolean;
  readonly maximumWidth: number;
  readonly maximumHeight: number;
}

export interface EsclCapabilities {
  readonly makeAndModel: string | undefined;
  readonly sources: readonly EsclSource[];
}

const UNITS_PER_MM = 300 / 25.4;

/** A sheet in 1/300 inch. */
export function areaOf(size: PageSize): { readonly width: number; readonly height: number } {
  const { width, height } = PAGE_SIZES_MM[size];
  return { width: Math.round(width * UNITS_PER_MM), height: Math.round(height * UNITS_PER_MM) };
}

const COLOUR_MODES: Readonly<Record<string, ScanColour>> = { RGB24: "colour", Grayscale8: "grey" };

/** Reads `ScannerCapabilities`. Undefined when the document is something else. */
export function parseCapabilities(xml: string): EsclCapabilities | undefined {
  const root = findElement(parseXml(xml), "ScannerCapabilities");
  if (!root) return undefined;
  const platen = findElement(root, "PlatenInputCaps");
  const simplex = findElement(root, "AdfSimplexInputCaps");
  const isDuplexNamed = elementsOf(root, "AdfOption").some(({ text }) => text.trim() === "Duplex");
  const duplex = findElement(root, "AdfDuplexInputCaps") ?? (isDuplexNamed ? simplex : undefined);
  const found: [ScanSource, XmlElement | undefined][] = [["feeder", simplex], ["feeder-duplex", duplex], ["flatbed", platen]];
  return {
    makeAndModel: findText(root, "MakeAndModel"),
    sources: found.flatMap(([source, input]) => (input ? [parseSource(source, input, root)] : [])),
  };
}

function parseSource(source: ScanSource, input: XmlElement, root: XmlElement): EsclSource {
  // Profiles may be shared: then they stand at the top, and the source only refers to them.
  const profiles = findElement(input, "ColorMode") || findElement(input, "DiscreteResolution") ? input : root;
  const textsOf = (name: string) => elementsOf(profiles, name).map(({ text }) => text.trim());
  const formatExtensions = textsOf("DocumentFormatExt");
  return {
    source,
    colours: [...new Set(textsOf("ColorMode").flatMap((mode) => COLOUR_MODES[mode] ?? []))],
    resolutionsDpi: parseResolutions(profiles),
    formats: [...new Set([...formatExtensions, ...textsOf("DocumentFormat")])],
    hasFormatExtension: formatExtensions.length > 0,
    maximumWidth: findNumber(input, "MaxWidth") ?? areaOf("a4").width,
    maximumHeight: findNumber(input, "MaxHeight") ?? areaOf("a4").height,
  };
}

function parseResolutions(profiles: XmlElement): Resolutions {
  const discrete = elementsOf(profiles, "DiscreteResolution").flatMap((resolution) => {
    const across = findNumber(resolution, "XResolution");
    return across !== undefined && across === findNumber(resolution, "YResolution") ? [across] : [];
  });
  if (discrete.length > 0) return [...new Set(discrete)].toSorted((a, b) => a - b);
  const range = findElement(profiles, "XResolutionRange") ?? findElement(profiles, "ResolutionRange");
  const minimum = range && findNumber(range, "Min");
  const maximum = range && findNumber(range, "Max");
  return minimum === undefined || maximum === undefined ? [] : { minimum, maximum };
}

/** What the whole device can do whichever source is chosen: a clerk chooses the resolution before the source. */
export function toScannerCapabilities({ sources }: EsclCapabilities): ScannerCapabilities {
  return {
    sources: sources.map(({ source }) => source),
    colours: (["colour", "grey"] as const).filter((colour) => sources.every(({ colours }) => colours.includes(colour))),
    resolutionsDpi: sources.map(({ resolutionsDpi }) => resolutionsDpi).reduce(intersect, { minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    pageSizes: pageSizesWithin({
      width: Math.min(...sources.map(({ maximumWidth }) => maximumWidth)) / UNITS_PER_MM,
      height: Math.min(...sources.map(({ maximumHeight }) => maximumHeight)) / UNITS_PER_MM,
    }),
  };
}

function intersect(a: Resolutions, b: Resolutions): Resolutions {
  const isWithin = (dpi: number, limits: Resolutions) =>
    "minimum" in limits ? dpi >= limits.minimum && dpi <= limits.maximum : limits.includes(dpi);
  if (!("minimum" in a)) return a.filter((dpi) => isWithin(dpi, b));
  if (!("minimum" in b)) return b.filter((dpi) => isWithin(dpi, a));
  return { minimum: Math.max(a.minimum, b.minimum), maximum: Math.min(a.maximum, b.maximum) };
}
