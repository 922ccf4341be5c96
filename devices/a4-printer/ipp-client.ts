import { a4PrinterFailure, type A4PrinterFailureCode } from "./a4-printer-failure.ts";
import { exchangeIpp, printerUriOf, type IppEndpoint, type IppExchange } from "./ipp-endpoint.ts";
import { encodeIppRequest, GROUP, ipp, type IppField, type IppMessage, type IppValue } from "./ipp-message.ts";

/** What a printer says of itself, as far as printing A4 documents needs it. */
export interface IppPrinterState {
  readonly state: number;
  readonly reasons: readonly string[];
  readonly isAccepting: boolean;
  readonly formats: readonly string[];
  readonly media: readonly string[];
  /** Members that may be given in `media-col`. */
  readonly mediaMembers: readonly string[];
  readonly trays: readonly string[];
  readonly sides: readonly string[];
  readonly maximumCopies: number;
}

export interface IppJobState {
  readonly state: number;
  readonly reasons: readonly string[];
}

export interface IppClient {
  getPrinter(): Promise<IppPrinterState>;
  /** Gives the job's number. */
  printJob(document: Uint8Array, operationFields: readonly IppField[], jobFields: readonly IppField[], signal: AbortSignal): Promise<number>;
  getJob(jobId: number): Promise<IppJobState>;
  cancelJob(jobId: number): Promise<void>;
}

/** Shown in the printer's log in place of the clerk's account. */
export const USER_NAME = "yichuang";

const OPERATION = { printJob: 0x0002, cancelJob: 0x0008, getJob: 0x0009, getPrinter: 0x000b } as const;

/** Statuses by what they mean for a clerk. Others from 0x0400 on are `a4-printer-refused`. */
const FAILURES: Readonly<Record<number, A4PrinterFailureCode>> = {
  0x0401: "a4-printer-not-permitted",
  0x0402: "a4-printer-not-permitted",
  0x0403: "a4-printer-not-permitted",
  0x0406: "a4-printer-not-found",
  0x0407: "a4-printer-not-found",
  0x0408: "a4-printer-document-refused",
  0x040a: "a4-printer-format-refused",
  0x040b: "a4-printer-option-refused",
  0x0411: "a4-printer-document-refused",
  0x0412: "a4-printer-document-refused",
  0x0418: "a4-printer-document-refused",
  0x0419: "a4-printer-document-refused",
  0x041a: "a4-printer-document-refused",
  0x041b: "a4-printer-document-refused",
  0x0502: "a4-printer-busy",
  0x0505: "a4-printer-busy",
  0x0506: "a4-printer-not-accepting",
  0x0507: "a4-printer-busy",
};

const PRINTER_ATTRIBUTES = [
  "printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "document-format-supported", "media-supported",
  "media-col-supported", "media-source-supported", "media-col-database", "sides-supported", "copies-supported",
] as const;

/** A client for the four operations printing needs. All reject with Failures `a4-printer-…`. */
export function createIppClient(endpoint: IppEndpoint, limits: { readonly answerLimitMs: number; readonly sendLimitMs: number }): IppClient {
  let lastRequestId = 0;
  const uri = printerUriOf(endpoint);

  const ask = async (operation: number, operationFields: readonly IppField[], jobFields: readonly IppField[], exchange: Partial<IppExchange> = {}): Promise<IppMessage> => {
    lastRequestId = (lastRequestId % 0x7fff_ffff) + 1;
    const about = [ipp.charset("attributes-charset", "utf-8"), ipp.language("attributes-natural-language", "en"), ipp.uri("printer-uri", uri)];
    const head = encodeIppRequest(operation, lastRequestId, [
      { tag: GROUP.operation, fields: [...about, ...operationFields] },
      { tag: GROUP.job, fields: jobFields },
    ]);
    const answer = await exchangeIpp(endpoint, { silenceLimitMs: limits.answerLimitMs, ...exchange, head });
    if (answer.code >= 0x0100) throw a4PrinterFailure(FAILURES[answer.code] ?? "a4-printer-refused", endpoint.name, { status: `0x${answer.code.toString(16).padStart(4, "0")}` });
    return answer;
  };

  return {
    async getPrinter() {
      return readPrinter(await ask(OPERATION.getPrinter, [ipp.name("requesting-user-name", USER_NAME), ipp.keyword("requested-attributes", ...PRINTER_ATTRIBUTES)], []));
    },
    async printJob(document, operationFields, jobFields, signal) {
      const fields = [ipp.name("requesting-user-name", USER_NAME), ...operationFields];
      const answer = await ask(OPERATION.printJob, fields, jobFields, { document, signal, silenceLimitMs: limits.sendLimitMs });
      const [jobId] = valuesOf(answer, GROUP.job, "job-id");
      if (typeof jobId !== "number") throw a4PrinterFailure("a4-printer-wrong-answer", endpoint.name);
      return jobId;
    },
    async getJob(jobId) {
      const answer = await ask(OPERATION.getJob, [ipp.integer("job-id", jobId), ipp.name("requesting-user-name", USER_NAME), ipp.keyword("requested-attributes", "job-state", "job-state-reasons")], []);
      const [state] = valuesOf(answer, GROUP.job, "job-state");
      if (typeof state !== "number") throw a4PrinterFailure("a4-printer-wrong-answer", endpoint.name);
      return { state, reasons: textsOf(valuesOf(answer, GROUP.job, "job-state-reasons")) };
    },
    async cancelJob(jobId) {
      await ask(OPERATION.cancelJob, [ipp.integer("job-id", jobId), ipp.name("requesting-user-name", USER_NAME)], []);
    },
  };
}

function valuesOf(message: IppMessage, group: number, name: string): readonly IppValue[] {
  return message.groups.find(({ tag }) => tag === group)?.attributes.get(name) ?? [];
}

function textsOf(values: readonly IppValue[]): string[] {
  return values.filter((value) => typeof value === "string");
}

function readPrinter(message: IppMessage): IppPrinterState {
  const get = (name: string) => valuesOf(message, GROUP.printer, name);
  const [state] = get("printer-state");
  const [copies] = get("copies-supported");
  // Many printers name their trays only inside the list of what is loaded.
  const loaded = get("media-col-database").flatMap((entry) => (entry instanceof Map ? textsOf(entry.get("media-source") ?? []) : []));
  const named = textsOf(get("media-source-supported"));
  return {
    state: typeof state === "number" ? state : 0,
    reasons: textsOf(get("printer-state-reasons")),
    isAccepting: get("printer-is-accepting-jobs")[0] !== false,
    formats: textsOf(get("document-format-supported")),
    media: textsOf(get("media-supported")),
    mediaMembers: textsOf(get("media-col-supported")),
    trays: [...new Set(named.length > 0 ? named : loaded)].filter((tray) => tray !== "auto"),
    sides: textsOf(get("sides-supported")),
    maximumCopies: typeof copies === "object" && "upper" in copies ? copies.upper : 1,
  };
}
