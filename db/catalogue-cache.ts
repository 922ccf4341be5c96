import { asc } from "drizzle-orm";
import type { WorkingCalendar } from "../domain/calendar/working-calendar.ts";
import type { SealTrust } from "../domain/certificate/seal-trust.ts";
import { Failure } from "../domain/failure.ts";
import type { ItemDefinition } from "../domain/item/item-definition.ts";
import type { Delegation } from "../domain/people/delegation.ts";
import type { SigningTrust } from "../domain/signature/signing-trust.ts";
import type { RecordsDatabase } from "./records-database.ts";
import { itemTable } from "./schema.ts";
import type { Settings } from "./settings.ts";

const calendarKey = "calendar";
const delegationsKey = "delegations";
const etagKey = "catalogue-etag";
const trustKey = "signing-trust";
const sealTrustKey = "seal-trust";

/** The item catalogue, calendar and delegations as the centre last gave them. Versions are never removed: cases refer to them (R-ITEM-2). */
export interface CatalogueCache {
  findItem(code: string, version: number): ItemDefinition | undefined;
  /** The newest version of each item, by code. */
  currentItems(): ItemDefinition[];
  allItems(): ItemDefinition[];
  /** @throws Failure `catalogue-missing` before the first sync */
  getCalendar(): WorkingCalendar;
  findCalendar(): WorkingCalendar | undefined;
  /** As far as this workstation has heard (R-FLOW-3). */
  findDelegations(): readonly Delegation[];
  findEtag(): string | undefined;
  /** By what signatures are checked; undefined before the first sync. Authorities once given stay: acts were signed under them. */
  findSigningTrust(): SigningTrust | undefined;
  addSigningTrust(trust: SigningTrust): void;
  /** By what sealed papers are verified without the centre; undefined before the first sync. */
  findSealTrust(): SealTrust | undefined;
  save(catalogue: CachedCatalogue, etag: string | undefined): void;
}

export interface CachedCatalogue {
  items: readonly ItemDefinition[];
  calendar: WorkingCalendar;
  delegations: readonly Delegation[];
  signingTrust: SigningTrust;
  sealTrust: SealTrust;
}

export function createCatalogueCache(records: RecordsDatabase, settings: Settings): CatalogueCache {
  const { db } = records;
  // Parsed once: every act and every list row asks for its item, and the workplace at every change for the seals.
  let cached: { items: ItemDefinition[]; byVersion: Map<string, ItemDefinition>; calendar: WorkingCalendar | undefined; delegations: readonly Delegation[]; sealTrust: SealTrust | undefined } | undefined;
  const known = () => {
    if (cached) return cached;
    const items = db.select().from(itemTable).orderBy(asc(itemTable.code), asc(itemTable.version)).all().map((row) => row.definition);
    const byVersion = new Map(items.map((item) => [keyOf(item.code, item.version), item]));
    const calendar = settings.find(calendarKey) as WorkingCalendar | undefined;
    const sealTrust = settings.find(sealTrustKey) as SealTrust | undefined;
    return (cached = { items, byVersion, calendar, delegations: (settings.find(delegationsKey) as Delegation[] | undefined) ?? [], sealTrust });
  };
  const findSigningTrust = () => settings.find(trustKey) as SigningTrust | undefined;
  const addSigningTrust = ({ authorities, requiredSince }: SigningTrust): void => {
    const before = findSigningTrust();
    const all = [...new Set([...(before?.authorities ?? []), ...authorities])];
    const since = before !== undefined && before.requiredSince < requiredSince ? before.requiredSince : requiredSince;
    settings.set(trustKey, { authorities: all, requiredSince: since } satisfies SigningTrust);
  };
  return {
    findSigningTrust,
    addSigningTrust,
    findItem: (code, version) => known().byVersion.get(keyOf(code, version)),
    currentItems: () => [...new Map(known().items.map((item) => [item.code, item])).values()],
    allItems: () => known().items,
    findCalendar: () => known().calendar,
    findDelegations: () => known().delegations,
    getCalendar: () => {
      const { calendar } = known();
      if (calendar === undefined) throw new Failure("catalogue-missing");
      return calendar;
    },
    findEtag: () => settings.find(etagKey) as string | undefined,
    findSealTrust: () => known().sealTrust,
    save: ({ items, calendar, delegations, signingTrust, sealTrust }, etag) => {
      records.transact(() => {
        for (const definition of items) {
          const { code, version } = definition;
          db.insert(itemTable)
            .values({ code, version, definition })
            .onConflictDoUpdate({ target: [itemTable.code, itemTable.version], set: { definition } })
            .run();
        }
        settings.set(calendarKey, calendar);
        settings.set(delegationsKey, delegations);
        addSigningTrust(signingTrust);
        settings.set(sealTrustKey, sealTrust);
        if (etag === undefined) settings.remove(etagKey);
        else settings.set(etagKey, etag);
      });
      cached = undefined;
    },
  };
}

function keyOf(code: string, version: number): string {
  return `${code}@${version}`;
}
