import { z } from "zod";
import { jsonProblem, placeInJson } from "../../contracts/wording/json-problems.ts";
import { Failure } from "../../domain/failure.ts";
import { hasOwnMeetingCode, itemDefinitionSchema, type ItemDefinition } from "../../domain/item/item-definition.ts";
import { readInput } from "./files.ts";

/** An item as a file has it, and how to say where that is. */
export interface FiledItem {
  readonly item: ItemDefinition;
  /** Throws `item-file-invalid` for a part of this item. */
  refuse(path: readonly PropertyKey[], problem: string): never;
}

const itemSchema = itemDefinitionSchema.refine(hasOwnMeetingCode, { path: ["meeting", "code"], error: "the meeting has a step's code" });
const itemFileSchema = z.union([z.array(z.unknown()), z.unknown().transform((one) => [one])]);

/** A file holds one item or a list of them. Throws `file-unreadable`, `item-file-not-json`, `item-file-invalid` naming the first wrong place. */
export async function readItemFile(file: string): Promise<FiledItem[]> {
  const given = parseJson((await readInput(file)).toString("utf8"), file);
  const isList = Array.isArray(given);
  return itemFileSchema.parse(given).map((one, index) => {
    const refuse = (path: readonly PropertyKey[], problem: string, moreCount = 0): never => {
      throw new Failure("item-file-invalid", { details: { file, place: placeInJson(isList ? [index, ...path] : path), problem, moreCount } });
    };
    const parsed = itemSchema.safeParse(one);
    const [issue, ...more] = parsed.error?.issues ?? [];
    if (issue !== undefined) refuse(issue.path, jsonProblem(issue), more.length);
    const item = parsed.data!;
    // A name that is mistyped would be lost without a word.
    const unknown = findUnknown(one, item, []);
    if (unknown !== undefined) refuse(unknown, jsonProblem({ code: "unrecognized_keys" }));
    return { item, refuse };
  });
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw new Failure("item-file-not-json", { cause, details: { file, reason: (cause as Error).message } });
  }
}

/** Where the first name stands that was given and not taken. */
function findUnknown(given: unknown, taken: unknown, path: readonly PropertyKey[]): readonly PropertyKey[] | undefined {
  if (given === null || typeof given !== "object") return undefined;
  for (const [key, value] of Object.entries(given)) {
    const place = [...path, Array.isArray(given) ? Number(key) : key];
    if (!Object.hasOwn(taken as object, key)) return place;
    const deeper = findUnknown(value, (taken as Record<string, unknown>)[key], place);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}
