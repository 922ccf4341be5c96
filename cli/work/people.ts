import { randomBytes } from "node:crypto";
import { noPeople, personAdded, personDeactivated, personLine, personRolesSet, passwordGiven } from "../../contracts/wording/person-commands.ts";
import { Failure } from "../../domain/failure.ts";
import type { Role } from "../../domain/people/role.ts";
import { createPerson, deactivate as deactivatePerson, listPeople, resetPassword, setRoles as setPersonRoles } from "../../server/accounts/people.ts";
import { hashPassword } from "../../server/accounts/secrets.ts";
import type { Centre } from "../../server/centre.ts";
import type { CentreChoice } from "../centre-options.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { getOfficeByName } from "./offices.ts";
import { useCentre } from "./use-centre.ts";

export interface AddPersonOptions extends CentreChoice {
  readonly account: string;
  readonly name: string;
  readonly office: string;
  readonly role: readonly Role[];
}

/** Made here and shown once, so that it stands in no command line. */
export function makePassword(): string {
  return randomBytes(12).toString("base64url");
}

export async function list(options: CentreChoice & { readonly json?: boolean }, terminal: Terminal): Promise<ExitCode> {
  const people = await useCentre(options, ({ database }) => listPeople(database));
  if (options.json) terminal.print(JSON.stringify({ people }));
  else if (people.length === 0) terminal.note(noPeople);
  else for (const person of people) terminal.print(personLine(person));
  return 0;
}

/** With a password good for one sign-in. Throws `office-name-unknown`, `account-taken`. */
export async function add({ account, name, office: officeName, role, ...choice }: AddPersonOptions, terminal: Terminal): Promise<ExitCode> {
  const password = makePassword();
  const person = await useCentre(choice, async (centre) => {
    const { officeId } = await getOfficeByName(centre, officeName);
    const roles = [...new Set(role)];
    return createPerson(centre, { account, name, officeId, roles, passwordHash: await hashPassword(password), mustChangePassword: true }, null);
  });
  terminal.print(personAdded(person, password));
  return 0;
}

/** Throws `account-unknown`, as do the two below. */
export async function setRoles(account: string, { role, ...choice }: CentreChoice & { readonly role: readonly Role[] }, terminal: Terminal): Promise<ExitCode> {
  const roles = [...new Set(role)];
  await useCentre(choice, async (centre) => setPersonRoles(centre, await getPersonId(centre, account), roles, null));
  terminal.print(personRolesSet(account, roles));
  return 0;
}

export async function givePassword(account: string, choice: CentreChoice, terminal: Terminal): Promise<ExitCode> {
  const password = makePassword();
  await useCentre(choice, async (centre) => resetPassword(centre, await getPersonId(centre, account), password, null));
  terminal.print(passwordGiven(account, password));
  return 0;
}

export async function deactivate(account: string, choice: CentreChoice, terminal: Terminal): Promise<ExitCode> {
  await useCentre(choice, async (centre) => deactivatePerson(centre, await getPersonId(centre, account), null));
  terminal.print(personDeactivated(account));
  return 0;
}

async function getPersonId({ database }: Centre, account: string) {
  const person = (await listPeople(database)).find((candidate) => candidate.account === account);
  if (person === undefined) throw new Failure("account-unknown", { details: { account } });
  return person.personId;
}
