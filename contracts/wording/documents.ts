/** What the failures of making a paper say to a clerk: what happened, what was kept, what to do next. */

type Details = Readonly<Record<string, string | number>>;

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
} satisfies Record<string, (details: Details) => { happened: string; kept: string; next: string }>;
