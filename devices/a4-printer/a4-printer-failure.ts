import { Failure } from "../../domain/failure.ts";

/** The codes of `a4-printer-…` failures; their wording is in `contracts/wording/a4-printer.ts`. */
export const a4PrinterFailureCodes = [
  "a4-printer-paper-out",
  "a4-printer-jam",
  "a4-printer-cover-open",
  "a4-printer-tray-missing",
  "a4-printer-output-full",
  "a4-printer-toner-out",
  "a4-printer-paused",
  "a4-printer-attention",
  "a4-printer-offline",
  "a4-printer-busy",
  "a4-printer-not-accepting",
  "a4-printer-not-permitted",
  "a4-printer-not-found",
  "a4-printer-certificate-untrusted",
  "a4-printer-no-answer",
  "a4-printer-wrong-answer",
  "a4-printer-format-refused",
  "a4-printer-document-refused",
  "a4-printer-option-refused",
  "a4-printer-refused",
  "a4-printer-aborted",
  "a4-printer-canceled",
  "a4-printer-line-lost",
  "a4-printer-unconfirmed",
  "a4-printer-software-missing",
] as const;
export type A4PrinterFailureCode = (typeof a4PrinterFailureCodes)[number];

export function a4PrinterFailure(code: A4PrinterFailureCode, printer: string, details: Record<string, string | number> = {}, cause?: unknown): Failure {
  return new Failure(code, { retryable: !isForTheAdministrator(code), details: { printer, ...details }, ...(cause !== undefined && { cause }) });
}

/** Trying again changes nothing until somebody changes a setting or the document. */
function isForTheAdministrator(code: A4PrinterFailureCode): boolean {
  return /-(permitted|found|untrusted|refused|missing)$/.test(code) && code !== "a4-printer-tray-missing";
}

const codesOfSystemErrors: Readonly<Record<string, A4PrinterFailureCode>> = {
  ECONNREFUSED: "a4-printer-offline",
  EHOSTUNREACH: "a4-printer-offline",
  EHOSTDOWN: "a4-printer-offline",
  ENETUNREACH: "a4-printer-offline",
  ENETDOWN: "a4-printer-offline",
  ENOTFOUND: "a4-printer-offline",
  EAI_AGAIN: "a4-printer-offline",
  ETIMEDOUT: "a4-printer-no-answer",
  EACCES: "a4-printer-not-permitted",
  // No socket file where CUPS would listen.
  ENOENT: "a4-printer-software-missing",
};

/** The one place where system errors become failures. A code nobody foresaw is a lost line, with its cause kept. */
export function a4PrinterFailureOf(error: unknown, printer: string): Failure {
  if (error instanceof Failure) return error;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const isUntrusted = /CERT|SELF_SIGNED|UNABLE_TO/.test(code);
  return a4PrinterFailure(isUntrusted ? "a4-printer-certificate-untrusted" : (codesOfSystemErrors[code] ?? "a4-printer-line-lost"), printer, {}, error);
}
