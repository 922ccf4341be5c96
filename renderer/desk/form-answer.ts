import type { FormField } from "../../domain/item/item-definition.ts";

/** `20261121`, `2026/11/21` and `2026.11.21` are dates as clerks type them. */
function normaliseDate(typed: string): string {
  const match = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(typed.trim());
  return match ? `${match[1]}-${match[2]?.padStart(2, "0")}-${match[3]?.padStart(2, "0")}` : typed.trim();
}

function isDate(text: string): boolean {
  const epochMs = Date.parse(`${text}T00:00:00.000Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(epochMs) && new Date(epochMs).toISOString().startsWith(text);
}

/** Yuan as typed → whole fen as text, without ever being a fraction; undefined when it is no amount. */
function fenOf(typed: string): string | undefined {
  const match = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(typed.trim().replaceAll(/[,，\s¥￥元]/g, ""));
  return match ? String(BigInt(match[1] ?? "0") * 100n + BigInt((match[2] ?? "").padEnd(2, "0"))) : undefined;
}

/** What is wrong with a typed answer; null when nothing is, or when it is still empty. */
export function formFieldProblem(field: FormField, typed: string): string | null {
  const text = typed.trim();
  if (text === "") return null;
  switch (field.kind) {
    case "date":
      return isDate(normaliseDate(text)) ? null : `“${text}”不是日期，请按 20260131 的样子填写。`;
    case "number":
      return /^-?\d+(\.\d+)?$/.test(text.replaceAll(/[,，\s]/g, "")) ? null : `“${text}”不是数字。`;
    case "fen":
      return fenOf(text) !== undefined ? null : `“${text}”不是金额，请按 12345.67 的样子填写（元）。`;
    case "choice":
      return field.choices?.includes(text) === false ? `“${text}”不在选项内。` : null;
    case "text":
    case "longText":
      return [...text].length > 4000 ? "内容超过 4000 字。" : null;
  }
}

/** The answer as it is recorded: dates as `2026-01-31`, money as whole fen, numbers without grouping. */
export function recordedAnswer(field: FormField, typed: string): string {
  const text = typed.trim();
  if (text === "") return "";
  if (field.kind === "date") return normaliseDate(text);
  if (field.kind === "number") return text.replaceAll(/[,，\s]/g, "");
  return field.kind === "fen" ? (fenOf(text) ?? text) : text;
}

/** The recorded answer as a person reads and types it. */
export function shownAnswer(field: FormField, recorded: string): string {
  if (field.kind !== "fen" || !/^\d+$/.test(recorded)) return recorded;
  const fen = recorded.padStart(3, "0");
  return `${fen.slice(0, -2)}.${fen.slice(-2)}`;
}
