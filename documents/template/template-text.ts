import { Failure } from "../../domain/failure.ts";
import { isFormat, writeFormatted } from "./formats.ts";

/** What a template's variables stand for; a dotted name goes into a group, a list's entries have names of their own. */
export type TemplateValue = string | number | boolean | null | readonly TemplateValues[] | TemplateValues;
export interface TemplateValues {
  readonly [name: string]: TemplateValue;
}

/** A template's text, taken apart. */
export type TextNode =
  | { kind: "text"; text: string }
  | { kind: "variable"; path: string; format: string | null }
  | { kind: "section"; path: string; isInverted: boolean; nodes: readonly TextNode[] };

const parsed = new Map<string, readonly TextNode[]>();

/**
 * Takes apart `{{name}}`, `{{group.name|format}}`, `{{#name}}…{{/name}}` and `{{^name}}…{{/name}}`. Throws `template-braces-unclosed`,
 * or `template-section-unclosed` (also for one closed but never opened).
 */
export function parseText(text: string): readonly TextNode[] {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const nodes = parse(text);
  parsed.set(text, nodes);
  return nodes;
}

function parse(text: string): TextNode[] {
  const open: { path: string; isInverted: boolean; nodes: TextNode[] }[] = [{ path: "", isInverted: false, nodes: [] }];
  const put = (node: TextNode): void => void open.at(-1)!.nodes.push(node);
  for (let at = 0; at < text.length; ) {
    const start = text.indexOf("{{", at);
    if (start !== at) put({ kind: "text", text: text.slice(at, start === -1 ? text.length : start) });
    if (start === -1) break;
    const end = text.indexOf("}}", start);
    if (end === -1) throw new Failure("template-braces-unclosed", { details: { text: text.slice(start, start + 20) } });
    const tag = text.slice(start + 2, end).trim();
    at = end + 2;
    const name = tag.slice(1).trim();
    if (tag.startsWith("#") || tag.startsWith("^")) open.push({ path: name, isInverted: tag.startsWith("^"), nodes: [] });
    else if (tag.startsWith("/")) {
      const section = open.length > 1 ? open.pop()! : null;
      if (section?.path !== name) throw new Failure("template-section-unclosed", { details: { section: section?.path ?? name } });
      put({ kind: "section", ...section });
    } else {
      const [path, format] = tag.split("|").map((part) => part.trim());
      put({ kind: "variable", path: path!, format: format ?? null });
    }
  }
  if (open.length > 1) throw new Failure("template-section-unclosed", { details: { section: open.at(-1)!.path } });
  return open[0]!.nodes;
}

/**
 * The text with everything filled in. A section of a list is repeated for each entry (`{{index}}` counts from 1); any other is there
 * when what it names is there, not false and not empty, an inverted one when it is not. Throws as `parseText`, and
 * `template-variable-unknown`, `template-format-unfit`.
 */
export function fillText(text: string, values: TemplateValues): string {
  return fill(parseText(text), [values]);
}

/** Innermost first. */
type Scopes = readonly TemplateValues[];

function fill(nodes: readonly TextNode[], scopes: Scopes): string {
  return nodes.map((node) => (node.kind === "text" ? node.text : node.kind === "variable" ? write(node, scopes) : fillSection(node, scopes))).join("");
}

function write({ path, format }: TextNode & { kind: "variable" }, scopes: Scopes): string {
  const value = valueAt(path, scopes);
  if (format === null && (typeof value === "string" || typeof value === "number")) return String(value);
  const isWritable = format !== null && isFormat(format) && (typeof value === "string" || typeof value === "number");
  const written = isWritable ? writeFormatted(format, value) : undefined;
  if (written === undefined) throw format === null ? unknownVariable(path) : new Failure("template-format-unfit", { details: { variable: path, format } });
  return written;
}

function fillSection({ path, isInverted, nodes }: TextNode & { kind: "section" }, scopes: Scopes): string {
  const value = valueAt(path, scopes);
  if (isList(value) && !isInverted) return value.map((entry, index) => fill(nodes, [{ index: index + 1, ...entry }, ...scopes])).join("");
  return isThere(value) === isInverted ? "" : fill(nodes, scopes);
}

/** The value of a dotted name; throws `template-variable-unknown`. */
export function getValue(path: string, values: TemplateValues): TemplateValue {
  return valueAt(path, [values]);
}

export function isThere(value: TemplateValue): boolean {
  return isList(value) ? value.length > 0 : value !== null && value !== false && value !== "";
}

export function isList(value: TemplateValue): value is readonly TemplateValues[] {
  return Array.isArray(value);
}

function valueAt(path: string, scopes: Scopes): TemplateValue {
  const names = path.split(".");
  let value: TemplateValue | undefined = scopes.find((scope) => Object.hasOwn(scope, names[0]!));
  for (const name of names) {
    if (typeof value !== "object" || value === null || isList(value) || !Object.hasOwn(value, name)) throw unknownVariable(path);
    value = value[name];
  }
  if (value === undefined) throw unknownVariable(path);
  return value;
}

function unknownVariable(variable: string): Failure {
  return new Failure("template-variable-unknown", { details: { variable } });
}
