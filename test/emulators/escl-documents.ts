/** What an emulated eSCL scanner is; the documents it sends follow from it. Lengths are in 1/300 inch. */
export interface EsclModel {
  readonly makeAndModel: string;
  readonly sources: readonly ("Platen" | "Adf" | "AdfDuplex")[];
  readonly colourModes: readonly string[];
  readonly formats: readonly string[];
  readonly resolutionsDpi: readonly number[];
  readonly maximumWidth: number;
  readonly maximumHeight: number;
}

export const officeScanner: EsclModel = {
  makeAndModel: "Emulated Office Scanner",
  sources: ["Platen", "Adf", "AdfDuplex"],
  colourModes: ["BlackAndWhite1", "Grayscale8", "RGB24"],
  formats: ["application/pdf", "image/jpeg"],
  resolutionsDpi: [75, 200, 300],
  maximumWidth: 2550,
  maximumHeight: 4200,
};

export interface EsclJobReport {
  readonly id: string;
  readonly state: "Processing" | "Completed" | "Canceled" | "Aborted";
  readonly reason: string;
  readonly documents: number;
}

export type AdfState = "ScannerAdfLoaded" | "ScannerAdfEmpty" | "ScannerAdfJam" | "ScannerAdfHatchOpen" | "ScannerAdfProcessing";

const namespaces = 'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"';
const list = (name: string, values: readonly (string | number)[]): string => values.map((value) => `<${name}>${value}</${name}>`).join("");

export function capabilitiesOf(model: EsclModel): string {
  const input = (name: string): string => `<scan:${name}>
    <scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>${model.maximumWidth}</scan:MaxWidth>
    <scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>${model.maximumHeight}</scan:MaxHeight>
    <scan:MaxScanRegions>1</scan:MaxScanRegions>
    <scan:SettingProfiles><scan:SettingProfile>
      <scan:ColorModes>${list("scan:ColorMode", model.colourModes)}</scan:ColorModes>
      <scan:ContentTypes>${list("pwg:ContentType", ["Text", "Photo"])}</scan:ContentTypes>
      <scan:DocumentFormats>${list("pwg:DocumentFormat", model.formats)}${list("scan:DocumentFormatExt", model.formats)}</scan:DocumentFormats>
      <scan:SupportedResolutions><scan:DiscreteResolutions>${model.resolutionsDpi
        .map((dpi) => `<scan:DiscreteResolution><scan:XResolution>${dpi}</scan:XResolution><scan:YResolution>${dpi}</scan:YResolution></scan:DiscreteResolution>`)
        .join("")}</scan:DiscreteResolutions></scan:SupportedResolutions>
    </scan:SettingProfile></scan:SettingProfiles>
  </scan:${name}>`;
  const has = (source: EsclModel["sources"][number]): boolean => model.sources.includes(source);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- prefixes and order as a real device writes them -->
<scan:ScannerCapabilities ${namespaces}>
  <pwg:Version>2.63</pwg:Version>
  <pwg:MakeAndModel>${model.makeAndModel}</pwg:MakeAndModel>
  <pwg:SerialNumber>E0001</pwg:SerialNumber>
  ${has("Platen") ? `<scan:Platen>${input("PlatenInputCaps")}</scan:Platen>` : ""}
  ${
    has("Adf")
      ? `<scan:Adf>${input("AdfSimplexInputCaps")}${has("AdfDuplex") ? input("AdfDuplexInputCaps") : ""}
         <scan:FeederCapacity>50</scan:FeederCapacity>
         <scan:AdfOptions>${list("scan:AdfOption", ["DetectPaperLoaded", ...(has("AdfDuplex") ? ["Duplex"] : [])])}</scan:AdfOptions></scan:Adf>`
      : ""
  }
</scan:ScannerCapabilities>`;
}

export function statusOf(state: "Idle" | "Processing" | "Stopped", adf: AdfState, jobs: readonly EsclJobReport[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerStatus ${namespaces}>
  <pwg:Version>2.63</pwg:Version>
  <pwg:State>${state}</pwg:State>
  <scan:AdfState>${adf}</scan:AdfState>
  <scan:Jobs>${jobs
    .map(
      (job) => `<scan:JobInfo>
      <pwg:JobUri>/eSCL/ScanJobs/${job.id}</pwg:JobUri><pwg:JobUuid>${job.id}</pwg:JobUuid>
      <scan:Age>1</scan:Age><pwg:ImagesCompleted>${job.documents}</pwg:ImagesCompleted>
      <pwg:JobState>${job.state}</pwg:JobState>
      <pwg:JobStateReasons><pwg:JobStateReason>${job.reason}</pwg:JobStateReason></pwg:JobStateReasons>
    </scan:JobInfo>`,
    )
    .join("")}</scan:Jobs>
</scan:ScannerStatus>`;
}

export interface EsclSettings {
  readonly source: "Platen" | "Feeder";
  readonly isDuplex: boolean;
  readonly colourMode: string;
  readonly format: string;
  readonly resolutionDpi: number;
  readonly width: number;
  readonly height: number;
}

/** Undefined for settings the model does not offer: a device answers 400 to them. */
export function parseSettings(xml: string, model: EsclModel): EsclSettings | undefined {
  const textOf = (name: string): string => new RegExp(`<(?:\\w+:)?${name}>\\s*([^<]*?)\\s*</`).exec(xml)?.[1] ?? "";
  const settings = {
    source: textOf("InputSource") as "Platen" | "Feeder",
    isDuplex: textOf("Duplex") === "true",
    colourMode: textOf("ColorMode"),
    format: textOf("DocumentFormatExt") || textOf("DocumentFormat"),
    resolutionDpi: Number(textOf("XResolution")),
    width: Number(textOf("Width")),
    height: Number(textOf("Height")),
  };
  const source = settings.source === "Platen" ? "Platen" : settings.isDuplex ? "AdfDuplex" : "Adf";
  const isOffered =
    /<(?:\w+:)?ScanSettings[ >]/.test(xml) &&
    model.sources.includes(source) &&
    model.colourModes.includes(settings.colourMode) &&
    model.formats.includes(settings.format) &&
    model.resolutionsDpi.includes(settings.resolutionDpi) &&
    textOf("YResolution") === textOf("XResolution") &&
    settings.width >= 16 && settings.width <= model.maximumWidth &&
    settings.height >= 16 && settings.height <= model.maximumHeight;
  return isOffered ? settings : undefined;
}
