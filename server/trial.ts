import { calendar2026 } from "../domain/calendar/calendar-2026.ts";
import { isFailure } from "../domain/failure.ts";
import type { OfficeId } from "../domain/ids.ts";
import { createOffice, getOffice, setOfficeProfile } from "./accounts/offices.ts";
import { createPerson } from "./accounts/people.ts";
import { hashPassword } from "./accounts/secrets.ts";
import { createEnrolmentCode } from "./accounts/workstations.ts";
import { addRegisters } from "./certificates/registers.ts";
import { seedCatalogue } from "./catalogue/seed-catalogue.ts";
import type { Centre } from "./centre.ts";
import { makeSeal, usualSealWords } from "./seal/seals.ts";
import { seedOffices } from "./seed/offices.ts";
import { seedPassword, seedPeople } from "./seed/people.ts";
import { ensureSigningAuthority } from "./record/signatures-since.ts";
import { seedRegisters } from "./seed/registers.ts";
import { seedItems } from "./seed/items/catalogue.ts";

/**
 * Offices with their seals and registers, people, items and calendar of the sample region, for a trial on one machine, the demo and tests. May be repeated:
 * what is there already stays as it is. `enrolmentCodeFor` makes a code to enrol one PC in an office.
 */
export async function seedTrial(centre: Centre): Promise<{ password: string; enrolmentCodeFor(officeId: OfficeId): Promise<string> }> {
  for (const { id, name, regionCode, profile } of seedOffices) {
    await unlessThere("office-name-taken", createOffice(centre, { officeId: id, name, regionCode, profile }, null));
    // An office of a trial from before there were profiles.
    if ((await getOffice(centre.database, id)).profile === null) await setOfficeProfile(centre, id, profile, null);
  }
  // One hash for all: it is one password, and hashing is meant to be slow.
  const passwordHash = await hashPassword(seedPassword.initial);
  for (const { id, account, name, officeId, roles } of seedPeople) {
    const person = { personId: id, account, name, officeId, roles, passwordHash, mustChangePassword: seedPassword.mustChange };
    await unlessThere("account-taken", createPerson(centre, person, null));
  }
  for (const { id, regionCode, code } of seedOffices) {
    await unlessThere("seal-in-use", makeSeal(centre, id, { ...usualSealWords, code: `${regionCode}00000${code}` }, null));
  }
  await ensureSigningAuthority(centre, seedOffices[0]!.name);
  await addRegisters(centre, seedRegisters);
  await seedCatalogue(centre, seedItems, calendar2026);
  return {
    password: seedPassword.initial,
    enrolmentCodeFor: async (officeId) => (await createEnrolmentCode(centre, officeId, null)).enrolmentCode,
  };
}

async function unlessThere(code: string, made: Promise<unknown>): Promise<void> {
  await made.catch((error: unknown) => {
    if (!isFailure(error, code)) throw error;
  });
}
