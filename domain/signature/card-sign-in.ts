import { canonicalJson } from "../record/canonical-json.ts";

/**
 * What a staff card signs to sign its holder in (R-SEC-1). `challenge` is used once; the workstation's code keeps an answer given at one PC
 * from being used at another; the public key (SubjectPublicKeyInfo, DER in base64) names the card.
 */
export function bytesOfCardSignIn(facts: { challenge: string; workstationCode: string; publicKey: string }): Uint8Array {
  const { challenge, workstationCode, publicKey } = facts;
  return new TextEncoder().encode(canonicalJson({ purpose: "yichuang-card-sign-in", challenge, workstationCode, publicKey }));
}
