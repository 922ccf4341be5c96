import type { FastifyRequest } from "fastify";
import { deviceTokenHeader, protocolVersionHeader, syncProtocolVersion, type Person } from "../../contracts/sync.ts";
import { Failure } from "../../domain/failure.ts";
import type { Role } from "../../domain/people/role.ts";
import { getPersonOfToken } from "../accounts/sign-in.ts";
import { getWorkstation, type Workstation } from "../accounts/workstations.ts";
import type { Centre } from "../centre.ts";

/** Throws `protocol-mismatch` unless the caller speaks exactly this version of the contract. */
export function checkProtocol(request: FastifyRequest): void {
  const version = request.headers[protocolVersionHeader];
  if (version !== String(syncProtocolVersion)) {
    throw new Failure("protocol-mismatch", { details: { centreVersion: syncProtocolVersion, workstationVersion: String(version ?? "") } });
  }
}

/**
 * Which workstation asks. Enough for sync: a workstation whose people signed in offline has no valid personal token, and who
 * gave a command stands in the command.
 */
export async function authenticateWorkstation(centre: Centre, request: FastifyRequest): Promise<Workstation> {
  const token = request.headers[deviceTokenHeader];
  if (typeof token !== "string" || token === "") throw new Failure("device-unknown");
  return getWorkstation(centre, token);
}

/** Who asks, and where. Throws `sign-in-needed`; with `roles`, `not-entitled` for a person who has none of them. */
export async function authenticatePerson(
  centre: Centre,
  request: FastifyRequest,
  roles?: readonly Role[],
): Promise<{ workstation: Workstation; person: Person; personToken: string }> {
  const workstation = await authenticateWorkstation(centre, request);
  const personToken = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  if (personToken === undefined) throw new Failure("sign-in-needed");
  const person = await getPersonOfToken(centre, workstation, personToken);
  if (roles !== undefined && !roles.some((role) => person.roles.includes(role))) {
    throw new Failure("not-entitled", { details: { neededRoles: roles.join(",") } });
  }
  return { workstation, person, personToken };
}
