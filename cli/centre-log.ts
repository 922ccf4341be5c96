import { pino, type Logger } from "pino";

/**
 * What a centre that runs has to tell those who look after it: one line of JSON for each thing that went wrong. It says what failed and
 * where in the program, never about whom: the values a failed query was asked with are left out (R-SEC-2).
 */
export function createCentreLog(write: (line: string) => void): Logger {
  const lines = { write: (line: string) => write(line.trimEnd()) };
  return pino({ level: "warn", base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { error: describe } }, lines);
}

interface Described {
  name: string;
  code?: string;
  message: string;
  /** Where it was thrown, innermost first. */
  at: string[];
  cause?: unknown;
}

function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error;
  const { name, message, stack = "", cause } = error;
  const { code } = error as { code?: unknown };
  const at = stack.split("\n").filter((line) => /^\s+at /.test(line)).map((line) => line.trim().slice(3));
  const described: Described = { name, ...(typeof code === "string" && { code }), message: withoutValues(message), at: at.slice(0, 8) };
  return cause === undefined ? described : { ...described, cause: describe(cause) };
}

/** Drizzle ends its message with the values; PostgreSQL quotes them. */
function withoutValues(message: string): string {
  return (message.split("\nparams:")[0] ?? "").replaceAll(/"[^"]{41,}"|: "[^"]*"$/g, '"…"');
}
