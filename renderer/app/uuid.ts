/** A random id for a draft. The page makes no ids that reach a record: those are the workstation process's. */
export function newUuid(): string {
  return crypto.randomUUID();
}
