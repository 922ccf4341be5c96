import { cardChallengeSchema, cardSignInRequestSchema } from "../../contracts/card-sign-in.ts";
import { signInSchema } from "../../contracts/sync.ts";
import { makeCardChallenge, signInByCard } from "../accounts/card-sign-in.ts";
import type { Centre } from "../centre.ts";
import { authenticateWorkstation, checkProtocol } from "./authentication.ts";
import { failureResponse, type App } from "./route.ts";

const tags = ["accounts"];

/** Sign-in by staff card (R-SEC-1). */
export function addCardSessionRoutes(app: App, centre: Centre): void {
  app.post(
    "/api/card-challenges",
    { schema: { summary: "Something new for a staff card to sign", tags, response: { 200: cardChallengeSchema, ...failureResponse } } },
    async (request) => {
      checkProtocol(request);
      return makeCardChallenge(centre, await authenticateWorkstation(centre, request));
    },
  );

  app.post(
    "/api/card-sessions",
    { schema: { summary: "Sign in by staff card", tags, body: cardSignInRequestSchema, response: { 200: signInSchema, ...failureResponse } } },
    async (request) => {
      checkProtocol(request);
      return signInByCard(centre, await authenticateWorkstation(centre, request), request.body);
    },
  );
}
