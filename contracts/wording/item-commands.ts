/** The words of `yichuang item`. */

type Details = Readonly<Record<string, string | number>>;

export const itemHelp = {
  summary: "查看、导入、导出事项",
  description: "事项（权力库）的内容：依据、条件、申请表单、材料清单、办理流程、时限、收费。事项的每次修改都是新的一版，已有办件仍按收件时的那一版办理。",
  listSummary: "列出全部事项的最新一版",
  json: "输出一行 JSON（含全部内容），供脚本读取",
  importSummary: "从文件导入事项：新的事项为第 1 版，有改动的为下一版，没有改动的不变",
  importDescription:
    "文件为 JSON，内容是一个事项或一组事项，格式与 yichuang item export 导出的相同。事项属于哪个单位，看 --office；没有给出时看文件里的 officeId、officeName。\n" +
    "修改事项时，先导出，改好内容，并在 change 里写明修改人、原因和日期，再导入。\n" +
    "有一处不对，就一个事项也不导入，并指出是哪个文件的哪一处。审批中心运行时也可以导入，窗口下次联系审批中心时取得。",
  files: "事项文件（JSON）",
  office: "事项所属的单位，要与建立时完全一致；没有给出时按文件",
  exportSummary: "导出事项的最新一版，供核对、修改后再导入",
  exportDescription: "导出本审批中心的事项；--shipped 导出随程序提供的参考事项（不需要审批中心），按本地公布的办事指南核对、修改后再导入。",
  codes: "事项编码；没有给出时导出全部",
  out: "写到这个文件（不覆盖已有文件）",
  shipped: "导出随程序提供的参考事项",
  examples: `
示例：
  yichuang item export --shipped --out 参考事项.json
  yichuang item import 参考事项.json --office 南昌市新闻出版局
  yichuang item list
  yichuang item export CB-LSXK --out 零售.json`,
} as const;

interface ItemFacts {
  readonly code: string;
  readonly version: number;
  readonly name: string;
  readonly officeName: string;
  readonly promisedWorkingDays: number;
  readonly change: { readonly author: string; readonly reason: string; readonly date: string };
}

export function itemLine({ code, version, name, officeName, promisedWorkingDays, change }: ItemFacts): string {
  return `${code}  第 ${version} 版  ${name}  ${officeName}  承诺 ${promisedWorkingDays} 个工作日  ${change.date} ${change.author}：${change.reason}`;
}

export const noItems = "还没有事项。请用 yichuang item export --shipped 导出参考事项，核对后用 yichuang item import 导入。";

interface ImportFacts {
  readonly code: string;
  readonly name: string;
  readonly version: number;
  readonly isAdded: boolean;
}

export function itemImported({ code, name, version, isAdded }: ImportFacts): string {
  const what = !isAdded ? `没有改动，仍为第 ${version} 版` : version === 1 ? "已导入，第 1 版" : `已导入，第 ${version} 版；已有办件仍按原来的版本办理`;
  return `${code}  ${name}：${what}`;
}

export const itemWording: Readonly<Record<string, (details: Details) => string>> = {
  "item-file-not-json": ({ file, reason }) => `“${file}”不是 JSON 文件（${reason}）。没有导入任何事项。请检查括号、引号和逗号，或重新导出。`,
  "item-file-invalid": ({ file, place, problem, moreCount }) =>
    `“${file}”的 ${place}：${problem}。${moreCount ? `另有 ${moreCount} 处不对。` : ""}没有导入任何事项。请改正后重新导入。`,
  "item-unknown": ({ itemCode }) => `没有编码为 ${itemCode} 的事项。没有写出任何文件。请用 yichuang item list 查看编码。`,
};

export function unknownOfficeProblem(officeName: string): string {
  return `本审批中心没有名为“${officeName}”的单位；请用 --office 指定单位，或用 yichuang office add 建立`;
}
