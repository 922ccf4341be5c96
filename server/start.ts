import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { FastifyBaseLogger } from "fastify";
import { v7 as uuidv7 } from "uuid";
import { FontBook } from "../documents/fonts/font-book.ts";
import { bundledFontFiles } from "../documents/fonts/font-files.ts";
import { Failure } from "../domain/failure.ts";
import { instantOf, type Instant } from "../domain/time/instant.ts";
import { buildApp } from "./app.ts";
import { watchCalendar, type CalendarShortage } from "./calendar-watch.ts";
import { rememberItemVersions } from "./catalogue/item-versions.ts";
import type { Centre } from "./centre.ts";
import { openDatabase } from "./database/connection.ts";
import { openDatabaseServer } from "./database/database-server.ts";
import { migrate } from "./database/migrate.ts";
import { openFileStore } from "./files/file-store.ts";
import { sweepUploads } from "./files/sweep-uploads.ts";
import { onceADay } from "./once-a-day.ts";
import { startRecordChecks } from "./record-checks.ts";
import { startRounds, type Rounds } from "./rounds.ts";
import { startFeedSignal } from "./record/feed-signal.ts";
import { ensureRecordEpoch } from "./record/record-epoch.ts";
import { openRecordWitness } from "./record/record-witness.ts";
import { ensureSignaturesSince } from "./record/signatures-since.ts";
import { createFileProvider } from "./messages/file-provider.ts";
import { createHttpProvider } from "./messages/http-provider.ts";
import { watchExpiring, type Expiring } from "./seal/expiring-seals.ts";
import { openKeyEncryption, sealKeyFileName } from "./seal/key-encryption.ts";
import { createSoftwareKeyHolder, type SealKeyHolder } from "./seal/seal-keys.ts";

export interface CentreOptions {
  /** Uploaded pages, and the embedded database with its password. */
  dataFolder: string;
  /**
   * The key that keeps the seals' keys unreadable in the database and its backups: itself, or the file it is in. Unless given it is
   * `seal-key` in the data folder, made with the first seal.
   */
  sealKey?: { text?: string | undefined; file?: string | undefined } | undefined;
  /** Where the keys of new seals are made and kept; in the database, encrypted by `sealKey`, unless given. Whoever opened it closes it. */
  sealToken?: SealKeyHolder | undefined;
  /** See `DatabaseServerOptions`. */
  waitsForFolder?: boolean | undefined;
  /** A PostgreSQL server to use instead of the embedded one: `postgres://user:password@host/database`. */
  databaseUrl?: string | undefined;
  /** Loopback unless given. Another address needs `tls`. */
  host?: string | undefined;
  /** 0 or nothing: any free one. */
  port?: number | undefined;
  tls?: { keyFile: string; certificateFile: string } | undefined;
  /** `https://spzx.example.gov.cn`: where the public reaches this centre, for the QR codes. Unless given, where it listens. */
  publicUrl?: string | undefined;
  /** The gateway for messages to applicants; without one they are put into the data folder's `messages` as files. */
  messageGateway?: { url: string; token?: string | undefined } | undefined;
  logger?: FastifyBaseLogger | undefined;
  /** Told at the start and once a day of each seal's and authority's certificate that runs out soon or has. */
  onExpiring?: ((expiring: Expiring) => void) | undefined;
  now?: (() => Instant) | undefined;
  /** How often due work is looked at, and a step of the record's check done; null: never by itself, a test does it. */
  dueWorkEveryMs?: number | null | undefined;
  /** Told at the start and once a day that the calendar's year runs out. */
  onCalendarShort?: ((shortage: CalendarShortage) => void) | undefined;
  /** How often the feeds are looked at, should no signal come. */
  pollEveryMs?: number | undefined;
}

export interface StoredCentre {
  centre: Centre;
  databaseUrl: string;
  /** Tells the centre where it listens, unless it was told where the public reaches it. */
  listensAt(url: string): void;
  /** Tells the centre how to have papers sealed at once; until then nobody does it. */
  wokenBy(wake: () => void): void;
  close(): Promise<void>;
}

export interface RunningCentre extends StoredCentre {
  /** Where it listens, `http://127.0.0.1:4321`. */
  url: string;
}

