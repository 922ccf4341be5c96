/** What the A4 printer's trouble says to a clerk: what happened, what was kept, what to do next. */

type Details = Readonly<Record<string, string | number>>;
interface Wording {
  happened: string;
  kept: string;
  next: string;
}

const KEPT = "办件和文书都已保存，没有丢失。";
const NOT_SENT = "文书没有打出，办件和文书都已保存。";
/** The job lies in the printer: a second one would come out beside it. */
const WAITING = "文书已经送到打印机，办件和文书都已保存。";
const goesOn = "打印机会自己接着打，请先不要再点“打印”；没有接着打的，取消后再打印。";
const printerOf = ({ printer }: Details): string => `打印机“${printer ?? "未命名"}”`;
const statedAs = (label: string, value: string | number | undefined): string => (value === undefined || value === "" ? "" : `（${label} ${value}）`);

const OPTION_NAMES: Readonly<Record<string, string>> = { tray: "纸盒", duplex: "双面打印", copies: "份数" };
const SIDE_NAMES: Readonly<Record<string, string>> = { "long-edge": "长边翻页", "short-edge": "短边翻页" };

export const a4PrinterWording = {
  "a4-printer-paper-out": (details) => ({ happened: `${printerOf(details)}缺纸。`, kept: WAITING, next: `请在纸盒里装好 A4 纸。${goesOn}` }),
  "a4-printer-jam": (details) => ({ happened: `${printerOf(details)}卡纸。`, kept: KEPT, next: `请打开机盖取出卡住的纸。${goesOn}` }),
  "a4-printer-cover-open": (details) => ({ happened: `${printerOf(details)}机盖没有合上。`, kept: KEPT, next: `请合上机盖。${goesOn}` }),
  "a4-printer-tray-missing": (details) => ({ happened: `${printerOf(details)}的纸盒没有装好。`, kept: KEPT, next: `请把纸盒推到底。${goesOn}` }),
  "a4-printer-output-full": (details) => ({ happened: `${printerOf(details)}的出纸盘已满或没有装好。`, kept: KEPT, next: `请取走打好的纸。${goesOn}` }),
  "a4-printer-toner-out": (details) => ({ happened: `${printerOf(details)}的碳粉（墨水）用完，或废粉盒已满。`, kept: KEPT, next: `请更换耗材。${goesOn}` }),
  "a4-printer-paused": (details) => ({ happened: `${printerOf(details)}已暂停。`, kept: KEPT, next: "请在打印机面板上按“继续”；由管理员停用的，请联系管理员启用。" }),
  "a4-printer-attention": (details) => ({
    happened: `${printerOf(details)}需要人工处理${statedAs("打印机报告", details["reason"])}。`,
    kept: KEPT,
    next: `请看打印机面板上的提示并处理。${goesOn}`,
  }),
  "a4-printer-offline": (details) => ({ happened: `连接不上${printerOf(details)}，可能没有开机或者网络不通。`, kept: KEPT, next: "请检查电源和网线，再打印；已经送到打印机的，开机后先看是否自己打出。" }),
  "a4-printer-busy": (details) => ({ happened: `${printerOf(details)}正在打印别的文件，一直没有空出来。`, kept: NOT_SENT, next: "请等它打完再打印，或换一台打印机。" }),
  "a4-printer-not-accepting": (details) => ({ happened: `${printerOf(details)}现在不接收打印任务。`, kept: NOT_SENT, next: "请在打印机面板或打印队列中恢复接收，或换一台打印机。" }),
  "a4-printer-not-permitted": (details) => ({ happened: `${printerOf(details)}要求用户名密码，或不允许本机打印。`, kept: NOT_SENT, next: "请联系管理员在打印机上允许本机打印。" }),
  "a4-printer-not-found": (details) => ({ happened: `登记的地址上没有${printerOf(details)}。`, kept: NOT_SENT, next: "请联系管理员在“设备设置”中核对打印机的地址。" }),
  "a4-printer-certificate-untrusted": (details) => ({
    happened: `${printerOf(details)}的安全证书与登记的不符，没有连接。`,
    kept: NOT_SENT,
    next: "请管理员核对这台设备，在“设备设置”中登记它的证书；设备没有更换或重置过的，先不要使用。",
  }),
  "a4-printer-no-answer": (details) => ({ happened: `${printerOf(details)}没有应答。`, kept: KEPT, next: "请先看打印机有没有打出文书；没有的，关机再开机后重新打印。" }),
  "a4-printer-wrong-answer": (details) => ({ happened: `${printerOf(details)}的应答看不懂，登记的地址可能不是打印机。`, kept: KEPT, next: "请先看打印机有没有打出文书；没有的，请管理员在“设备设置”中核对地址后重新打印。" }),
  "a4-printer-format-refused": (details) => ({
    happened: `${printerOf(details)}不接收 PDF 格式的文书${statedAs("它接收", details["formats"])}。`,
    kept: NOT_SENT,
    next: "请换一台打印机，或联系管理员改用系统打印队列（CUPS）。",
  }),
  "a4-printer-document-refused": (details) => ({ happened: `${printerOf(details)}打不了这份文书${statedAs("原因", details["reason"] ?? details["status"])}。`, kept: KEPT, next: "请换一台打印机再打印；仍不行请联系管理员。" }),
  "a4-printer-option-refused": (details) => ({
    happened: `${printerOf(details)}不支持所选的${OPTION_NAMES[String(details["option"])] ?? "打印设置"}${statedAs("所选", SIDE_NAMES[String(details["value"])] ?? details["value"])}。`,
    kept: NOT_SENT,
    next: "请在打印设置中另选一项再打印。",
  }),
  "a4-printer-refused": (details) => ({ happened: `${printerOf(details)}拒绝了打印任务${statedAs("状态码", details["status"])}。`, kept: NOT_SENT, next: "请重新打印；仍不行请联系管理员，并提供状态码。" }),
  "a4-printer-aborted": (details) => ({ happened: `${printerOf(details)}中途放弃了打印${statedAs("打印机报告", details["reason"])}。`, kept: KEPT, next: "请收走已打出的页（作废），处理打印机的提示后重新打印。" }),
  "a4-printer-canceled": (details) => ({
    happened: details["by"] === "device" ? `打印在${printerOf(details)}上被取消。` : `发往${printerOf(details)}的打印已经取消。`,
    kept: KEPT,
    next: "请收走已打出的页（作废）；需要时重新打印。",
  }),
  "a4-printer-line-lost": (details) => ({ happened: `与${printerOf(details)}的连接中途断开。`, kept: KEPT, next: "请先看打印机有没有打出文书；没有打出或者不完整的，检查网线后重新打印。" }),
  "a4-printer-unconfirmed": (details) => ({ happened: `文书已经发给${printerOf(details)}，但不能确认是否打完。`, kept: KEPT, next: "请看打印机：已完整打出的不用再打，没有打出或者不完整的请重新打印。" }),
  "a4-printer-software-missing": ({ software }) => ({ happened: `本机没有安装打印需要的程序${statedAs("缺少", software)}。`, kept: NOT_SENT, next: "请联系管理员安装后再打印，或换一台打印机。" }),
} satisfies Record<string, (details: Details) => Wording>;

/** The state shown beside the printer's name. */
export const a4PrinterConditionWording: Readonly<Record<"ready" | "printing" | "needs-attention" | "offline", string>> = {
  ready: "就绪",
  printing: "正在打印",
  "needs-attention": "需要处理",
  offline: "离线",
};

/** What became of a job, beside the document's name. */
export const a4PrintOutcomeWording: Readonly<Record<"completed" | "aborted" | "canceled" | "needs-attention" | "not-printed" | "doubtful", string>> = {
  completed: "已打出",
  aborted: "打印机中途放弃",
  canceled: "已取消",
  "needs-attention": "等待处理打印机",
  "not-printed": "没有打出",
  doubtful: "不确定是否打出",
};
