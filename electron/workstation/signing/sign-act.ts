import type { GivenAct } from "../../../db/case-book.ts";
import type { Store } from "../../../db/store.ts";
import { bytesOfStatement, hasSignedKind, type SignedCommand } from "../../../domain/signature/statement.ts";
import type { StatementSignature } from "../../../domain/signature/statement-signature.ts";
import type { KeyRing } from "./key-ring.ts";

/** An act that its giver must sign. */
export type SignedAct = GivenAct & { body: Extract<GivenAct["body"], { kind: SignedCommand["kind"] }> };

export function isSignedAct(act: GivenAct): act is SignedAct {
  return hasSignedKind(act.body);
}

/**
 * The act with its giver's signature, over the act and the case's record as far as this workstation has it confirmed (R-FLOW-2, R-SEC-3). What
 * it carried as a signature before is thrown away. Rejects with `signing-key-missing`, `signing-key-expired` or the card's own failure.
 */
export async function signAct(act: SignedAct, { events, keys }: { events: Pick<Store["events"], "headOf">; keys: KeyRing }): Promise<GivenAct> {
  const { signer, certificate } = keys.get(act.actor.personId);
  const { caseId, commandId, givenAt, actor, body } = act;
  const { signature: _before, ...payload } = body.payload;
  const { version: recordVersion, hash: recordHash } = events.headOf(caseId);
  const bytes = bytesOfStatement({ caseId, commandId, kind: body.kind, payload, personId: actor.personId, givenAt, recordVersion, recordHash });
  const value = Buffer.from(await signer.sign(bytes)).toString("base64");
  const signature: StatementSignature = { algorithm: signer.algorithm, certificate, value, recordVersion, recordHash };
  return { ...act, body: { ...body, payload: { ...payload, signature } } as GivenAct["body"] };
}
