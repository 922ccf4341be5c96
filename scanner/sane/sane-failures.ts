import { Failure } from "../../domain/failure.ts";

export interface SaneEnding {
  readonly device: string;
  /** `scanimage` exits with the SANE status of a scan; 1 also for a device it cannot open or an option it does not know. */
  readonly exitCode: number | null;
  /** Its last words on standard error. */
  readonly message: string;
  readonly sheets: number;
}

const BY_STATUS: Readonly<Record<number, string>> = {
  2: "scanner-stopped-at-device",
  3: "scanner-busy",
  4: "scanner-option-refused",
  6: "scanner-jam",
  7: "scanner-feeder-empty",
  8: "scanner-cover-open",
  9: "scanner-connection-lost",
  10: "scanner-out-of-memory",
  11: "scanner-access-denied",
};

/** What a person at the device can put right, and then ask again. */
const RETRYABLE = new Set([
  "scanner-stopped-at-device",
  "scanner-busy",
  "scanner-jam",
  "scanner-feeder-empty",
  "scanner-cover-open",
  "scanner-connection-lost",
  "scanner-device-gone",
  "scanner-failed",
]);

/** Reads how `scanimage` ended: undefined for an end of paper after at least one sheet. The one place that knows SANE's statuses. */
export function findSaneFailure(ending: SaneEnding): Failure | undefined {
  const code = findCode(ending);
  if (!code) return undefined;
  const { device, exitCode, message } = ending;
  return new Failure(code, { retryable: RETRYABLE.has(code), details: { device }, message: `${code}: scanimage ended with ${exitCode}: ${message}` });
}

function findCode({ exitCode, message, sheets }: SaneEnding): string | undefined {
  // A signal nobody sent (a backend's broken pipe) makes scanimage give up, yet exit with 0.
  if (/: aborting$/.test(message)) return "scanner-connection-lost";
  // Out of paper is how every batch ends; scanimage then exits with 0 or 7, depending on where the backend noticed.
  if (exitCode === 0 || exitCode === 7) return sheets > 0 ? undefined : "scanner-feeder-empty";
  if (exitCode === 1 || exitCode === 4) return findOpenCode(message);
  return BY_STATUS[exitCode ?? -1] ?? (exitCode === null ? "scanner-connection-lost" : "scanner-failed");
}

function findOpenCode(message: string): string {
  if (/no space left/i.test(message)) return "scanner-disk-full";
  if (/option|unrecognized/i.test(message)) return "scanner-option-refused";
  if (/Device busy/i.test(message)) return "scanner-busy";
  if (/denied/i.test(message)) return "scanner-access-denied";
  if (/open of device|no SANE devices/i.test(message)) return "scanner-device-gone";
  return "scanner-failed";
}
