import { getSealPicture } from "../../documents/seal/seal-picture.ts";
import { Failure } from "../../domain/failure.ts";
import { createOffice, listOffices, type Office } from "../../server/accounts/offices.ts";
import type { Centre } from "../../server/centre.ts";
import { makeSeal, usualSealWords } from "../../server/seal/seals.ts";

/** Throws `office-name-unknown`. */
export async function getOfficeByName({ database }: Pick<Centre, "database">, name: string): Promise<Office> {
  const office = (await listOffices(database)).find((candidate) => candidate.name === name);
  if (office === undefined) throw new Failure("office-name-unknown", { details: { name } });
  return office;
}

/** An office with its approval seal. Throws `office-name-taken`, `seal-text-too-long`. */
export async function makeOffice(centre: Centre, name: string, regionCode: string): Promise<Office> {
  // A name that cannot be cut into a seal is found out before there is an office of it.
  getSealPicture({ officeName: name, ...usualSealWords }, centre.fonts);
  const office = await createOffice(centre, { name, regionCode }, null);
  await makeSeal(centre, office.officeId, usualSealWords, null);
  return office;
}
