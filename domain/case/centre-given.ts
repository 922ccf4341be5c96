import type { CommandKind } from "./case-command.ts";

/**
 * Acts that need what only the centre has: its clock over all windows, its registers, its seal. A workstation asks for them by the
 * centre's routes; as a command of its own they are refused (`only-at-centre`), also when it plays by the rules otherwise.
 */
export const centreGivenKinds = [
  "deemAccepted",
  "lapseUnpaid",
  "numberDocument",
  "issueCertificate",
  "revokeCertificate",
] as const satisfies readonly CommandKind[];
export type CentreGivenKind = (typeof centreGivenKinds)[number];

export function isCentreGiven(kind: CommandKind): kind is CentreGivenKind {
  return (centreGivenKinds as readonly CommandKind[]).includes(kind);
}
