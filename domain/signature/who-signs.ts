import { actionTable } from "../case/available-actions.ts";
import type { Role } from "../people/role.ts";
import { signedKinds } from "./statement.ts";

const signingRoles: ReadonlySet<Role> = new Set(signedKinds.flatMap((kind) => Object.values(actionTable[kind]).flat()));

/** Whether somebody with these roles ever signs an act on a case, and so needs a key to sign with. */
export function needsSigningKey(roles: readonly Role[]): boolean {
  return roles.some((role) => signingRoles.has(role));
}
