import { pageSizesWithin, SCAN_COLOURS, type ScanColour, type ScannerCapabilities, type ScanSource } from "../driver.ts";

/** A device's own words for what we ask of it: backends name the feeder "ADF", "Automatic Document Feeder", "ADF Front" … */
export interface SaneOptions {
  /** What to say for each way of feeding paper: `--source=ADF --adf-mode=Duplex`. No argument for a device that has only glass. */
  readonly sourceArguments: ReadonlyMap<ScanSource, readonly string[]>;
  readonly modeNames: ReadonlyMap<ScanColour, string>;
  readonly resolutionsDpi: ScannerCapabilities["resolutionsDpi"];
  /** How far the scan area can be set (`-x`, `-y`); undefined where it cannot. */
  readonly areaMm: { readonly width: number; readonly height: number } | undefined;
  /** Feeders that cut the area to the paper they believe in, often US Letter, must be told the paper first. */
  readonly hasPaperSize: boolean;
}

interface SaneOption {
  /** The names of a choice, in the device's order; empty for anything else. */
  readonly choices: readonly string[];
  /** Of a number's range or list. */
  readonly constraint: string;
  readonly isActive: boolean;
}

/** Reads what `scanimage -A` prints of a device. */
export function parseSaneOptions(listing: string): SaneOptions {
  const options = new Map<string, SaneOption>();
  for (const line of listing.split("\n")) {
    const [, name, rest] = /^\s+(--?[A-Za-z][\w-]*)(.*)$/.exec(line) ?? [];
    if (name !== undefined && rest !== undefined && !options.has(name)) options.set(name, readOption(rest));
  }
  const modeNames = new Map<ScanColour, string>();
  for (const name of options.get("--mode")?.choices ?? []) {
    if (/colou?r/i.test(name)) modeNames.set("colour", modeNames.get("colour") ?? name);
    else if (/gr[ae]y/i.test(name)) modeNames.set("grey", modeNames.get("grey") ?? name);
  }
  const paperMm = readAreaMm(options, "--page-width", "--page-height");
  return {
    sourceArguments: readSources(options),
    modeNames,
    resolutionsDpi: readResolutions(options),
    areaMm: paperMm ?? readAreaMm(options, "-x", "-y"),
    hasPaperSize: paperMm !== undefined,
  };
}

export function toCapabilities({ sourceArguments, modeNames, resolutionsDpi, areaMm }: SaneOptions): ScannerCapabilities {
  // A device that leaves no choice of colour takes either wish and does what it does.
  const colours = modeNames.size > 0 ? [...modeNames.keys()] : SCAN_COLOURS;
  return { sources: [...sourceArguments.keys()], colours, resolutionsDpi, pageSizes: pageSizesWithin(areaMm) };
}

/**
 * What stands behind an option's name: ` Flatbed|ADF [Flatbed]`, `[=(yes|no)] [no]`, ` 50..600dpi (in steps of 1) [75]`, each with
 * `[inactive]` and the like behind it. A default may hold brackets of its own: `24bit Color[Fast] [24bit Color[Fast]]`.
 */
function readOption(rest: string): SaneOption {
  const isActive = !/\[(inactive|read-only)\]\s*$/.test(rest);
  const bare = rest.replace(/( \[(inactive|advanced|hardware|read-only|software)\])+\s*$/, "");
  const constraint = bare.replace(/^\[=\((.*?)\)\]/, " $1").replace(/ \[.*\]\s*$/, "").trim();
  const isChoice = !/\d\.\.\d/.test(constraint) && constraint !== "";
  return { choices: isChoice ? constraint.split("|").map((name) => name.trim()).filter((name) => name !== "") : [], constraint, isActive };
}

/** Duplex is a source of its own with most backends, a mode of the feeder (epson2, canondr) or a switch (utsushi, kodak) with others. */
function readSources(options: ReadonlyMap<string, SaneOption>): Map<ScanSource, readonly string[]> {
  const sources = new Map<ScanSource, readonly string[]>();
  const names = options.get("--source")?.choices ?? [];
  for (const name of names) {
    const source = classifySource(name);
    // The first of several like names ("ADF Front", "ADF Back") is the plain one.
    if (!sources.has(source)) sources.set(source, [`--source=${name}`]);
  }
  const feeder = sources.get("feeder");
  if (feeder && !sources.has("feeder-duplex")) {
    const sides = findSides(options);
    if (sides) {
      sources.set("feeder", [...feeder, sides.one]);
      sources.set("feeder-duplex", [...feeder, sides.both]);
    }
  }
  // Without a source option there is glass only.
  return sources.size > 0 ? sources : new Map([["flatbed", []]]);
}

function findSides(options: ReadonlyMap<string, SaneOption>): { readonly one: string; readonly both: string } | undefined {
  for (const name of ["--adf-mode", "--ADF-mode", "--ScanMode", "--scan-mode"]) {
    const choices = options.get(name)?.choices ?? [];
    const one = choices.find((choice) => /^simplex/i.test(choice));
    const both = choices.find((choice) => /^duplex/i.test(choice));
    if (one !== undefined && both !== undefined) return { one: `${name}=${one}`, both: `${name}=${both}` };
  }
  return options.get("--duplex")?.choices.includes("yes") ? { one: "--duplex=no", both: "--duplex=yes" } : undefined;
}

function classifySource(name: string): ScanSource {
  if (/duplex|both/i.test(name)) return "feeder-duplex";
  // "Document Table" is the glass (utsushi).
  return /adf|feeder/i.test(name) ? "feeder" : "flatbed";
}

function readResolutions(options: ReadonlyMap<string, SaneOption>): ScannerCapabilities["resolutionsDpi"] {
  const constraint = (options.get("--resolution") ?? options.get("--x-resolution"))?.constraint ?? "";
  const range = /^(\d+(?:\.\d+)?)\.\.(\d+(?:\.\d+)?)dpi/.exec(constraint);
  if (range) return { minimum: Number(range[1]), maximum: Number(range[2]) };
  return constraint.replace(/dpi.*$/, "").split("|").map(Number).filter((dpi) => dpi > 0);
}

function readAreaMm(options: ReadonlyMap<string, SaneOption>, across: string, down: string): SaneOptions["areaMm"] {
  const most = (name: string): number => {
    const option = options.get(name);
    return option?.isActive ? Number(/\.\.(\d+(?:\.\d+)?)mm/.exec(option.constraint)?.[1] ?? 0) : 0;
  };
  const area = { width: most(across), height: most(down) };
  return area.width > 0 && area.height > 0 ? area : undefined;
}
