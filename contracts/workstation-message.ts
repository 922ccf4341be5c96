/**
 * What the workstation process tells the main process. Read by hand: zod would take the main process longer to load than all that is
 * its own, while the first window waits.
 */
export type WorkstationMessage =
  /** Before `ready`, where opening takes long: so many of `total` cases are done. */
  | { readonly kind: "opening"; readonly done: number; readonly total: number }
  | { readonly kind: "ready" }
  /** The process cannot do its work until someone acts (a newer database, a wrong key); it is not started again by itself. */
  | { readonly kind: "start-failed"; readonly code: string; readonly details: Readonly<Record<string, string | number>> }
  | { readonly kind: "to-page"; readonly connection: number; readonly message?: unknown }
  /** Under `utilityProcess` only the main process can start others: the process of a device's driver. `native` numbers them. */
  | { readonly kind: "start-native"; readonly native: number }
  | { readonly kind: "kill-native"; readonly native: number };

type Fields = Readonly<Record<string, unknown>>;

/** Undefined for anything else. */
export function readWorkstationMessage(raw: unknown): WorkstationMessage | undefined {
  if (!isFields(raw)) return undefined;
  const { kind, code, details, connection, message, native, done, total } = raw;
  switch (kind) {
    case "opening":
      return isNumber(done) && isNumber(total) ? { kind, done, total } : undefined;
    case "ready":
      return { kind };
    case "start-failed":
      return typeof code === "string" && isDetails(details) ? { kind, code, details } : undefined;
    case "to-page":
      return isNumber(connection) ? { kind, connection, message } : undefined;
    case "start-native":
    case "kill-native":
      return isNumber(native) ? { kind, native } : undefined;
    default:
      return undefined;
  }
}

function isFields(raw: unknown): raw is Fields {
  return typeof raw === "object" && raw !== null;
}

function isNumber(raw: unknown): raw is number {
  return Number.isInteger(raw);
}

function isDetails(raw: unknown): raw is Readonly<Record<string, string | number>> {
  return isFields(raw) && Object.values(raw).every((value) => typeof value === "string" || typeof value === "number");
}
