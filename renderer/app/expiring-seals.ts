import { findExpiryNotice, type ExpiryNotice } from "../../domain/certificate/expiry-notice.ts";
import type { SealInUse } from "../../domain/certificate/seal-trust.ts";
import type { OfficeId } from "../../domain/ids.ts";
import type { Role } from "../../domain/people/role.ts";
import type { Instant } from "../../domain/time/instant.ts";

/** Who has seals made anew, or watches over every office; a certificate officer sees to the seal of their own. */
const keepers: readonly Role[] = ["system-administrator", "supervisor"];

/** The seals that have run out or soon will and are this person's affair, the nearest end first. */
export function findExpiringSeals(seals: readonly SealInUse[], { roles, officeId }: { roles: readonly Role[]; officeId: OfficeId }, now: Instant): (SealInUse & ExpiryNotice)[] {
  const isConcerned = (seal: SealInUse): boolean => roles.some((role) => keepers.includes(role)) || (roles.includes("certificate-officer") && seal.officeId === officeId);
  return seals
    .filter(isConcerned)
    .flatMap((seal) => {
      const notice = findExpiryNotice(seal.validUntil, now);
      return notice === undefined ? [] : [{ ...seal, ...notice }];
    })
    .toSorted((a, b) => a.validUntil.localeCompare(b.validUntil));
}
