/** What the failures of making a paper say to a clerk: what happened, what was kept, what to do next. */

type Details = Readonly<Record<string, string | number>>;

const nothingChanged = "文书没有生成，文号和办件内容没有改动。";
const mendTemplate = "请系统管理员改正模板并重新导入，再重新生成。";
const quoted = (value: string | number | undefined): string => (value === undefined || value === "" ? "" : `“${value}”`);
/** Which template, and where in it. */
const placeIn = ({ template, place }: Details): string => `${quoted(template)}模板${place === undefined || place === "" ? "" : `（${place}）`}`;

export const documentWording = {
  "glyph-missing": (details) => ({
    happened: `字库里没有“${details["characters"] ?? ""}”这${[...String(details["characters"] ?? "")].length > 1 ? "些" : "个"}字，文书没有生成，以免漏字。`,
    kept: "办件内容没有改动，仍按原字保存。",
    next: "请联系管理员安装大字库（Debian/麒麟/统信：apt-get install fonts-hanazono；Windows：宋体-ExtB），再重新生成。",
  }),
  "font-unreadable": (details) => ({
    happened: `字库文件无法打开：${details["file"] ?? ""}。`,
    kept: "办件内容没有改动。",
    next: "请联系管理员重新安装程序或者恢复该字库文件，再重新生成。",
  }),
  "template-invalid": (details) => ({
    happened: `${placeIn(details)}不合规定${details["problem"] ? `：${details["problem"]}` : ""}。`,
    kept: nothingChanged,
    next: mendTemplate,
  }),
  "template-variable-unknown": (details) => ({
    happened: `${placeIn(details)}用到的变量${quoted(details["variable"])}，办件里没有。`,
    kept: nothingChanged,
    next: `请核对办件是否填写完整；变量名写错的，${mendTemplate}`,
  }),
  "template-variable-may-be-missing": (details) => ({
    happened: `${placeIn(details)}用到的变量${quoted(details["variable"])}不是每个办件都有，模板没有说明没有时怎么写。`,
    kept: nothingChanged,
    next: `请把用到它的文字放在{{#变量}}…{{/变量}}之间，或者给该段加上 when 条件。${mendTemplate}`,
  }),
  "template-format-unfit": (details) => ({
    happened: `${placeIn(details)}里的变量${quoted(details["variable"])}${details["format"] ? `不能按${quoted(details["format"])}的格式写` : "没有写明格式"}。`,
    kept: nothingChanged,
    next: `日期请用 date、date-in-words、minute，金额请用 yuan、yuan-in-words，其他不写格式。${mendTemplate}`,
  }),
  "template-section-unclosed": (details) => ({
    happened: `${placeIn(details)}里的段落${quoted(details["section"])}没有成对开始和结束。`,
    kept: nothingChanged,
    next: mendTemplate,
  }),
  "template-braces-unclosed": (details) => ({
    happened: `${placeIn(details)}里的变量括号没有写完${details["text"] ? `：${details["text"]}` : ""}。`,
    kept: nothingChanged,
    next: mendTemplate,
  }),
  "document-without-number": (details) => ({
    happened: `${quoted(details["title"]) || "文书"}还没有从文号登记簿取得文号，不能签发。`,
    kept: nothingChanged,
    next: "请连接审批中心取得文号后再签发；只想先看的，请打开样张。",
  }),
  "document-text-too-long": (details) => ({
    happened: `${quoted(details["title"])}的“${details["name"] ?? "固定栏"}”${details["length"] ? `（${details["length"]} 字）` : ""}放不下。`,
    kept: nothingChanged,
    next: "请核对内容；确需这么长的，请系统管理员在模板中放大该栏并重新导入，再重新生成。",
  }),
  "office-profile-missing": (details) => ({
    happened: `${details["officeName"] ?? "签发单位"}还没有登记地址、电话、行政复议机关、人民法院和缴费账户，文书没有生成，以免留空。`,
    kept: "编号没有占用，办件内容没有改动。",
    next: "请系统管理员登记单位资料（yichuang office set），文书随后自动生成。",
  }),
} satisfies Record<string, (details: Details) => { happened: string; kept: string; next: string }>;
