import { v7 as uuidv7 } from "uuid";
import { calendar2026 } from "../../domain/calendar/calendar-2026.ts";
import type { WorkstationCode } from "../../domain/ids.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { seedItems } from "../../server/seed/items/catalogue.ts";
import { serviceCenter } from "../../server/seed/offices.ts";
import { serviceCenterStaff } from "../../server/seed/people.ts";
import { noTrust } from "../sync/fixtures.ts";
import { openHeadless, type Headless, type HeadlessOptions } from "./headless.ts";

/** A Monday morning in the office. */
export const mondayMorning = "2026-11-16T02:00:00.000Z" as Instant;
export const offlinePassword = "offline-password";
/** Nobody listens on the discard port: every attempt is refused at once. */
const deadCentre = "http://127.0.0.1:9";

/** A window that joined a centre once and cannot reach it now, with a clerk signed in. A folder given is opened as it is. */
export async function openOfflineWindow(options: HeadlessOptions = {}): Promise<Headless> {
  const window = await openHeadless({ now: () => mondayMorning, ...options });
  const { store, outcome } = window.useCases.opened;
  const clerk = serviceCenterStaff[0]!;
  if (outcome === "created") {
    store.enrolments.enrol(
      { workstationCode: "0001" as WorkstationCode, regionCode: serviceCenter.regionCode, officeId: serviceCenter.id, officeName: serviceCenter.name, deviceToken: uuidv7(), centreUrl: deadCentre },
      mondayMorning,
    );
    store.catalogue.save({ items: [...seedItems], calendar: calendar2026, delegations: [], ...noTrust }, undefined);
    const { id, account, name, roles } = clerk;
    await store.people.remember({ personId: id, account, name, officeId: serviceCenter.id, officeName: serviceCenter.name, roles: [...roles] }, offlinePassword, mondayMorning);
  }
  await window.call("session.signIn", { account: clerk.account, password: offlinePassword });
  return window;
}
