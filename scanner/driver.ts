import type { ScanInput } from "./pipeline/scan-input.ts";

/**
 * The port every scanner driver sits behind. A driver is small: it finds devices, says what they can do, and delivers sheets.
 * What all have in common (checking options, temporary folders, names, errors nobody foresaw) is in `scan-controller.ts`;
 * `driver-conformance.ts` says in tests what a driver must hold to.
 */
export interface ScannerDriver {
  /** Short and stable, the first part of a device's address: `sane`, `folder`. */
  readonly kind: string;
  /** Devices within reach now. An empty list is an answer; a Failure `scanner-…` means the question could not be asked. */
  listDevices(signal?: AbortSignal): Promise<ScannerDevice[]>;
  readCapabilities(deviceId: string, signal?: AbortSignal): Promise<ScannerCapabilities>;
  /**
   * Delivers sheets in paper order and ends when the paper does. Throws a Failure `scanner-…` after the sheets that came before
   * the trouble. When `job.signal` is aborted it stops the device and ends without an error. It runs at most a few sheets ahead
   * of its reader where the device lets it, and leaves no process and nothing but files in `job.folder` behind, however it ends.
   */
  scan(deviceId: string, options: ScanOptions, job: ScanJob): AsyncIterable<ScanInput>;
}

export interface ScannerDevice {
  readonly id: string;
  readonly name: string;
}

export const SCAN_SOURCES = ["feeder", "feeder-duplex", "flatbed"] as const;
export type ScanSource = (typeof SCAN_SOURCES)[number];
export const SCAN_COLOURS = ["colour", "grey"] as const;
export type ScanColour = (typeof SCAN_COLOURS)[number];

/** Sheets as a clerk calls them; upright, in millimetres. */
export const PAGE_SIZES_MM = {
  a4: { width: 210, height: 297 },
  a5: { width: 148, height: 210 },
  b5: { width: 182, height: 257 },
  a3: { width: 297, height: 420 },
} as const;
export type PageSize = keyof typeof PAGE_SIZES_MM;
export const PAGE_SIZES = Object.keys(PAGE_SIZES_MM) as readonly PageSize[];

export interface ScannerCapabilities {
  readonly sources: readonly ScanSource[];
  readonly colours: readonly ScanColour[];
  readonly resolutionsDpi: { readonly minimum: number; readonly maximum: number } | readonly number[];
  /** A4 is always among them: a glass a little shorter scans as much of it as it can see. */
  readonly pageSizes: readonly PageSize[];
}

export interface ScanOptions {
  readonly source: ScanSource;
  readonly colour: ScanColour;
  readonly resolutionDpi: number;
  readonly pageSize: PageSize;
}

/**
 * The sizes that fit an area, in millimetres; A4 whatever its size. Devices round their own: a feeder for A4 says 215.9 × 296.9.
 */
export function pageSizesWithin(area: { readonly width: number; readonly height: number } | undefined): PageSize[] {
  const slackMm = 2;
  return PAGE_SIZES.filter((size) => {
    const { width, height } = PAGE_SIZES_MM[size];
    return size === "a4" || (area !== undefined && width <= area.width + slackMm && height <= area.height + slackMm);
  });
}

/** At 200 dpi nothing is lost in reading a page of 90,000 bytes, and a sheet costs half the work of one at 300. */
export const DEFAULT_RESOLUTION_DPI = 200;

export interface ScanJob {
  /** An empty folder for this job alone; the controller removes it. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SheetProgress) => void;
}

/** How far a sheet has gone through the device: `sheet` counts from 1, `share` goes from 0 to 1. */
export interface SheetProgress {
  readonly sheet: number;
  readonly share: number;
}
