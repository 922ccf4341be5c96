import { Failure } from "../../domain/failure.ts";

/** What a template's variables stand for: a text, or a list whose entries have texts of their own. */
export type TemplateValues = Readonly<Record<string, string | readonly Readonly<Record<string, string>>[]>>;

/**
 * The text with every variable and list filled in; a list with no entry leaves nothing. Throws, naming what is wrong:
 * `template-variable-unknown`, `template-list-unclosed` (also one closed but never opened), `template-braces-unclosed`.
 */
export function fillText(text: string, values: TemplateValues): string {
  let filled = "";
  for (let rest = text; rest !== ""; ) {
    const start = rest.indexOf("{{");
    if (start === -1) return filled + rest;
    const end = rest.indexOf("}}", start);
    if (end === -1) throw new Failure("template-braces-unclosed", { details: { text: rest.slice(start, start + 20) } });
    const tag = rest.slice(start + 2, end).trim();
    filled += rest.slice(0, start);
    rest = rest.slice(end + 2);
    if (tag.startsWith("/")) throw new Failure("template-list-unclosed", { details: { list: tag.slice(1) } });
    if (!tag.startsWith("#")) {
      filled += textOf(tag, values);
      continue;
    }
    const list = tag.slice(1);
    const close = rest.indexOf(`{{/${list}}}`);
    if (close === -1) throw new Failure("template-list-unclosed", { details: { list } });
    const repeated = rest.slice(0, close);
    filled += listOf(list, values).map((entry) => fillText(repeated, { ...values, ...entry })).join("");
    rest = rest.slice(close + list.length + 5);
  }
  return filled;
}

function textOf(variable: string, values: TemplateValues): string {
  const value = Object.hasOwn(values, variable) ? values[variable] : undefined;
  if (typeof value !== "string") throw new Failure("template-variable-unknown", { details: { variable } });
  return value;
}

function listOf(list: string, values: TemplateValues): readonly Readonly<Record<string, string>>[] {
  const value = Object.hasOwn(values, list) ? values[list] : undefined;
  if (value === undefined || typeof value === "string") throw new Failure("template-variable-unknown", { details: { variable: list } });
  return value;
}
