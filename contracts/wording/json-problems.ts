/** Where a file somebody wrote is wrong, and how. */

/** `[0].flow[1].limitWorkingDays`; the whole of it is `（整个文件）`. */
export function placeInJson(path: readonly PropertyKey[]): string {
  const text = path.map((part, at) => (typeof part === "number" ? `[${part}]` : at === 0 ? String(part) : `.${String(part)}`)).join("");
  return text === "" ? "（整个文件）" : text;
}

/** The part of a zod issue that says what is wrong. */
interface Issue {
  readonly code: string;
  readonly message?: string;
  readonly expected?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly values?: readonly unknown[];
  readonly pattern?: unknown;
  readonly format?: unknown;
}

const typeNames: Readonly<Record<string, string>> = {
  string: "文字", number: "数字", int: "整数", boolean: "true 或 false", array: "列表 [ ]", object: "对象 { }", record: "对象 { }",
};

const formatNames: Readonly<Record<string, string>> = { date: "日期，如 2026-12-01", uuid: "UUID", url: "网址", safeint: "整数" };

/** What our own rules on a file say, in the words of the schema. */
const ruleNames: Readonly<Record<string, string>> = {
  "steps share a code": "有两个环节用了同一个 code",
  "the meeting has a step's code": "会议的 code 与某个环节的相同",
};

export function jsonProblem(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return `缺少，或不是${typeNames[String(issue.expected)] ?? String(issue.expected)}`;
    case "invalid_value":
      return `只能是 ${(issue.values ?? []).map(String).join("、")}`;
    case "too_small":
      return issue.minimum === 1 ? "不能为空，也不能小于 1" : `不能小于 ${String(issue.minimum)}`;
    case "too_big":
      return `不能大于 ${String(issue.maximum)}`;
    case "invalid_format":
      return `格式不对，应为${formatNames[String(issue.format)] ?? ` ${String(issue.pattern ?? issue.format)}`}`;
    case "unrecognized_keys":
      return "没有这一项，请核对名称";
    default:
      return ruleNames[issue.message ?? ""] ?? `不合要求（${issue.message ?? issue.code}）`;
  }
}
