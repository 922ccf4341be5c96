import { receiptNames } from "./cases.ts";
import type { ReceiptKind } from "../../domain/case/case-parts.ts";
import type { PaperKind } from "../../domain/printing/paper-kind.ts";

/** What a receipt printer's trouble says to a clerk: what happened, what was kept, what to do next. */

type Details = Readonly<Record<string, string | number>>;
interface Wording {
  happened: string;
  kept: string;
  next: string;
}

const nothingLost = "办件已经保存，凭证在打印队列里，没有丢失。";
const nothingPrinted = "凭证没有打出，办件已经保存，打印任务还在队列里。";
const printerOf = (details: Details): string => `小票打印机“${details["printer"] ?? "未命名"}”`;

export const printerWording = {
  "printer-paper-out": (details) => ({
    happened: `${printerOf(details)}缺纸。`,
    kept: nothingLost,
    next: "请装好纸卷、合上机盖，再点“重新打印”；若打到一半缺纸，装纸后先看打印机是否自己续打。",
  }),
  "printer-cover-open": (details) => ({ happened: `${printerOf(details)}机盖没有合上。`, kept: nothingLost, next: "请合上机盖，再点“重新打印”。" }),
  "printer-cutter-error": (details) => ({
    happened: `${printerOf(details)}切刀卡住。`,
    kept: nothingLost,
    next: "请关机清除卡纸后重新开机；凭证若已完整打出请点“已打出”，否则点“重新打印”。",
  }),
  "printer-offline": (details) => ({
    happened: `连接不上${printerOf(details)}，可能没有开机或者网络不通。`,
    kept: nothingPrinted,
    next: "请检查电源和网线，再点“重新打印”。",
  }),
  "printer-unplugged": (details) => ({
    happened: `${printerOf(details)}没有接好，系统找不到该设备。`,
    kept: nothingLost,
    next: "请插好数据线并开机；凭证若只打出一半请作废，再点“重新打印”。",
  }),
  "printer-not-permitted": (details) => ({
    happened: `本机用户没有使用${printerOf(details)}的权限。`,
    kept: nothingPrinted,
    next: "请联系管理员把本机用户加入打印设备用户组（lp），注销后重新登录。",
  }),
  "printer-busy": (details) => ({ happened: `${printerOf(details)}正被其他程序占用。`, kept: nothingPrinted, next: "请关闭占用打印机的程序，再点“重新打印”。" }),
  "printer-no-answer": (details) => ({
    happened: `${printerOf(details)}没有应答。`,
    kept: nothingLost,
    next: "请关机再开机，看纸上有没有打出内容，再点“重新打印”。",
  }),
  "printer-unconfirmed": (details) => ({
    happened: `凭证已经发给${printerOf(details)}，但打印机没有回报是否打完。`,
    kept: nothingLost,
    next: "请看打印机：已完整打出请点“已打出”，没有打出请点“重新打印”。",
  }),
  "printer-line-lost": (details) => ({
    happened: `打印途中与${printerOf(details)}的连接断开。`,
    kept: nothingLost,
    next: "请看打印机：已完整打出请点“已打出”，没有打出或者只有一半请点“重新打印”。",
  }),
  "printer-cancelled": (details) => ({
    happened: `发往${printerOf(details)}的打印已经取消。`,
    kept: nothingLost,
    next: "需要凭证时请点“重新打印”。",
  }),
  "printer-queues-unsupported": (details) => ({
    happened: `${printerOf(details)}设为 Windows 打印队列，但这台电脑不是 Windows。`,
    kept: nothingPrinted,
    next: "请在“设备设置”中改用网络或设备文件连接。",
  }),
  "printer-interrupted": (details) => ({
    happened: `程序上次退出时，打印机“${details["printer"] ?? "未命名"}”正在打印这份文书。`,
    kept: nothingLost,
    next: "请看打印机：已完整打出请点“已打出”，没有打出请点“重新打印”。",
  }),
} satisfies Record<string, (details: Details) => Wording>;

/** The state shown beside the printer's name. */
export const printerStateWording: Readonly<Record<"ready" | "near-end" | "paper-out" | "cover-open" | "cutter-error" | "offline" | "unplugged", string>> = {
  ready: "就绪",
  "near-end": "纸将用完",
  "paper-out": "缺纸",
  "cover-open": "机盖打开",
  "cutter-error": "切刀故障",
  offline: "离线",
  unplugged: "未连接",
};

/** What a receipt printer's memory of characters holds. */
export const printerCharactersNames: Readonly<Record<"gb18030" | "gbk" | "gb2312" | "none", string>> = {
  gb18030: "GB18030（含生僻字）",
  gbk: "GBK",
  gb2312: "GB2312",
  none: "没有汉字字库",
};

export const paperKindNames: Readonly<Record<PaperKind, string>> = {
  receipt: "凭证",
  "decision-document": "决定文书",
  certificate: "证照",
  "delivery-slip": "送达回证",
  "test-page": "测试页",
  "separator-sheet": "材料分隔页",
};

/** What the clerk calls the paper of a job. */
export function printNameOf({ kind, receipt, title }: { readonly kind: PaperKind; readonly receipt: ReceiptKind | null; readonly title: string | null }): string {
  return title ?? (receipt === null ? paperKindNames[kind] : receiptNames[receipt]);
}

export const printJobStateWording: Readonly<Record<"waiting" | "printing" | "printed" | "failed" | "doubtful" | "aborted" | "cancelled", string>> = {
  waiting: "等待打印",
  printing: "正在打印",
  printed: "已打出",
  failed: "没有打出",
  doubtful: "不确定是否打出",
  aborted: "打印机没有打完",
  cancelled: "已取消",
};
