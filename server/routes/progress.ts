import { eq } from "drizzle-orm";
import { z } from "zod";
import { progressPage, progressWording } from "../../contracts/wording/progress.ts";
import { parseCaseNumber } from "../../domain/case/case-number.ts";
import { addMs, type Instant } from "../../domain/time/instant.ts";
import { getCalendar } from "../catalogue/catalogue.ts";
import type { Centre } from "../centre.ts";
import { cases } from "../database/schema.ts";
import type { App } from "./route.ts";

const paramsSchema = z.object({ number: z.string().max(60) });
const querySchema = z.object({ mobile: z.string().max(20).optional() });

/** Four digits are soon guessed: after this many wrong ones a case's page is closed for a while. */
const attemptLimit = 5;
const closedMs = 15 * 60_000;
const rememberedLimit = 10_000;

/**
 * Where the QR code of a receipt leads: how far a case is, for whoever has its number and the last four digits of the contact's
 * telephone. Says the stage and days, nothing about the person. For terminals in the hall; the public network gets its own copy.
 */
export function addProgressRoute(app: App, centre: Centre): void {
  const wrong = new Map<string, { count: number; closedUntil: Instant }>();

  app.get("/query/:number", { schema: { hide: true, params: paramsSchema, querystring: querySchema } }, async (request, reply) => {
    void reply.type("text/html; charset=utf-8").headers({
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    });
    const number = parseCaseNumber(request.params.number);
    if (number === undefined) return reply.code(404).send(progressPage({ problem: progressWording.wrongNumber }));
    const { mobile } = request.query;
    if (mobile === undefined) return progressPage({ number });
    const now = centre.now();
    const before = wrong.get(number);
    if (before !== undefined && before.count >= attemptLimit && before.closedUntil > now) {
      return reply.code(429).send(progressPage({ number, problem: progressWording.closed }));
    }
    const [found] = await centre.database.select({ summary: cases.summary }).from(cases).where(eq(cases.number, number)).limit(1);
    if (found === undefined || !/^\d{4}$/.test(mobile) || found.summary.contactMobile.slice(-4) !== mobile) {
      if (wrong.size >= rememberedLimit) wrong.clear();
      const count = before !== undefined && before.closedUntil > now ? before.count + 1 : 1;
      wrong.set(number, { count, closedUntil: addMs(now, closedMs) });
      return reply.code(404).send(progressPage({ number, problem: progressWording.notFound }));
    }
    wrong.delete(number);
    return progressPage({ number, progress: found.summary, calendar: await getCalendar(centre.database) });
  });
}
