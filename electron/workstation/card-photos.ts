import { z } from "zod";
import type { cardPhotoChannels } from "../../contracts/ipc/card-photo.ts";
import type { Settings } from "../../db/settings.ts";
import type { decodeCardPhoto } from "../../devices/card-photo/decode-card-photo.ts";
import { Failure } from "../../domain/failure.ts";
import type { Handlers } from "./host/ipc-server.ts";

const settingsKey = "photo-decoder";

/** Photos kept decoded: those a person turns back to. */
const keptCount = 50;

export interface CardPhotoDependencies {
  readonly settings: Pick<Settings, "find" | "set" | "remove">;
  /** Used while this PC's settings name no other. */
  readonly givenCommand: string | undefined;
  readonly temporaryFolder: string;
  readonly decode: typeof decodeCardPhoto;
}

export interface CardPhotos {
  readonly handlers: Handlers<{ channels: typeof cardPhotoChannels; topics: Record<never, never> }>;
  /** Ends a decoder at work. */
  stop(): void;
}

/** The photos of identity cards made visible, as far as this PC has a decoder for them. */
export function createCardPhotos({ settings, givenCommand, temporaryFolder, decode }: CardPhotoDependencies): CardPhotos {
  const stopped = new AbortController();
  // In the order they were first asked for.
  const known = new Map<string, Promise<string>>();
  /** Vendors' programs are not made to run twice at once. */
  let turn: Promise<unknown> = Promise.resolve();
  const findCommand = (): string | undefined => z.string().optional().parse(settings.find(settingsKey) ?? givenCommand);

  const decoded = (photoWlt: string): Promise<string> => {
    const command = findCommand();
    if (command === undefined) throw new Failure("card-photo-no-decoder");
    const kept = known.get(photoWlt);
    if (kept) return kept;
    const url = turn.then(async () => {
      const png = await decode({ command, photoWlt: Buffer.from(photoWlt, "base64"), temporaryFolder, signal: stopped.signal });
      return `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
    });
    known.set(photoWlt, url);
    const [oldest] = known.keys();
    if (known.size > keptCount && oldest !== undefined) known.delete(oldest);
    turn = url.catch(() => {
      if (known.get(photoWlt) === url) known.delete(photoWlt);
    });
    return url;
  };

  return {
    handlers: {
      "cardPhotos.decoder": () => ({ command: findCommand() ?? null }),
      "cardPhotos.configure": ({ command }) => {
        if (command === null) settings.remove(settingsKey);
        else settings.set(settingsKey, command);
        known.clear();
        return { command: findCommand() ?? null };
      },
      "cardPhotos.decode": async ({ photoWlt }) => ({ pictureUrl: await decoded(photoWlt) }),
    },
    stop: () => stopped.abort(),
  };
}
