import { z } from "zod";
import { Failure } from "../../domain/failure.ts";
import { instantSchema } from "../../domain/time/instant.ts";
import { fenSchema, isFormat, whatFormatTakes } from "./formats.ts";
import { parseText, type TextNode } from "./template-text.ts";

/** What may be named at some place of a template: shapes of values, innermost first, and which nullable names are known to be there. */
export interface Scope {
  shapes: readonly z.ZodObject[];
  present: ReadonlySet<string>;
}

export function scopeOf(shape: z.ZodObject): Scope {
  return { shapes: [shape], present: new Set() };
}

/**
 * Checks a text before any case is there to fill it: one that passes can be filled in for all values of that shape. Throws as `parseText`,
 * and `template-variable-unknown`, `template-variable-may-be-missing`, `template-format-unfit`, each naming the variable.
 */
export function checkText(text: string, scope: Scope): void {
  checkNodes(parseText(text), scope);
}

/** The scope where the named thing is there; throws when it is no name or one that may be looked for in vain. */
export function scopeWith(path: string, scope: Scope): Scope {
  requireSection(path, scope);
  return { ...scope, present: new Set([...scope.present, path]) };
}

/** The scope of one entry of the list; throws `template-variable-unknown` when the name is no list's. */
export function scopeOfEntry(path: string, scope: Scope): Scope {
  const type = requireSection(path, scope);
  if (!isListOfGroups(type)) throw unknown(path);
  const entry = type.element.extend({ index: z.int() });
  const isShadowed = (known: string): boolean => Object.hasOwn(entry.shape, known.split(".")[0]!);
  return { shapes: [entry, ...scope.shapes], present: new Set([...scope.present].filter((known) => !isShadowed(known))) };
}

function checkNodes(nodes: readonly TextNode[], scope: Scope): void {
  for (const node of nodes) {
    if (node.kind === "variable") checkVariable(node, scope);
    if (node.kind !== "section") continue;
    const type = requireSection(node.path, scope);
    const isRepeated = !node.isInverted && isListOfGroups(type);
    checkNodes(node.nodes, isRepeated ? scopeOfEntry(node.path, scope) : node.isInverted ? scope : scopeWith(node.path, scope));
  }
}

function checkVariable({ path, format }: TextNode & { kind: "variable" }, scope: Scope): void {
  const { type, mayBeMissing } = findVariable(path, scope);
  if (type instanceof z.ZodObject || type instanceof z.ZodArray || type instanceof z.ZodBoolean) throw unknown(path);
  if (mayBeMissing !== null) throw missing(path);
  const needed = type === instantSchema ? "instant" : type === fenSchema ? "fen" : null;
  const given = format === null ? null : isFormat(format) ? whatFormatTakes(format) : undefined;
  if (given !== needed) throw new Failure("template-format-unfit", { details: { variable: path, format: format ?? "" } });
}

function requireSection(path: string, scope: Scope): z.ZodType {
  const { type, mayBeMissing } = findVariable(path, scope);
  if (mayBeMissing !== null && mayBeMissing !== path) throw missing(path);
  return type;
}

/** The type behind the name, and the first part of the name that may be null there. */
function findVariable(path: string, { shapes, present }: Scope): { type: z.ZodType; mayBeMissing: string | null } {
  const names = path.split(".");
  let type: z.ZodType | undefined = shapes.find((shape) => Object.hasOwn(shape.shape, names[0]!));
  let mayBeMissing: string | null = null;
  for (const [index, name] of names.entries()) {
    if (!(type instanceof z.ZodObject) || !Object.hasOwn(type.shape, name)) throw unknown(path);
    type = type.shape[name] as z.ZodType;
    if (!(type instanceof z.ZodNullable)) continue;
    type = type.unwrap() as z.ZodType;
    const reached = names.slice(0, index + 1).join(".");
    if (!present.has(reached)) mayBeMissing ??= reached;
  }
  return { type: type!, mayBeMissing };
}

function isListOfGroups(type: z.ZodType): type is z.ZodArray<z.ZodObject> {
  return type instanceof z.ZodArray && type.element instanceof z.ZodObject;
}

function unknown(variable: string): Failure {
  return new Failure("template-variable-unknown", { details: { variable } });
}

function missing(variable: string): Failure {
  return new Failure("template-variable-may-be-missing", { details: { variable } });
}
