import { expiringLine, noSeals, noSealUses, sealLine, sealMade, sealUseLine } from "../../contracts/wording/certificate-commands.ts";
import { getSealPicture } from "../../documents/seal/seal-picture.ts";
import { findExpiryNotice } from "../../domain/certificate/expiry-notice.ts";
import { endOfChain, listExpiring } from "../../server/seal/expiring-seals.ts";
import { listSealUses } from "../../server/seal/seal-log.ts";
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

export interface SealUsesOptions extends CentreChoice {
  readonly office: string;
  readonly json?: boolean;
}

export async function list(options: CentreChoice & { readonly json?: boolean }, terminal: Terminal): Promise<ExitCode> {
  const { seals, now, expiring } = await useCentre(options, async (centre) => ({ seals: await listSeals(centre.database), now: centre.now(), expiring: await listExpiring(centre) }));
  if (options.json) terminal.print(JSON.stringify({ seals: seals.map(({ keyReference: _key, certificateChain: _chain, ...seal }) => seal), expiring }));
  else if (seals.length === 0) terminal.note(noSeals);
  else for (const seal of seals) terminal.print(sealLine(seal, findExpiryNotice(endOfChain(seal.certificateChain), now)));
  if (!options.json) for (const one of expiring) terminal.note(expiringLine(one));
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

const usesAtOnce = 500;

/** R-CERT-2: every use of an office's seal, newest first: when, by whom, on which document. Throws `office-name-unknown`. */
export async function printUses({ office: name, json = false, ...choice }: SealUsesOptions, terminal: Terminal): Promise<ExitCode> {
  await useCentre(choice, async (centre) => {
    const { officeId } = await getOfficeByName(centre, name);
    let before: number | undefined;
    do {
      const uses = await listSealUses(centre.database, officeId, { before, limit: usesAtOnce });
      if (uses.length === 0 && before === undefined) terminal.note(noSealUses(name));
      for (const use of uses) terminal.print(json ? JSON.stringify(use) : sealUseLine(use));
      before = uses.length < usesAtOnce ? undefined : uses.at(-1)?.position;
    } while (before !== undefined);
  });
  return 0;
}
