import { z } from "zod";
import { commandKinds, type CommandKind } from "../../domain/case/case-command.ts";
import { caseIdSchema } from "../../domain/ids.ts";

/** Where words were typed: the form of an act on a case, and which of its kind where there are several (a step and a verdict, a material); "" else. */
const placeShape = {
  caseId: caseIdSchema,
  form: z.enum(commandKinds as readonly [CommandKind, ...CommandKind[]]),
  detail: z.string().max(120),
};
export const wordsPlaceSchema = z.object(placeShape);
export type WordsPlace = z.infer<typeof wordsPlaceSchema>;

export const unsentWordsSchema = z.object({
  ...placeShape,
  /** The form's fields as typed so far; checked only when the act is given. */
  words: z.record(z.string(), z.unknown()),
  savedAt: z.string(),
});
export type UnsentWords = z.infer<typeof unsentWordsSchema>;

/** What somebody typed into the form of an act and has not given yet: theirs alone, kept from the first key on (R-OFF-2). Given, it is dropped with the act. */
export const unsentWordsChannels = {
  /** Those of who is signed in. */
  "unsentWords.list": { input: z.object({}), output: z.array(unsentWordsSchema) },
  "unsentWords.keep": { input: unsentWordsSchema, output: z.object({}) },
  "unsentWords.drop": { input: wordsPlaceSchema, output: z.object({}) },
} as const;
