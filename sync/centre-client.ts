import { createHash } from "node:crypto";
import { cardChallengeSchema, type CardChallenge, type CardSignInRequest } from "../contracts/card-sign-in.ts";
import { certifiedKeySchema, type CertifiedKey, type SigningKeyRequest } from "../contracts/signing-keys.ts";
import { enrolmentSchema, signInSchema, type Enrolment, type SignIn, type SignInRequest } from "../contracts/sync.ts";
import { Failure } from "../domain/failure.ts";
import type { Sha256 } from "../domain/ids.ts";
import { certificateClient, type CertificateClient } from "./certificate-client.ts";
import { delegationClient, type DelegationClient } from "./delegation-client.ts";
import { ask, readBytes, readJson } from "./http.ts";
import { messageClient, type MessageClient } from "./message-client.ts";
import type { CentreAccess } from "./sync-transport.ts";

/** What people ask of the centre directly, while it can be reached. Failures as in `ask`. */
export interface CentreClient extends CertificateClient, DelegationClient, MessageClient {
  /** R-SEC-5. @throws Failure also `enrolment-code-invalid` */
  enrol(centreUrl: string, request: { enrolmentCode: string; deviceName: string }): Promise<Enrolment>;
  /** @throws Failure also `sign-in-wrong`, `account-waits`, `password-change-needed`, `password-unchanged`, `workstation-shut-out` */
  signIn(access: CentreAccess, request: SignInRequest): Promise<SignIn>;
  makeCardChallenge(access: CentreAccess): Promise<CardChallenge>;
  /** R-SEC-1. @throws Failure also the `card-…` of the contract, `signing-key-revoked` */
  signInByCard(access: CentreAccess, request: CardSignInRequest): Promise<SignIn>;
  signOut(access: CentreAccess, personToken: string): Promise<void>;
  /** R-SEC-3. @throws Failure also the `signing-key-…` of the contract */
  certifySigningKey(access: CentreAccess, personToken: string, request: SigningKeyRequest): Promise<CertifiedKey>;
  /** A page's bytes, checked. @throws Failure also `file-unknown`, `page-content-wrong` */
  fetchPage(access: CentreAccess, sha256: Sha256): Promise<Uint8Array>;
}

export function createCentreClient(): CentreClient {
  return {
    ...certificateClient,
    ...delegationClient,
    ...messageClient,
    enrol: async (centreUrl, request) => readJson(await ask({ centreUrl }, { method: "POST", path: "/api/enrolments", json: request }), enrolmentSchema),
    signIn: async (access, request) => readJson(await ask(access, { method: "POST", path: "/api/sessions", json: request }), signInSchema),
    makeCardChallenge: async (access) => readJson(await ask(access, { method: "POST", path: "/api/card-challenges" }), cardChallengeSchema),
    signInByCard: async (access, request) => readJson(await ask(access, { method: "POST", path: "/api/card-sessions", json: request }), signInSchema),
    signOut: async (access, personToken) => {
      await readBytes(await ask(access, { method: "DELETE", path: "/api/sessions/current", personToken }));
    },
    certifySigningKey: async (access, personToken, request) =>
      readJson(await ask(access, { method: "POST", path: "/api/signing-keys", json: request, personToken }), certifiedKeySchema),
    fetchPage: async (access, sha256) => {
      const bytes = await readBytes(await ask(access, { method: "GET", path: `/api/files/${sha256}` }));
      if (createHash("sha256").update(bytes).digest("hex") !== sha256) throw new Failure("page-content-wrong", { retryable: true, details: { sha256 } });
      return bytes;
    },
  };
}
