import { epochMsOf, type Instant } from "../domain/time/instant.ts";

/**
 * This clock minus the centre's, in milliseconds: the centre's time is taken to lie half-way between asking and answering.
 */
export function clockSkewMs(exchange: { askedAt: Instant; answeredAt: Instant; centreTime: Instant }): number {
  const middleMs = (epochMsOf(exchange.askedAt) + epochMsOf(exchange.answeredAt)) / 2;
  return Math.round(middleMs - epochMsOf(exchange.centreTime));
}
