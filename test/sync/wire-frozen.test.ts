import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import * as wire from "../../contracts/sync.ts";
import { canonicalJson } from "../../domain/record/canonical-json.ts";

/**
 * `syncProtocolVersion` and the wire it stands for. When this fails, what crosses the wire has changed (the contract, a command, an
 * event, an item): raise `syncProtocolVersion`, and put the new line that the failure shows here. Conditions a JSON Schema cannot
 * say (`refine`) are not seen: raise it for those as well.
 */
const frozen = "5 70587984ed3fd341";

test("the wire changes only with its version", () => {
  const { syncProtocolVersion, ...contract } = wire;
  const described = Object.entries(contract).map(([name, part]) => [name, part instanceof z.ZodType ? z.toJSONSchema(part, { io: "input", unrepresentable: "any" }) : part]);
  const text = canonicalJson(Object.fromEntries(described));
  for (const said of ["receiveCase", "caseReceived", "sheetCount", "centreTime", "upload-offset"]) expect(text).toContain(`"${said}"`);
  const hash = createHash("sha256").update(text).digest("hex");
  expect(`${syncProtocolVersion} ${hash.slice(0, 16)}`).toBe(frozen);
});
