import type { Actor } from "./role.ts";

/** In what capacity somebody signs. */
export type Signer = Pick<Actor, "personId" | "roles" | "officeId">;
