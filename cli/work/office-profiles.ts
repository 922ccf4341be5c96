import { officeAdded, officeLines, officeProfileSet } from "../../contracts/wording/office-commands.ts";
import { Failure } from "../../domain/failure.ts";
import { officeProfileSchema, type OfficeProfile } from "../../domain/office/office-profile.ts";
import { listOffices, setOfficeProfile } from "../../server/accounts/offices.ts";
import { getCalendar } from "../../server/catalogue/catalogue.ts";
import type { CentreChoice } from "../centre-options.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { getOfficeByName, makeOffice } from "./offices.ts";
import { useCentre } from "./use-centre.ts";

export interface SetOfficeOptions extends CentreChoice {
  readonly office: string;
  readonly address?: string;
  readonly phone?: string;
  readonly reviewAuthority?: string;
  readonly court?: string;
  readonly feePayee?: string;
  readonly feeBank?: string;
  readonly feeNumber?: string;
  /** False with `--no-fee-account`; Commander's true otherwise says nothing. */
  readonly feeAccount: boolean;
}

export async function list(options: CentreChoice & { readonly json?: boolean }, terminal: Terminal): Promise<ExitCode> {
  const offices = await useCentre(options, ({ database }) => listOffices(database));
  if (options.json) terminal.print(JSON.stringify({ offices }));
  else for (const office of offices) for (const line of officeLines(office)) terminal.print(line);
  return 0;
}

/** An office with its seal, in the centre's region. Throws `calendar-missing` where `setup` was not run yet, and what `makeOffice` throws. */
export async function add({ office: name, ...choice }: CentreChoice & { readonly office: string }, terminal: Terminal): Promise<ExitCode> {
  await useCentre(choice, async (centre) => makeOffice(centre, name, (await getCalendar(centre.database)).regionCode));
  terminal.print(officeAdded(name));
  return 0;
}

/**
 * Changes what is given and keeps the rest; the first time, all of it is asked for. At the centre's own machine: no person stands
 * behind it in the audit. Throws `office-name-unknown`, `office-profile-incomplete` naming the options, `office-profile-invalid`.
 */
export async function set({ office: name, ...options }: SetOfficeOptions, terminal: Terminal): Promise<ExitCode> {
  await useCentre(options, async (centre) => {
    const { officeId, profile } = await getOfficeByName(centre, name);
    await setOfficeProfile(centre, officeId, wholeProfile(profile, options), null);
  });
  terminal.print(officeProfileSet(name));
  return 0;
}

const optionOf = { address: "--address", phone: "--phone", reviewAuthority: "--review-authority", court: "--court", payee: "--fee-payee", bank: "--fee-bank", number: "--fee-number" } as const;
type Place = keyof typeof optionOf;

/** What the options make of the profile there was. */
export function wholeProfile(earlier: OfficeProfile | null, options: Omit<SetOfficeOptions, "office">): OfficeProfile {
  const { address = earlier?.address, phone = earlier?.phone, reviewAuthority = earlier?.reviewAuthority, court = earlier?.court } = options;
  const { feePayee: payee, feeBank: bank, feeNumber: number } = options;
  const isAccountGiven = [payee, bank, number].some((part) => part !== undefined);
  const keepsNone = earlier !== null && earlier.feeAccount === null && !isAccountGiven;
  const feeAccount = !options.feeAccount || keepsNone ? null : { ...earlier?.feeAccount, ...withoutUndefined({ payee, bank, number }) };
  const asked: Partial<Record<Place, string | undefined>> = { address, phone, reviewAuthority, court, ...(feeAccount && { payee: undefined, bank: undefined, number: undefined, ...feeAccount }) };
  const missing = (Object.keys(asked) as Place[]).filter((place) => asked[place] === undefined);
  if (missing.length > 0) throw new Failure("office-profile-incomplete", { details: { options: missing.map((place) => optionOf[place]).join("、"), isAccountMissing: Number(missing.includes("number")) } });
  const profile = officeProfileSchema.safeParse({ address, phone, reviewAuthority, court, feeAccount });
  if (profile.success) return profile.data;
  const place = profile.error.issues[0]?.path.at(-1) as Place;
  throw new Failure("office-profile-invalid", { details: { option: optionOf[place], text: asked[place] ?? "" } });
}

function withoutUndefined(parts: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(parts).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
