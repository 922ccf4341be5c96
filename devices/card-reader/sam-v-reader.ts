import { Failure, isFailure } from "../../domain/failure.ts";
import type { RegionDate } from "../../domain/time/instant.ts";
import { afterByTimer, pause, type After } from "./after.ts";
import type { OpenByteStream } from "./byte-stream.ts";
import type { CardReader, CardStage } from "./card-reader.ts";
import type { IdentityCard } from "./identity-card.ts";
import { decodeIdentityText } from "./identity-text.ts";
import {
  findCommand, readCommand, readWithFingerprintCommand, samStatus, selectCommand, splitCardData, statusCommand, type CardParts, type SamCommand, type SamReply,
} from "./sam-commands.ts";
import { createSamLink, samTimings, type Exchange, type SamLink, type SamTimings } from "./sam-link.ts";

export interface SamVReaderOptions {
  readonly open: OpenByteStream;
  /** The region's day, asked at each reading: nobody on a card is born after it. */
  readonly today: () => RegionDate;
  readonly timings?: Partial<SamTimings>;
  /** The clock its limits are kept by. */
  readonly after?: After;
  /** Between two looks for a card. */
  readonly findIntervalMs?: number;
  /** How often a command is sent before a damaged or missing answer is reported. */
  readonly attempts?: number;
  /** Fingerprints are asked for only where somebody needs them. */
  readonly readsFingerprint?: boolean;
}

/** Readers that speak the SAM_V protocol: find → select → read, twice. */
export function createSamVReader(options: SamVReaderOptions): CardReader {
  const { open, today, findIntervalMs = 150, attempts = 3, readsFingerprint = false, after = afterByTimer } = options;
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
      await pause(after, findIntervalMs, signal);
    }
  };

  /**
   * The XOR misses one damage in 256, and a name stands on the card only once: so a card is read until two readings are the same. One taken
   * away after the first whole reading, or a reader that gives each card once, is believed at that.
   */
  const readCard = async (link: SamLink, signal: AbortSignal): Promise<IdentityCard> => {
    const command = readsFingerprint ? readWithFingerprintCommand : readCommand;
    const whole: { readonly data: Uint8Array; readonly parts: CardParts }[] = [];
    for (let reading = 0; reading <= attempts; reading++) {
      const { reply, wasCutOff } = await ask(link, command, signal);
      if (reply.status === samStatus.notRead) {
        const [only, ...others] = whole;
        if (only && others.length === 0) return cardOf(only.parts);
        throw new Failure(wasCutOff ? "card-pulled" : "card-read-failed", { retryable: true });
      }
      if (reply.status !== samStatus.done) throw refused(command, reply);
      const parts = splitCardData(reply.data, readsFingerprint);
      // Lengths that do not add up passed the XOR by a paired flip: as damaged as a wrong checksum.
      if (parts === undefined) continue;
      if (whole.some(({ data }) => Buffer.compare(data, reply.data) === 0)) return cardOf(parts);
      whole.push({ data: reply.data, parts });
    }
    throw new Failure("card-reader-garbled", { retryable: true, details: { step: command.name } });
  };

  const cardOf = ({ text, photoWlt, fingerprint }: CardParts): IdentityCard => ({
    ...decodeIdentityText(text, today()), photoWlt, ...(fingerprint.length > 0 && { fingerprint }),
  });

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
      return await work(createSamLink(stream, timings, after));
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
