import type { ScanColour, ScannerCapabilities, ScanSource } from "../driver.ts";

/** A device's own words for what we ask of it: backends name the feeder "ADF", "Automatic Document Feeder", "ADF Front" … */
export interface SaneOptions {
  readonly sourceNames: ReadonlyMap<ScanSource, string>;
  readonly modeNames: ReadonlyMap<ScanColour, string>;
  readonly resolutionsDpi: ScannerCapabilities["resolutionsDpi"];
  /** Whether the scan area can be set (`-x`, `-y`), and how far, in millimetres. */
  readonly area: { readonly widthMm: number; readonly heightMm: number } | undefined;
}

/** Reads what `scanimage -A` prints of a device. A device without a source option has glass only. */
export function parseSaneOptions(listing: string): SaneOptions {
  const sourceNames = new Map<ScanSource, string>();
  for (const name of readChoices(listing, "--source")) {
    const source = classifySource(name);
    // The first of several like names ("ADF Front", "ADF Back") is the plain one.
    if (!sourceNames.has(source)) sourceNames.set(source, name);
  }
  const modeNames = new Map<ScanColour, string>();
  for (const name of readChoices(listing, "--mode")) {
    if (/colou?r/i.test(name)) modeNames.set("colour", modeNames.get("colour") ?? name);
    else if (/gr[ae]y/i.test(name)) modeNames.set("grey", modeNames.get("grey") ?? name);
  }
  return { sourceNames, modeNames, resolutionsDpi: readResolutions(listing), area: readArea(listing) };
}

export function toCapabilities(options: SaneOptions): ScannerCapabilities {
  const sources = options.sourceNames.size > 0 ? [...options.sourceNames.keys()] : (["flatbed"] as const);
  return { sources, colours: [...options.modeNames.keys()], resolutionsDpi: options.resolutionsDpi };
}

/** The constraint printed after an option: `--source Flatbed|ADF [Flatbed]` gives its two names. */
function findConstraint(listing: string, option: string): string | undefined {
  return new RegExp(`^\\s+${option}[ =]\\[?(.+?)\\]?(?: \\[[^\\]]*\\])*\\s*$`, "m").exec(listing)?.[1];
}

function readChoices(listing: string, option: string): string[] {
  return findConstraint(listing, option)?.split("|").map((name) => name.trim()) ?? [];
}

function classifySource(name: string): ScanSource {
  if (/duplex|both/i.test(name)) return "feeder-duplex";
  return /adf|feeder|document/i.test(name) ? "feeder" : "flatbed";
}

function readResolutions(listing: string): ScannerCapabilities["resolutionsDpi"] {
  const constraint = findConstraint(listing, "--resolution") ?? findConstraint(listing, "--x-resolution") ?? "";
  const range = /^(\d+(?:\.\d+)?)\.\.(\d+(?:\.\d+)?)dpi/.exec(constraint);
  if (range) return { minimum: Number(range[1]), maximum: Number(range[2]) };
  const list = constraint.replace(/dpi.*$/, "").split("|").map(Number);
  return list.filter((dpi) => dpi > 0);
}

function readArea(listing: string): SaneOptions["area"] {
  const most = (option: string) => Number(/\.\.(\d+(?:\.\d+)?)mm/.exec(findConstraint(listing, option) ?? "")?.[1] ?? 0);
  const area = { widthMm: most("-x"), heightMm: most("-y") };
  return area.widthMm > 0 && area.heightMm > 0 ? area : undefined;
}
