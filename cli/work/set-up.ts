import { enrolmentCodeGiven, setupDone } from "../../contracts/wording/cli.ts";
import { calendar2026 } from "../../domain/calendar/calendar-2026.ts";
import { Failure, isFailure } from "../../domain/failure.ts";
import { createPerson, listPeople } from "../../server/accounts/people.ts";
import { hashPassword } from "../../server/accounts/secrets.ts";
import { createEnrolmentCode } from "../../server/accounts/workstations.ts";
import { getCalendar, setCalendar } from "../../server/catalogue/catalogue.ts";
import { importItems } from "../../server/catalogue/import-items.ts";
import type { Centre } from "../../server/centre.ts";
import { ensureSigningAuthority } from "../../server/record/signatures-since.ts";
import type { SealKeyHolder } from "../../server/seal/seal-keys.ts";
import { openCentre } from "../../server/start.ts";
import { centreOptionsOf, openSealToken, sealKeyFileOf, type CentreChoice } from "../centre-options.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { shippedItemsFor } from "./items.ts";
import { getOfficeByName, makeOffice } from "./offices.ts";
import { makePassword } from "./people.ts";
import { useCentre } from "./use-centre.ts";

export interface SetupOptions extends CentreChoice {
  readonly region: string;
  readonly office: string;
  readonly account: string;
  readonly name: string;
  readonly withItems?: boolean;
}

export type EnrolmentCodeOptions = CentreChoice & { readonly office: string };

/**
 * A new centre's first office with its seal, its system administrator with a password made here and shown once, and the
 * calendar; with `withItems` the reference items as this office's own. Throws `centre-set-up-already` once there is anybody, `seal-text-too-long`.
 */
export async function setUp(options: SetupOptions, terminal: Terminal): Promise<ExitCode> {
  const sealToken = openSealToken(options);
  try {
    return await setUpWith(sealToken, options, terminal);
  } finally {
    sealToken?.close();
  }
}

async function setUpWith(sealToken: SealKeyHolder | undefined, options: SetupOptions, terminal: Terminal): Promise<ExitCode> {
  const stored = await openCentre({ ...centreOptionsOf(options), sealToken });
  try {
    const { centre } = stored;
    if ((await listPeople(centre.database)).length > 0) throw new Failure("centre-set-up-already");
    const office = await makeOffice(centre, options.office, options.region);
    await ensureSigningAuthority(centre, office.name);
    await setCalendarOnce(centre, options.region);
    const items = options.withItems ? await importItems(centre, shippedItemsFor(office), null) : [];
    const password = makePassword();
    const { account, name } = options;
    const roles = ["system-administrator", "item-administrator"] as const;
    // Nobody but who reads it here has seen it.
    const person = { account, name, officeId: office.officeId, roles, passwordHash: await hashPassword(password), mustChangePassword: false };
    await createPerson(centre, person, null);
    terminal.print(setupDone({ officeName: office.name, account, password, sealKeyFile: sealKeyFileOf(options), itemNames: items.map((item) => item.name) }));
    return 0;
  } finally {
    await stored.close();
  }
}

/** Throws `office-name-unknown`. */
export async function giveEnrolmentCode(options: EnrolmentCodeOptions, terminal: Terminal): Promise<ExitCode> {
  const given = await useCentre(options, async (centre) => {
    const office = await getOfficeByName(centre, options.office);
    return createEnrolmentCode(centre, office.officeId, null);
  });
  terminal.print(enrolmentCodeGiven(options.office, given.enrolmentCode));
  return 0;
}

async function setCalendarOnce(centre: Centre, regionCode: string): Promise<void> {
  try {
    await getCalendar(centre.database);
  } catch (error) {
    if (!isFailure(error, "calendar-missing")) throw error;
    await setCalendar(centre, { ...calendar2026, regionCode }, null);
  }
}
