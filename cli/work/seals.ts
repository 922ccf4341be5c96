import { noSeals, sealLine, sealMade } from "../../contracts/wording/certificate-commands.ts";
import { getSealPicture } from "../../documents/seal/seal-picture.ts";
import { listSeals, makeSeal, usualSealWords } from "../../server/seal/seals.ts";
import type { CentreChoice } from "../centre-options.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { getOfficeByName } from "./offices.ts";
import { useCentre } from "./use-centre.ts";

export interface MakeSealOptions extends CentreChoice {
  readonly office: string;
  readonly code: string;
  readonly reason?: string;
  readonly compromised?: boolean;
}

export async function list(options: CentreChoice & { readonly json?: boolean }, terminal: Terminal): Promise<ExitCode> {
  const seals = await useCentre(options, ({ database }) => listSeals(database));
  if (options.json) terminal.print(JSON.stringify({ seals: seals.map(({ keyReference: _key, certificateChain: _chain, ...seal }) => seal) }));
  else if (seals.length === 0) terminal.note(noSeals);
  else for (const seal of seals) terminal.print(sealLine(seal));
  return 0;
}

/** At the centre's own machine: no person stands behind it in the audit. Throws `office-name-unknown`, and what `makeSeal` throws. */
export async function make({ office: name, code, reason, compromised = false, ...choice }: MakeSealOptions, terminal: Terminal): Promise<ExitCode> {
  await useCentre(choice, async (centre) => {
    const office = await getOfficeByName(centre, name);
    const words = { ...usualSealWords, code };
    getSealPicture({ officeName: office.name, ...words }, centre.fonts);
    await makeSeal(centre, office.officeId, words, null, reason === undefined ? undefined : { reason, isCompromised: compromised });
  });
  terminal.print(sealMade(name));
  return 0;
}
