import { v7 } from "uuid";

/** An id for a draft, which is the case's once it is received. All other ids that reach a record are the workstation process's. */
export function newUuid(): string {
  return v7();
}
