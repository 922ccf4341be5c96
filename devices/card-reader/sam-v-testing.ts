import type { SamTimings } from "./sam-link.ts";
import type { IdentityCardKind } from "./identity-card.ts";

/** For tests in which the device is silent on purpose. */
export const hastyTimings: SamTimings = { firstByteLimitMs: 400, silenceLimitMs: 200, replyLimitMs: 1500, settleMs: 20 };

/** The file in `test/vectors` that holds a card of this kind. */
export const vectorOf = {
  resident: "resident",
  "hong-kong-macau-taiwan": "gat",
  "foreigner-2017": "foreign2017",
  "foreigner-2023": "foreign2023",
} as const satisfies Record<IdentityCardKind, string>;
