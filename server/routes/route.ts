import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { wireFailureSchema } from "../../contracts/sync.ts";

export type App = FastifyInstance<RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, ZodTypeProvider>;

/** What any route may answer besides its own. */
export const failureResponse = { "4xx": wireFailureSchema.describe("失败"), "5xx": wireFailureSchema.describe("失败") } as const;

export const doneSchema = z.object({ isDone: z.literal(true) });
export const done = { isDone: true } as const;
