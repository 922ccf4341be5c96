import { Failure } from "../../../domain/failure.ts";
import type { Instant } from "../../../domain/time/instant.ts";
import type { Store } from "../../../db/store.ts";
import type { CentreLink } from "./centre-link.ts";

export interface EnrolmentPorts {
  now(): Instant;
  readonly store: Pick<Store, "enrolments" | "readWaiting">;
  readonly link: CentreLink;
}

export interface EnrolmentRequest {
  readonly centreUrl: string;
  readonly enrolmentCode: string;
  readonly deviceName: string;
}

/**
 * Joins a centre (R-SEC-5) and fetches the catalogue, so that cases can be received as soon as somebody signs in. Throws the
 * centre's refusal, or `enrolment-waits` when acts meant for another centre have not been sent there yet.
 */
export async function enrol({ now, store, link }: EnrolmentPorts, { centreUrl, ...request }: EnrolmentRequest): Promise<void> {
  const current = store.enrolments.findCurrent();
  if (current && current.centreUrl !== centreUrl && store.readWaiting().waitingCaseCount > 0) throw new Failure("enrolment-waits");
  const enrolment = await link.enrol(centreUrl, request);
  store.enrolments.enrol({ ...enrolment, centreUrl }, now());
  await link.syncNow();
}

/**
 * What the program was started with (单机试用): joins on first use, and follows a centre that moved to another address. The same
 * centre is meant: another one would not know this PC.
 */
export async function applyStartEnrolment(ports: EnrolmentPorts, centreUrl: string | undefined, enrolmentCode: string | undefined): Promise<void> {
  const current = ports.store.enrolments.findCurrent();
  if (centreUrl === undefined || current?.centreUrl === centreUrl) return;
  if (current) ports.store.enrolments.enrol({ ...current, centreUrl }, ports.now());
  else if (enrolmentCode !== undefined) await enrol(ports, { centreUrl, enrolmentCode, deviceName: "单机试用" });
}
