import { inArray, sql } from "drizzle-orm";
import pg from "pg";
import { officeIdSchema, type OfficeId } from "../../domain/ids.ts";
import type { Database } from "../database/connection.ts";
import { feedHeads } from "../database/schema.ts";

const channel = "yichuang_feed";

/** Tells every centre process that these offices' feeds have grown. Best effort: who misses it finds out by looking. */
export async function announce(database: Database, officeIds: readonly OfficeId[]): Promise<void> {
  // Said after the commit: a NOTIFY inside the transaction would make all commits of the server wait for each other.
  const said = sql.join(officeIds.map((officeId) => sql`pg_notify(${channel}, ${officeId})`), sql`, `);
  await database.execute(sql`select ${said}`).catch(() => undefined);
}

export interface FeedSignal {
  /** Calls `listener` when the office's feed may have grown; returns a function that ends it. */
  subscribe(officeId: OfficeId, listener: () => void): () => void;
  close(): Promise<void>;
}

/**
 * The only use of LISTEN. Every `pollMs` the offices subscribed to are looked at as well, so a lost notice, a lost connection
 * or a database without LISTEN only makes the news later.
 */
export function startFeedSignal(options: { database: Database; databaseUrl: string; pollMs: number }): FeedSignal {
  const listeners = new Map<OfficeId, Set<() => void>>();
  const positions = new Map<OfficeId, number>();
  let client: pg.Client | undefined;
  let isClosed = false;
  let round: Promise<void> = Promise.resolve();

  const tell = (officeId: OfficeId): void => {
    for (const listener of listeners.get(officeId) ?? []) listener();
  };

  const listen = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: options.databaseUrl, connectionTimeoutMillis: 5000 });
    next.on("error", () => undefined);
    next.on("end", () => (client = undefined));
    next.on("notification", ({ payload }) => {
      const officeId = officeIdSchema.safeParse(payload);
      if (officeId.success) tell(officeId.data);
    });
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
      client = next;
    } catch {
      await next.end().catch(() => undefined);
    }
  };

  const look = async (): Promise<void> => {
    if (client === undefined) await listen();
    if (listeners.size === 0) return;
    const rows = await options.database.select().from(feedHeads).where(inArray(feedHeads.officeId, [...listeners.keys()]));
    for (const { officeId, position } of rows) {
      const before = positions.get(officeId);
      positions.set(officeId, position);
      if (before !== undefined && before !== position) tell(officeId);
    }
  };

  const lookSafely = (): void => {
    round = round.then(() => (isClosed ? undefined : look().catch(() => undefined)));
  };
  lookSafely();
  const timer = setInterval(lookSafely, options.pollMs);
  timer.unref();

  return {
    subscribe(officeId, listener) {
      const ofOffice = listeners.get(officeId) ?? new Set();
      listeners.set(officeId, ofOffice.add(listener));
      return () => {
        ofOffice.delete(listener);
        if (ofOffice.size > 0) return;
        listeners.delete(officeId);
        positions.delete(officeId);
      };
    },
    async close() {
      isClosed = true;
      clearInterval(timer);
      await round;
      await client?.end().catch(() => undefined);
    },
  };
}
