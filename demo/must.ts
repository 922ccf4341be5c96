/** The value, or an error that says what the demo needed. */
export function must<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the demo needs ${what}`);
  return value;
}
