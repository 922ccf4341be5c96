/** Debian packages by what they are needed for. The product's own parts come from npm; these are the system around it. */
export const debianPackages = {
  /** A window: what Electron links against, a screen without a monitor, Chinese letters. */
  screen: [
    "xvfb", "xauth", "libnss3", "libgtk-3-0", "libasound2", "libgbm1", "libxss1", "libatk-bridge2.0-0", "libdrm2", "libxkbcommon0",
    "fonts-noto-cjk",
  ],
  /** `scanimage` and SANE's test device; a client of network scanners that is not ours. */
  scanning: ["sane-utils"],
  networkScanning: ["sane-airscan"],
  /** A printer that speaks IPP, the bus it wants to announce itself on, and a print server. */
  networkPrinting: ["cups-ipp-utils", "dbus-daemon", "cups-daemon", "cups-client", "cups-filters"],
  /** Other people's programs that the measurements compare with: reading text, making pages smaller. */
  reading: ["tesseract-ocr", "tesseract-ocr-chi-sim", "imagemagick", "jpegoptim"],
  /** Programs that look at our PDFs and codes from outside. */
  checks: ["poppler-utils", "qpdf", "zbar-tools", "openssl", "libnss3-tools"],
  /** A serial line without a cable, for the card reader's emulator. */
  serial: ["socat"],
  /** A software token behind PKCS#11 with a tool that personalises it, and a compiler for the emulated key behind SKF. */
  staffCards: ["softhsm2", "opensc", "openssl", "gcc", "libc6-dev", "libssl-dev"],
  /** A PostgreSQL that is not the embedded one, with its client programs. */
  database: ["postgresql"],
} as const satisfies Record<string, readonly string[]>;

export type Purpose = keyof typeof debianPackages;

export interface PurposeOfRun {
  /** Without these the run cannot do its work. */
  readonly needed: readonly Purpose[];
  /** Without these it leaves something out, and says so. */
  readonly optional: readonly Purpose[];
}

export const runs = {
  test: { needed: ["screen", "scanning", "networkScanning", "networkPrinting", "checks", "serial", "staffCards", "database"], optional: [] },
  demo: { needed: [], optional: ["screen", "scanning", "networkPrinting", "serial", "checks", "staffCards"] },
  bench: { needed: ["reading", "scanning", "serial", "database", "screen"], optional: [] },
} as const satisfies Record<string, PurposeOfRun>;

export type Run = keyof typeof runs;

/** What a demo without these packages does instead. */
export const withoutPurpose: Readonly<Record<Purpose, string>> = {
  screen: "no screenshots of the real app",
  scanning: "pages come from samples/ instead of SANE's test device",
  networkScanning: "the network scanner's emulator is not checked by another client",
  networkPrinting: "no A4 printer to print to",
  reading: "no comparison with other programs",
  checks: "our PDFs and codes are not checked by other programs",
  serial: "the card reader's emulator is not put behind a serial line",
  staffCards: "no emulated staff card to sign with",
  database: "only the embedded PostgreSQL",
};
