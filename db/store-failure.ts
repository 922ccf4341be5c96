import { Failure } from "../domain/failure.ts";

/** The code SQLite gave, looked for through the causes; undefined for an error that is not SQLite's. */
export function findSqliteCode(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === "string" && code.startsWith("SQLITE_")) return code;
  }
  return undefined;
}

/** The file is not what was written: to be set aside, not to be tried again. */
export function isDamage(error: unknown): boolean {
  const code = findSqliteCode(error) ?? "";
  return code === "SQLITE_NOTADB" || code.startsWith("SQLITE_CORRUPT");
}

/**
 * SQLite's errors as Failures: `store-disk-full`, `store-busy`, `store-unwritable` (all retryable, nothing of the call was
 * kept), `store-damaged` (close and open again: opening sets the file aside). Other errors come back as they are.
 */
export function asStoreFailure(error: unknown): unknown {
  const code = findSqliteCode(error);
  if (code === undefined || error instanceof Failure) return error;
  const details = { sqlite: code };
  if (isDamage(error)) return new Failure("store-damaged", { details, cause: error });
  if (code === "SQLITE_FULL") return new Failure("store-disk-full", { retryable: true, details, cause: error });
  if (code.startsWith("SQLITE_BUSY")) return new Failure("store-busy", { retryable: true, details, cause: error });
  if (/^SQLITE_(IOERR|READONLY|CANTOPEN)/.test(code)) return new Failure("store-unwritable", { retryable: true, details, cause: error });
  return error;
}

/** The same functions, throwing Failures where SQLite failed. `onDamage` is told of damage found while running. */
export function withStoreFailures<T extends object>(module: T, onDamage: () => void): T {
  const translate = (error: unknown): unknown => {
    if (isDamage(error)) onDamage();
    return asStoreFailure(error);
  };
  const wrap = (member: unknown): unknown => {
    if (typeof member !== "function") return member;
    return (...args: unknown[]): unknown => {
      try {
        const result: unknown = member(...args);
        return result instanceof Promise ? result.catch((error: unknown) => Promise.reject(translate(error) as Error)) : result;
      } catch (error) {
        throw translate(error);
      }
    };
  };
  return Object.fromEntries(Object.entries(module).map(([name, member]) => [name, wrap(member)])) as T;
}
