import type { CalendarFileProblem } from "../../domain/calendar/calendar-file.ts";
import type { RegionDate } from "../../domain/time/instant.ts";

/** The words of `yichuang calendar`. */

type Details = Readonly<Record<string, string | number>>;

export const calendarHelp = {
  summary: "查看、录入工作日历：放假和调休上班",
  description: "工作日历按国务院办公厅每年公布的放假安排录入。期限都按它计算；没有录入的年份只按周末和法定节假日估算，期限显示为“预计”，系统不据此视为受理或逾期。",
  showSummary: "显示已录入的放假安排，格式与录入用的文件相同",
  json: "输出一行 JSON，供脚本读取",
  setSummary: "从文件录入一年或几年的放假安排",
  setDescription: `文件是纯文本，一行一项，# 后面是说明：
  年度 2027
  放假 2027-01-01 2027-01-03 元旦      （首日、末日；只放一天的只写首日）
  上班 2027-02-20                      （调休上班的周六、周日）
同一年再次录入，以新文件为准；其他年份和办公时间不变。文件有错时指出第几行，不改动任何数据。`,
  file: "放假安排文件",
  examples: `
示例：
  yichuang calendar show
  yichuang calendar show > 现有日历.txt
  yichuang calendar set 2027年放假安排.txt`,
} as const;

export interface CalendarFacts {
  readonly regionCode: string;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly knownUntil: RegionDate;
}

/** As a remark, so that what is shown can be read in again. */
export function calendarHeader({ regionCode, opensAt, closesAt, knownUntil }: CalendarFacts): string {
  return `# 行政区划 ${regionCode}，办公时间 ${opensAt}—${closesAt}，放假安排已录入到 ${knownUntil}`;
}

export function calendarYearSet(year: number, counts: { holidays: number; workdays: number; workingDays: number }): string {
  return `已录入 ${year} 年：放假 ${counts.holidays} 天，调休上班 ${counts.workdays} 天，全年 ${counts.workingDays} 个工作日。`;
}

export function calendarKnownUntil(knownUntil: RegionDate): string {
  return `放假安排现在已知到 ${knownUntil}。工作站联网后自动更新；此前预计的期限按新的日历重新计算。`;
}

const problems: Readonly<Record<CalendarFileProblem, (text: string) => string>> = {
  "word-unknown": (text) => `“${text}”不认识，每行应以“年度”“放假”或“上班”开头`,
  "year-invalid": (text) => `年度“${text}”不是四位年份`,
  "year-missing": () => "没有写明年度，应先有一行“年度 2027”",
  "year-twice": (text) => `${text} 年写了两次`,
  "date-invalid": (text) => (text === "" ? "缺少日期" : `“${text}”不是存在的日期，应写成 2027-01-01`),
  "date-outside-year": (text) => `${text} 不在这一年内`,
  "break-backwards": (text) => `放假的末日 ${text} 早于首日`,
  "break-too-long": (text) => `到 ${text} 的假期超过 15 天`,
  "day-twice": (text) => `${text} 写了两次，或既放假又上班`,
  "workday-not-weekend": (text) => `${text} 不是周六、周日，不会是调休上班`,
  "statutory-day-missing": (text) => `${text} 是法定节假日，却没有列为放假`,
  "nothing-listed": (text) => `${text} 年没有列出任何放假`,
};

const unchanged = "没有改动任何数据。";

export const calendarWording: Readonly<Record<string, (details: Details) => string>> = {
  "calendar-file-unreadable": ({ file, reason }) => `无法读取文件“${file}”（${reason}）。${unchanged}请核对文件名和权限后重试。`,
  "calendar-file-invalid": ({ file, line, problem, text }) =>
    `“${file}”${Number(line) > 0 ? `第 ${line} 行` : ""}有错：${problems[problem as CalendarFileProblem](String(text))}。${unchanged}请对照公布的放假安排改正后重试。`,
  "calendar-year-not-next": ({ year, knownUntil }) => `放假安排只录入到 ${knownUntil}，不能跳过其后直接录入 ${year} 年。${unchanged}请先录入前面的年份。`,
};
