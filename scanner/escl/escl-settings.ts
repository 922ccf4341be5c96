import { Failure } from "../../domain/failure.ts";
import type { ScanOptions } from "../driver.ts";
import { areaOf, type EsclCapabilities, type EsclSource } from "./escl-capabilities.ts";

/** Picture formats the page pipeline takes, best first. */
const PICTURE_FORMATS = ["image/jpeg", "image/png", "image/tiff"] as const;

/**
 * The `ScanSettings` document for one job: the sheet or as much of it as the source can see, as a picture.
 * Throws Failures `scanner-option-refused` (`details.option`, `details.value`) and `scanner-format-unsupported`
 * (`details.formats`: what the device offers instead, usually PDF alone).
 */
export function toScanSettings(device: string, capabilities: EsclCapabilities, options: ScanOptions): string {
  const source = capabilities.sources.find((candidate) => candidate.source === options.source);
  if (!source) throw new Failure("scanner-option-refused", { details: { device, option: "source", value: options.source } });
  const format = getPictureFormat(device, source);
  const isFlatbed = options.source === "flatbed";
  const sheet = areaOf(options.pageSize);
  // The order is that of the schema: some devices refuse any other.
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<scan:ScanSettings xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">',
    "<pwg:Version>2.0</pwg:Version>",
    "<pwg:ScanRegions><pwg:ScanRegion>",
    "<pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>",
    "<pwg:XOffset>0</pwg:XOffset><pwg:YOffset>0</pwg:YOffset>",
    `<pwg:Width>${Math.min(sheet.width, source.maximumWidth)}</pwg:Width>`,
    `<pwg:Height>${Math.min(sheet.height, source.maximumHeight)}</pwg:Height>`,
    "</pwg:ScanRegion></pwg:ScanRegions>",
    `<pwg:InputSource>${isFlatbed ? "Platen" : "Feeder"}</pwg:InputSource>`,
    `<scan:ColorMode>${options.colour === "grey" ? "Grayscale8" : "RGB24"}</scan:ColorMode>`,
    `<pwg:DocumentFormat>${format}</pwg:DocumentFormat>`,
    ...(source.hasFormatExtension ? [`<scan:DocumentFormatExt>${format}</scan:DocumentFormatExt>`] : []),
    `<scan:XResolution>${options.resolutionDpi}</scan:XResolution><scan:YResolution>${options.resolutionDpi}</scan:YResolution>`,
    ...(isFlatbed ? [] : [`<scan:Duplex>${options.source === "feeder-duplex"}</scan:Duplex>`]),
    "</scan:ScanSettings>",
  ].join("\n");
}

/** The picture format to ask of a source. Throws Failure `scanner-format-unsupported`. */
export function getPictureFormat(device: string, { formats }: EsclSource): string {
  const format = PICTURE_FORMATS.find((candidate) => formats.includes(candidate));
  // The schema makes the list optional; a device that keeps silent about it sends JPEG.
  if (formats.length === 0) return PICTURE_FORMATS[0];
  if (format === undefined) throw new Failure("scanner-format-unsupported", { details: { device, formats: formats.join("、") } });
  return format;
}
