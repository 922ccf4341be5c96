import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { commandKinds } from "../domain/case/case-command.ts";
import { eventKinds } from "../domain/case/case-event.ts";
import { deadlineKindSchema, receiptKindSchema, refusalGroundSchema } from "../domain/case/case-parts.ts";
import { caseStages } from "../domain/case/case-state.ts";
import { applicantSchema } from "../domain/case/application.ts";
import { itemDefinitionSchema } from "../domain/item/item-definition.ts";
import { roleSchema } from "../domain/people/role.ts";

const glossary = readFileSync(new URL("../docs/glossary.md", import.meta.url), "utf8");
const rows = glossary.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| 中文"));
const names = new Set([...rows.join("\n").matchAll(/`([^`]+)`/g)].map((match) => match[1]));

describe("the glossary", () => {
  it.each([
    ["command", commandKinds],
    ["event", eventKinds],
    ["stage", caseStages],
    ["role", roleSchema.options],
    ["deadline", deadlineKindSchema.options],
    ["receipt", receiptKindSchema.options],
    ["ground of refusal", refusalGroundSchema.options],
    ["kind of identity", applicantSchema.shape.identityKind.options],
    ["kind of item", itemDefinitionSchema.shape.kind.options],
  ])("names every %s of the code", (_what, kinds) => {
    expect(kinds.filter((kind) => !names.has(kind))).toEqual([]);
  });

  it("has three filled columns in every row, the first in Chinese", () => {
    for (const row of rows) {
      const columns = row.split("|").slice(1, -1).map((column) => column.trim());
      expect(columns, row).toHaveLength(3);
      expect(columns.every((column) => column !== ""), row).toBe(true);
      expect(columns[0], row).toMatch(/\p{Script=Han}/u);
    }
  });

  it("gives each Chinese term of an area one row", () => {
    for (const area of glossary.split("\n## ").slice(1)) {
      const terms = area.split("\n").filter((line) => rows.includes(line)).map((line) => line.split("|")[1]?.trim());
      expect(terms.filter((term, index) => terms.indexOf(term) !== index), area.split("\n")[0]).toEqual([]);
    }
  });
});
