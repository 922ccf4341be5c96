import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { isFailure } from "../../domain/failure.ts";
import { instantSchema, type Instant } from "../../domain/time/instant.ts";
import { checkText, scopeOf } from "./check-text.ts";
import { fenSchema } from "./formats.ts";
import { fillText } from "./template-text.ts";

const shape = z.object({
  holder: z.string(),
  isFirm: z.boolean(),
  agent: z.object({ name: z.string(), phone: z.string().nullable() }).nullable(),
  paidAt: instantSchema.nullable(),
  totalFen: fenSchema,
  lines: z.array(z.object({ name: z.string(), number: z.string().nullable(), amountFen: fenSchema })),
  number: z.string().nullable(),
});
const check = (text: string) => checkText(text, scopeOf(shape));

describe("a text checked before there is a case", () => {
  it.each([
    "{{holder}}{{totalFen|yuan}}{{totalFen|yuan-in-words}}",
    "{{#agent}}{{agent.name}}{{#agent.phone}}（{{agent.phone}}）{{/agent.phone}}{{/agent}}{{^agent}}本人{{/agent}}",
    "{{#paidAt}}{{paidAt|date}}{{/paidAt}}{{#isFirm}}你单位{{/isFirm}}{{^isFirm}}你{{/isFirm}}",
    "{{#lines}}{{index}}{{name}}{{#number}}{{number}}{{/number}}{{amountFen|yuan}}{{holder}}{{/lines}}{{^lines}}无{{/lines}}",
  ])("%s may be said", (text) => expect(() => check(text)).not.toThrow());

  it.each([
    ["{{holdr}}", "template-variable-unknown", "holdr"],
    ["{{toString}}", "template-variable-unknown", "toString"],
    ["{{lines}}", "template-variable-unknown", "lines"],
    ["{{isFirm}}", "template-variable-unknown", "isFirm"],
    ["{{holder.length}}", "template-variable-unknown", "holder.length"],
    ["{{#lines}}{{age}}{{/lines}}", "template-variable-unknown", "age"],
    ["{{name}}", "template-variable-unknown", "name"],
    ["{{#paid}}x{{/paid}}", "template-variable-unknown", "paid"],
    ["{{^paid}}x{{/paid}}", "template-variable-unknown", "paid"],
    ["{{agent.name}}", "template-variable-may-be-missing", "agent.name"],
    ["{{^agent}}{{agent.name}}{{/agent}}", "template-variable-may-be-missing", "agent.name"],
    ["{{#agent}}{{agent.phone}}{{/agent}}", "template-variable-may-be-missing", "agent.phone"],
    ["{{#agent.phone}}x{{/agent.phone}}", "template-variable-may-be-missing", "agent.phone"],
    ["{{#number}}{{#lines}}{{number}}{{/lines}}{{/number}}", "template-variable-may-be-missing", "number"],
    ["{{totalFen}}", "template-format-unfit", "totalFen"],
    ["{{totalFen|date}}", "template-format-unfit", "totalFen"],
    ["{{holder|yuan}}", "template-format-unfit", "holder"],
    ["{{#paidAt}}{{paidAt}}{{/paidAt}}", "template-format-unfit", "paidAt"],
    ["{{#paidAt}}{{paidAt|hasOwnProperty}}{{/paidAt}}", "template-format-unfit", "paidAt"],
  ])("%s may not", (text, code, variable) => {
    expect(() => check(text)).toThrow(expect.objectContaining({ code, details: expect.objectContaining({ variable }) }));
  });

  it("lets nothing pass that some values could not fill", () => {
    const words = fc.constantFrom("holder", "isFirm", "agent", "agent.name", "agent.phone", "paidAt", "totalFen", "lines", "name", "number", "index", "amountFen", "nobody");
    const format = fc.constantFrom("", "", "|yuan", "|date", "|minute", "|none");
    const { text } = fc.letrec<{ text: string }>((tie) => ({
      text: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.tuple(words, format).map(([word, as]) => `{{${word}${as}}}`),
        fc.tuple(words, fc.constantFrom("#", "^"), tie("text"), tie("text")).map(([word, sign, inner, after]) => `{{${sign}${word}}}${inner}{{/${word}}}${after}`),
      ),
    }));
    const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
    const values = fc.record({
      holder: fc.string(),
      isFirm: fc.boolean(),
      agent: orNull(fc.record({ name: fc.string(), phone: orNull(fc.string()) })),
      paidAt: orNull(fc.constant("2026-11-21T00:00:00.000Z" as Instant)),
      totalFen: fc.nat(),
      lines: fc.array(fc.record({ name: fc.string(), number: orNull(fc.string()), amountFen: fc.nat() }), { maxLength: 3 }),
      number: orNull(fc.string()),
    });
    let passed = 0;
    fc.assert(
      fc.property(text, values, (tried, filled) => {
        try {
          check(tried);
        } catch (error) {
          if (!isFailure(error)) throw error;
          return;
        }
        passed += 1;
        expect(fillText(tried, filled)).not.toContain("null");
      }),
      { numRuns: 5000 },
    );
    expect(passed).toBeGreaterThan(30);
  });
});
