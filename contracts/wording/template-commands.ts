import { documentNames } from "./cases.ts";
import { documentWording } from "./documents.ts";
import { formatMinute } from "./time.ts";

/** The words of `yichuang template`. */

type Details = Readonly<Record<string, string | number>>;

const kinds = Object.entries(documentNames).map(([kind, name]) => `${kind}（${name}）`);

export const templateHelp = {
  summary: "查看、导出、导入文书模板，看样张",
  description:
    "决定文书的版式和文字来自模板。随程序提供一套；一个单位，或全部单位，可以用自己的。导入的每一次都是新的一版，以前的各版都留着：\n" +
    "生成文书时用最新的一版，并在用印记录里记下它的校验值，已签发的文书不变。",
  listSummary: "列出随程序提供的和导入的各版模板，以及哪一版在用",
  json: "输出一行 JSON，供脚本读取",
  exportSummary: "导出一种文书在用的模板，供修改后再导入",
  exportDescription: "导出该单位在用的模板；没有给出单位时，导出没有自己模板的单位所用的。--shipped 导出随程序提供的（不需要审批中心），--sha256 导出以前的某一版。",
  kind: `文书种类：${kinds.join("、")}`,
  exportOffice: "导出这个单位在用的，名称要与建立时完全一致",
  shipped: "导出随程序提供的模板",
  sha256: "导出这个校验值（或它的开头）的一版：yichuang seal uses 写明每份文书是用哪一版生成的",
  out: "写到这个文件（不覆盖已有文件）",
  importSummary: "从文件导入模板，作为下一版；以后生成的文书用它",
  importDescription:
    "文件为 JSON，格式与 yichuang template export 导出的相同，其中 version 是据以修改的那一版的号。有一处不对就不导入，并指出是哪一处；在用的模板不变。\n" +
    "导入前检查变量、条件、表格、样式，依法必须写明的内容（如不予许可的理由、依据、救济途径），并试排一份样张。因模板不对而等待的文书随后自动生成。",
  file: "模板文件（JSON）",
  importOffice: "只用于这个单位，名称要与建立时完全一致；没有给出时，用于没有自己模板的全部单位",
  checkSummary: "检查模板文件能不能导入，不导入",
  previewSummary: "用虚构的内容生成一份样张（PDF）",
  wrongChoice: "--office、--shipped、--sha256 只能选一个。没有写出任何文件。",
  unknownKind: `没有这种文书。种类有：${kinds.join("、")}。没有写出任何文件。`,
  examples: `
示例：
  yichuang template export deny-decision --shipped --out 不予许可.json
  yichuang template check 不予许可.json
  yichuang template preview 不予许可.json --out 样张.pdf
  yichuang template import 不予许可.json --office 南昌市新闻出版局
  yichuang template list`,
} as const;

interface TemplateFacts {
  readonly kind: keyof typeof documentNames;
  readonly version: number;
  readonly sha256: string;
  readonly addedAt: string | null;
  readonly isInForce: boolean;
}

/** So much of a hash tells templates apart. */
const shownHashLength = 16;

/** `officeName` null: for every office without one of its own. */
export function templateLine({ kind, version, sha256, addedAt, isInForce }: TemplateFacts, officeName: string | null): string {
  const whose = officeName ?? (addedAt === null ? "随程序提供" : "没有自己模板的全部单位");
  return `${documentNames[kind]}（${kind}）  ${whose}  第 ${version} 版  ${sha256.slice(0, shownHashLength)}${addedAt === null ? "" : `  ${formatMinute(addedAt)} 导入`}${isInForce ? "  在用" : ""}`;
}

export function templateFits({ title, version }: { readonly title: string; readonly version: number }): string {
  return `“${title}”的模板（据第 ${version} 版修改）可以导入。`;
}

interface AddedFacts {
  readonly kind: keyof typeof documentNames;
  readonly version: number;
  readonly sha256: string;
  readonly isAdded: boolean;
}

export function templateImported({ kind, version, sha256, isAdded }: AddedFacts, officeName: string | null): string {
  const whose = officeName === null ? "没有自己模板的全部单位" : officeName;
  const what = isAdded ? `已导入，第 ${version} 版，以后生成的文书用它；已签发的不变` : `与在用的第 ${version} 版相同，没有改动`;
  return `${documentNames[kind]}（${whose}）：${what}。校验值 ${sha256.slice(0, shownHashLength)}`;
}

export function samplePrinted(file: string): string {
  return `已写入样张 ${file}，内容是虚构的。`;
}

/** What is wrong with a file, in the words that a paper would wait with. */
export function templateProblem(code: string, details: Details): string | undefined {
  return Object.hasOwn(documentWording, code) ? documentWording[code as keyof typeof documentWording](details).happened : undefined;
}

export const templateWording: Readonly<Record<string, (details: Details) => string>> = {
  "template-file-invalid": ({ file, problem }) => `“${file}”不能用作文书模板：${problem}没有导入，在用的模板没有改动。请改正后重试。`,
};

interface TemplateFaultFacts {
  readonly sha256: string;
  readonly problem: string;
  readonly officeId: string | null;
  readonly kind: string | null;
  readonly version: number | null;
}

const problemNames: Readonly<Record<string, string>> = {
  "content-changed": "内容被改动",
  "template-missing": "有文书是用它生成的，数据库里没有",
  "row-missing": "登记日志里有这一版，数据库里没有",
  "no-such-act": "数据库里有这一版，登记日志里没有",
};

/** One line a fault, for whoever checks the record. */
export function templateFaultLine({ sha256, problem, officeId, kind, version }: TemplateFaultFacts): string {
  const which = kind === null ? "" : `（${officeId === null ? "全部单位" : `单位 ${officeId}`}的 ${kind} 第 ${version} 版）`;
  return `文书模板 ${sha256.slice(0, shownHashLength)}${which}：${problemNames[problem] ?? problem}（${problem}）`;
}
