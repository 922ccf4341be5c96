import { noWorkstations, workstationLetIn, workstationLine, workstationShutOut } from "../../contracts/wording/cli.ts";
import type { WorkstationCode } from "../../domain/ids.ts";
import { letIn, listWorkstations, shutOut } from "../../server/accounts/workstations.ts";
import type { CentreChoice } from "../centre-options.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { useCentre } from "./use-centre.ts";

export type WorkstationAct = "shut-out" | "let-in";

const acts = {
  "shut-out": { carryOut: shutOut, say: workstationShutOut },
  "let-in": { carryOut: letIn, say: workstationLetIn },
} as const;

export async function list(options: CentreChoice & { readonly json?: boolean }, terminal: Terminal): Promise<ExitCode> {
  const workstations = await useCentre(options, listWorkstations);
  if (options.json) terminal.print(JSON.stringify({ workstations }));
  else if (workstations.length === 0) terminal.note(noWorkstations);
  else for (const workstation of workstations) terminal.print(workstationLine(workstation));
  return 0;
}

/** R-SEC-5, at the centre's own machine: no person stands behind it in the audit. */
export async function act(kind: WorkstationAct, code: WorkstationCode, reason: string, options: CentreChoice, terminal: Terminal): Promise<ExitCode> {
  await useCentre(options, (centre) => acts[kind].carryOut(centre, code, reason, null));
  terminal.print(acts[kind].say(code));
  return 0;
}
