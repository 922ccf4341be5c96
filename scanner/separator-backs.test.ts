import { expect, it } from "vitest";
import { Failure } from "../domain/failure.ts";
import type { BatchOutcome } from "./pipeline/page-pool.ts";
import { dropSeparatorBacks } from "./separator-backs.ts";

/** `p` a printed side, `_` an empty one, `s` a separator, `x` one that could not be read, `!` the feeder jams. */
async function* sides(pattern: string): AsyncGenerator<BatchOutcome> {
  for (const [index, sign] of [...pattern].entries()) {
    if (sign === "!") throw new Failure("scanner-jam", { retryable: true });
    const place = { position: index + 1, name: sign };
    if (sign === "s") yield { ...place, separator: { kind: "damaged" } };
    else if (sign === "x") yield { ...place, failure: new Failure("page-damaged") };
    else yield { ...place, page: { isBlank: sign === "_" } as never };
  }
}

async function read(pattern: string): Promise<string> {
  let seen = "";
  try {
    for await (const { name } of dropSeparatorBacks(sides(pattern))) seen += name;
  } catch {
    seen += "!";
  }
  return seen;
}

it.each([
  ["a separator's empty back goes, other empty sides stay", "p_s_p_pp", "p_sp_pp"],
  ["a separator that lay upside down takes its empty front with it", "pp_spp", "ppspp"],
  ["what is written on the back of a separator stays", "sppp", "sppp"],
  ["one printed on both sides counts twice, which does no harm", "sspp", "sspp"],
  ["a side that could not be read stays", "sxpp", "sxpp"],
  ["an odd side at the end stays", "s_p", "sp"],
  ["a jam between two sides loses neither the front nor the jam", "p_p!", "p_p!"],
  ["nothing is nothing", "", ""],
])("%s", async (_title, pattern, left) => expect(await read(pattern)).toBe(left));
