import { setTimeout as sleep } from "node:timers/promises";
import { Failure, isFailure } from "../../domain/failure.ts";
import type { RegionDate } from "../../domain/time/instant.ts";
import type { OpenByteStream } from "./byte-stream.ts";
import type { CardReader, CardStage } from "./card-reader.ts";
import type { IdentityCard } from "./identity-card.ts";
import { decodeIdentityText } from "./identity-text.ts";
import {
  findCommand, readCommand, readWithFingerprintCommand, samStatus, selectCommand, splitCardData, statusCommand, type SamCommand, type SamReply,
} from "./sam-commands.ts";
import { createSamLink, samTimings, type Exchange, type SamLink, type SamTimings } from "./sam-link.ts";

export interface SamVReaderOptions {
  readonly open: OpenByteStream;
  /** The region's day, asked at each reading: nobody on a card is born after it. */
  readonly today: () => RegionDate;
  readonly timings?: Partial<SamTimings>;
  /** Between two looks for a card. */
  readonly findIntervalMs?: number;
  /** How often a command is sent before a damaged or missing answer is reported. */
  readonly attempts?: number;
  /** Fingerprints are asked for only where somebody needs them. */
  readonly readsFingerprint?: boolean;
}

/** Readers that speak the SAM_V protocol: find → select → read. */
export function createSamVReader(options: SamVReaderOptions): CardReader {
  const { open, today, findIntervalMs = 150, attempts = 3, readsFingerprint = false } = options;
  const timings = { ...samTimings, ...options.timings };
  let mayCardLieThere = false;

  /** The answer to a command, sent again after damage. Rejects with `card-reader-mute` or `card-reader-garbled` in the end. */
  const ask = async (link: SamLink, command: SamCommand, signal: AbortSignal): Promise<{ reply: SamReply; wasCutOff: boolean }> => {
    const seen = new Set<Exchange["kind"]>();
    for (let attempt = 0; attempt < attempts; attempt++) {
      const exchange = await link.exchange(command, signal);
      if (exchange.kind === "reply" && exchange.reply.status !== samStatus.badRequest) {
        return { reply: exchange.reply, wasCutOff: seen.has("cut-off") };
      }
      seen.add(exchange.kind);
    }
    const isMute = seen.size === 1 && seen.has("silent");
    throw new Failure(isMute ? "card-reader-mute" : "card-reader-garbled", { retryable: true, details: { step: command.name } });
  };

  const waitForCard = async (link: SamLink, signal: AbortSignal, onStage: (stage: CardStage) => void): Promise<void> => {
    for (let looks = 0; ; looks++) {
      const { reply } = await ask(link, findCommand, signal);
      if (reply.status === samStatus.found) return;
      if (reply.status !== samStatus.noCard) throw refused(findCommand, reply);
      if (looks === 0 && mayCardLieThere) onStage("lift-card");
      await sleep(findIntervalMs, undefined, { signal });
    }
  };

  const readCard = async (link: SamLink, signal: AbortSignal): Promise<IdentityCard> => {
    const command = readsFingerprint ? readWithFingerprintCommand : readCommand;
    for (let attempt = 0; attempt < attempts; attempt++) {
      const { reply, wasCutOff } = await ask(link, command, signal);
      if (reply.status === samStatus.notRead) {
        throw new Failure(wasCutOff ? "card-pulled" : "card-read-failed", { retryable: true });
      }
      if (reply.status !== samStatus.done) throw refused(command, reply);
      const parts = splitCardData(reply.data, readsFingerprint);
      // Lengths that do not add up passed the XOR by a paired flip: as damaged as a wrong checksum.
      if (parts === undefined) continue;
      const { text, photoWlt, fingerprint } = parts;
      return { ...decodeIdentityText(text, today()), photoWlt, ...(fingerprint.length > 0 && { fingerprint }) };
    }
    throw new Failure("card-reader-garbled", { retryable: true, details: { step: command.name } });
  };

  const readOver = async (link: SamLink, signal: AbortSignal, onStage: (stage: CardStage) => void): Promise<IdentityCard> => {
    onStage("waiting-for-card");
    await waitForCard(link, signal, onStage);
    onStage("card-found");
    mayCardLieThere = true;
    const { reply: selected } = await ask(link, selectCommand, signal);
    if (selected.status === samStatus.notSelected) throw new Failure("card-select-failed", { retryable: true });
    if (selected.status !== samStatus.done) throw refused(selectCommand, selected);
    onStage("reading");
    return readCard(link, signal);
  };

  /** Opens the line for one piece of work. */
  const over = async <T>(signal: AbortSignal, work: (link: SamLink) => Promise<T>): Promise<T> => {
    if (signal.aborted) throw cancelled(signal);
    const stream = await open();
    try {
      return await work(createSamLink(stream, timings));
    } catch (error) {
      throw signal.aborted ? cancelled(signal) : error;
    } finally {
      await stream.close();
    }
  };

  return {
    read: (signal, onStage) => over(signal, (link) => readOver(link, signal, onStage)),
    check: (signal) => over(signal, async (link) => {
      const { reply } = await ask(link, statusCommand, signal);
      if (reply.status !== samStatus.done) throw refused(statusCommand, reply);
    }),
  };
}

function cancelled(signal: AbortSignal): Failure {
  return isFailure(signal.reason) ? signal.reason : new Failure("card-read-cancelled", { retryable: true });
}

/** Status bytes nobody expects at this step (a module that is not authorised, a failed self-test) are named for the administrator. */
function refused({ name }: SamCommand, { status }: SamReply): Failure {
  return new Failure("card-reader-refused", { retryable: true, details: { step: name, status: status.toString(16).padStart(2, "0") } });
}
