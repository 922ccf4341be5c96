import type { PrinterStatus, PrintJob } from "../../contracts/ipc/receipts.ts";

export const printStateNames: Readonly<Record<PrintJob["state"], string>> = {
  waiting: "等待打印",
  printing: "正在打印",
  printed: "已打印",
  failed: "打印失败",
  doubtful: "不确定是否打出",
  cancelled: "已取消",
};

export const printerStatusNames: Readonly<Record<PrinterStatus, string>> = {
  ready: "正常",
  "near-end": "纸快用完，请准备换纸",
  "paper-out": "缺纸，请装纸",
  "cover-open": "上盖没有合上",
  "cutter-error": "切刀卡住，请关机后清理",
  offline: "脱机，请检查打印机面板",
  unplugged: "连接不上，请检查电源和网线",
};
