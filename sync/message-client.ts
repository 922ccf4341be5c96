import { callListSchema, type Call } from "../contracts/messages.ts";
import { ask, readBytes, readJson } from "./http.ts";
import type { CentreAccess } from "./sync-transport.ts";

/** Whom this window is to telephone, for no message reached them (R-FLOW-10): kept by the centre alone. Failures as in `ask`, and the centre's own. */
export interface MessageClient {
  listCalls(access: CentreAccess, personToken: string): Promise<Call[]>;
  recordTold(access: CentreAccess, personToken: string, messageIds: readonly string[]): Promise<void>;
}

export const messageClient: MessageClient = {
  listCalls: async (access, personToken) => (await readJson(await ask(access, { method: "GET", path: "/api/messages/calls", personToken }), callListSchema)).calls,
  recordTold: async (access, personToken, messageIds) => {
    await readBytes(await ask(access, { method: "POST", path: "/api/messages/told", json: { messageIds }, personToken }));
  },
};