/**
 * The centre without its network face, for administration on the spot: seeding, verifying, backup. The database is started
 * (embedded, unless `databaseUrl` is given) and brought up to date. Throws what `openDatabaseServer` and `migrate` throw.
 */
export async function openCentre(options: CentreOptions): Promise<StoredCentre> {
  const now = options.now ?? (() => instantOf(Date.now()));
  const server = await openDatabaseServer(options);
  try {
    await migrate(server.databaseUrl, now());
    const database = openDatabase(server.databaseUrl);
    const newId = (): string => uuidv7();
    await ensureRecordEpoch(database, newId);
    await ensureSignaturesSince(database, now());
    const fileStore = await openFileStore(join(options.dataFolder, "files"), newId);
    const { text, file = join(options.dataFolder, sealKeyFileName) } = options.sealKey ?? {};
    const keyEncryption = openKeyEncryption({ text, file }, randomBytes);
    const softwareKeys = createSoftwareKeyHolder(keyEncryption);
    let wake = (): void => undefined;
    let publicUrl = options.publicUrl?.replace(/\/+$/, "");
    const centre: Centre = {
      database,
      fileStore,
      itemVersions: rememberItemVersions(),
      fonts: new FontBook(bundledFontFiles()),
      keyEncryption,
      sealKeys: options.sealToken ? [options.sealToken, softwareKeys] : [softwareKeys],
      recordWitness: openRecordWitness(options.dataFolder, newId),
      messageProvider: options.messageGateway ? createHttpProvider(options.messageGateway) : createFileProvider(join(options.dataFolder, "messages")),
      publicUrl: () => publicUrl ?? "",
      wake: () => wake(),
      now,
      newId,
      randomBytes,
    };
    return {
      centre,
      databaseUrl: server.databaseUrl,
      listensAt: (url) => void (publicUrl ??= url),
      wokenBy: (woken) => void (wake = woken),
      close: async () => {
        await database.$client.end();
        await server.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** Opens the centre and listens. Throws `tls-required` for an address beyond this machine without `tls`. */
export async function startCentre(options: CentreOptions): Promise<RunningCentre> {
  const host = options.host ?? "127.0.0.1";
  if (!isLoopback(host) && options.tls === undefined) throw new Failure("tls-required", { details: { host } });
  const https = options.tls && (await readTls(options.tls));
  const stored = await openCentre(options);
  const { centre } = stored;
  const signal = startFeedSignal({ database: centre.database, databaseUrl: stored.databaseUrl, pollMs: options.pollEveryMs ?? 5000 });
  const app = await buildApp({ centre, signal, logger: options.logger, https });
  let rounds: Rounds | undefined;
  let checks: ReturnType<typeof startRecordChecks> | undefined;
  const close = async (): Promise<void> => {
    await app.close();
    await signal.close();
    await Promise.all([rounds?.stop(), checks?.stop()]);
    await stored.close();
  };
  try {
    await app.listen({ host, port: options.port ?? 0 });
  } catch (cause) {
    await close();
    throw new Failure("listen-failed", { cause, details: { host, port: options.port ?? 0 } });
  }
  const { port } = app.server.address() as AddressInfo;
  const url = `${https ? "https" : "http"}://${host.includes(":") ? `[${host}]` : host}:${port}`;
  stored.listensAt(url);
  const { dueWorkEveryMs = 60_000 } = options;
  if (dueWorkEveryMs !== null) {
    const watches = [
      watchCalendar(centre, options.onCalendarShort ?? (() => undefined)),
      watchExpiring(centre, options.onExpiring ?? (() => undefined)),
      onceADay(centre.now, () => sweepUploads(centre)),
    ];
    rounds = startRounds(centre, dueWorkEveryMs, (error) => app.log.error({ error }, "due work broken off"), watches);
    stored.wokenBy(rounds.wake);
    checks = startRecordChecks(centre, dueWorkEveryMs, app.log);
  }
  return { ...stored, url, close };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\./.test(host);
}

async function readTls(tls: { keyFile: string; certificateFile: string }): Promise<{ key: Buffer; cert: Buffer }> {
  const read = (file: string): Promise<Buffer> =>
    readFile(file).catch((cause: unknown) => {
      throw new Failure("tls-file-unreadable", { cause, details: { file } });
    });
  return { key: await read(tls.keyFile), cert: await read(tls.certificateFile) };
}
