import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { setTimeout as wait } from "node:timers/promises";
import { GatheringSocket } from "./gathering-socket.ts";

export type Database = NodePgDatabase & { $client: pg.Pool };
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
/** What both offer: a query runs alone or within a transaction. */
export type Queryable = Database | Transaction;

/** Serialisation failure and deadlock: PostgreSQL undid the transaction and asks to run it again. */
const retryableStates = ["40001", "40P01"];
const uniqueViolation = "23505";
const attempts = 8;

export function openDatabase(databaseUrl: string, maxConnections = 20): Database {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: maxConnections,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // Statements that do not need each other's answers go out together; they are carried out in the order they were asked.
    pipeline: true,
    stream: () => new GatheringSocket(),
    // A centre that vanished with its machine must not hold a case for as long as TCP takes to notice.
    idle_in_transaction_session_timeout: 60_000,
  });
  // An idle connection that breaks is dropped by the pool; whoever asks next gets a new one or a failure of their own.
  pool.on("error", () => undefined);
  return drizzle({ client: pool });
}

/**
 * Runs `work` in one transaction, again when the database asks for it. A unique key taken by a neighbour in the same moment
 * counts as such: looking again, `work` sees the neighbour's row.
 */
export async function inTransaction<T>(database: Database, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction(work);
    } catch (error) {
      const state = sqlStateOf(error);
      if (attempt === attempts || state === undefined || ![...retryableStates, uniqueViolation].includes(state)) throw error;
      await wait(attempt * 5);
    }
  }
}

/** PostgreSQL's five-character code, wherever in the chain of causes it is. */
export function sqlStateOf(error: unknown): string | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    const { code } = current as { code?: unknown };
    if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code)) return code;
  }
  return undefined;
}

/** Whether the database itself could not be reached or went away, as against having said no. */
export function isDatabaseGone(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== undefined) return state.startsWith("08") || state.startsWith("57P") || state === "53300";
  for (let current = error; current instanceof Error; current = current.cause) {
    const { code } = current as { code?: unknown };
    if (code === "ECONNREFUSED" || code === "ECONNRESET" || code === "EPIPE") return true;
    if (/Connection terminated|connection timeout|timeout exceeded when trying to connect/i.test(current.message)) return true;
  }
  return false;
}
