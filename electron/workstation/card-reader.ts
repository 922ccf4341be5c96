import type { cardReaderChannels, cardReaderTopics, CardReaderSettings, ReadIdentity } from "../../contracts/ipc/card-reader.ts";
import { cardReaderSettingsSchema } from "../../contracts/ipc/card-reader.ts";
import type { TopicPayload } from "../../contracts/ipc-channel.ts";
import type { Settings } from "../../db/settings.ts";
import type { CardReader } from "../../devices/card-reader/card-reader.ts";
import type { IdentityCard } from "../../devices/card-reader/identity-card.ts";
import type { SerialPortInfo } from "../../devices/card-reader/serial-stream.ts";
import { photoWltSchema } from "../../domain/case/application.ts";
import { Failure } from "../../domain/failure.ts";
import type { RegionDate } from "../../domain/time/instant.ts";
import type { Handlers } from "./host/ipc-server.ts";

const settingsKey = "card-reader";

/** A reader that answers takes a few milliseconds. */
const checkLimitMs = 5_000;

export type CardReaderContract = { readonly channels: typeof cardReaderChannels; readonly topics: typeof cardReaderTopics };

/** The device with these settings; `today` is the region's day, asked at each reading. */
export type OpenCardReader = (settings: CardReaderSettings, today: () => RegionDate) => CardReader;

export interface CardReadingDependencies {
  readonly settings: Pick<Settings, "find" | "set" | "remove">;
  readonly openReader: OpenCardReader;
  readonly listPorts: () => Promise<SerialPortInfo[]>;
  readonly today: () => RegionDate;
  readonly announceStage: (payload: TopicPayload<CardReaderContract, "cards.stage">) => void;
}

export interface CardReading {
  readonly handlers: Handlers<CardReaderContract>;
  /** The reader of this PC, if it has one. */
  findSettings(): CardReaderSettings | undefined;
  /** Whether the reader is at work or waits to be; a reading is not disturbed. Throws a Failure `card-reader-…`. */
  look(): Promise<"reading" | "ready">;
  /** Ends a reading under way and waits until the device is free. */
  stop(): Promise<void>;
}

/** Reading identity cards at this PC: which reader it has, and one reading at a time. */
export function createCardReading({ settings, openReader, listPorts, today, announceStage }: CardReadingDependencies): CardReading {
  let device: { readonly settings: CardReaderSettings; readonly reader: CardReader } | undefined;
  /** Grows with every call that ends what is under way, so that of calls made at once only the last goes on. */
  let turn = 0;
  let checking: Promise<void> | undefined;
  let current: { readonly cancel: AbortController; readonly ended: Promise<unknown> } | undefined;

  const findSettings = (): CardReaderSettings | undefined => cardReaderSettingsSchema.optional().parse(settings.find(settingsKey) ?? undefined);
  const setup = async () => ({
    reader: findSettings() ?? null,
    ports: (await listPorts()).map(({ path, manufacturer }) => ({ path, manufacturer: manufacturer ?? null })),
  });

  /** One object as long as the settings stay: it remembers that a card may still lie there. */
  const getReader = (): CardReader => {
    const wanted = findSettings();
    if (wanted === undefined) throw new Failure("card-reader-not-configured");
    if (device?.settings.path !== wanted.path || device.settings.baudRate !== wanted.baudRate) device = { settings: wanted, reader: openReader(wanted, today) };
    return device.reader;
  };

  const stop = async (): Promise<void> => {
    turn++;
    while (current) {
      current.cancel.abort();
      await current.ended;
    }
    await untilChecked();
  };

  /** The line is one program's at a time, and one purpose's. */
  const untilChecked = async (): Promise<void> => {
    while (checking) await checking.catch(() => undefined);
  };

  const look = async (): Promise<"reading" | "ready"> => {
    if (current) return "reading";
    const reader = getReader();
    if (checking === undefined) {
      const limit = new AbortController();
      const timer = setTimeout(() => limit.abort(new Failure("card-reader-mute", { retryable: true })), checkLimitMs);
      checking = reader.check(limit.signal).finally(() => {
        clearTimeout(timer);
        checking = undefined;
      });
    }
    await checking;
    return "ready";
  };

  const read = async (waitLimitMs: number): Promise<ReadIdentity> => {
    const stopped = stop();
    const myTurn = turn;
    await stopped;
    if (myTurn !== turn) throw new Failure("card-read-cancelled", { retryable: true });
    const reader = getReader();
    const cancel = new AbortController();
    const waiting = setTimeout(() => cancel.abort(new Failure("card-not-found", { retryable: true })), waitLimitMs);
    const reading = reader.read(cancel.signal, (stage) => {
      if (stage === "card-found") clearTimeout(waiting);
      announceStage({ stage });
    });
    const mine = { cancel, ended: reading.catch(() => undefined) };
    current = mine;
    try {
      return identityOf(await reading, today());
    } finally {
      clearTimeout(waiting);
      if (current === mine) current = undefined;
    }
  };

  return {
    findSettings,
    look,
    stop,
    handlers: {
      "cards.settings": setup,
      "cards.configure": async ({ reader }) => {
        await stop();
        if (reader) settings.set(settingsKey, reader);
        else settings.remove(settingsKey);
        return setup();
      },
      "cards.read": ({ waitLimitMs }) => read(waitLimitMs),
      "cards.cancel": async () => {
        await stop();
        return {};
      },
    },
  };
}

function identityOf(card: IdentityCard, today: RegionDate): ReadIdentity {
  const { kind, name, number, address, sex, birthDate, validFrom, validUntil } = card;
  // A photo of another size than the standard's is none that a decoder knows.
  const photoWlt = photoWltSchema.safeParse(Buffer.from(card.photoWlt).toString("base64")).data;
  const isForeigner = kind === "foreigner-2017" || kind === "foreigner-2023";
  return {
    name,
    identityKind: isForeigner ? "other" : "resident-identity",
    identityNumber: number,
    address,
    ...(photoWlt !== undefined && { photoWlt }),
    isReadFromCard: true,
    cardKind: kind,
    sex,
    birthDate,
    validFrom,
    validUntil,
    isExpired: validUntil !== "long-term" && validUntil < today,
  };
}
