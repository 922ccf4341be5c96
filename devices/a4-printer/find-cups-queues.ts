import { CUPS_SOCKET } from "./cups-printer.ts";
import { exchangeIpp } from "./ipp-endpoint.ts";
import { encodeIppRequest, GROUP, ipp } from "./ipp-message.ts";

export interface FoundCupsQueue {
  /** Its name in CUPS. */
  readonly queue: string;
  /** What people call it; its name where nobody said. */
  readonly description: string;
}

const CUPS_GET_PRINTERS = 0x4002;
/** CUPS has no printer at all: no trouble. */
const NOT_FOUND = 0x0406;

/** The print queues of this computer's CUPS. Throws Failures `a4-printer-…`; `a4-printer-software-missing` where there is no CUPS. */
export async function findCupsQueues({ socketPath = CUPS_SOCKET, answerLimitMs = 5_000 } = {}): Promise<FoundCupsQueue[]> {
  const endpoint = { name: "CUPS", url: "ipp://localhost/", socketPath };
  const head = encodeIppRequest(CUPS_GET_PRINTERS, 1, [
    { tag: GROUP.operation, fields: [ipp.charset("attributes-charset", "utf-8"), ipp.language("attributes-natural-language", "en"), ipp.keyword("requested-attributes", "printer-name", "printer-info")] },
  ]);
  const answer = await exchangeIpp(endpoint, { head, silenceLimitMs: answerLimitMs });
  if (answer.code === NOT_FOUND) return [];
  return answer.groups.filter(({ tag }) => tag === GROUP.printer).flatMap(({ attributes }) => {
    const text = (name: string): string => String(attributes.get(name)?.[0] ?? "");
    const queue = text("printer-name");
    return queue === "" ? [] : [{ queue, description: text("printer-info") || queue }];
  });
}
