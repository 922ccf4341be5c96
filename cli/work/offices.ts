import { Failure } from "../../domain/failure.ts";
import { listOffices, type Office } from "../../server/accounts/offices.ts";
import type { Centre } from "../../server/centre.ts";

/** Throws `office-name-unknown`. */
export async function getOfficeByName({ database }: Pick<Centre, "database">, name: string): Promise<Office> {
  const office = (await listOffices(database)).find((candidate) => candidate.name === name);
  if (office === undefined) throw new Failure("office-name-unknown", { details: { name } });
  return office;
}
