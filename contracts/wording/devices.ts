/** What the failures say that are about finding and setting up devices: what happened, what was kept, what to do next. */

import type { DeviceFamily, DeviceStatus } from "../ipc/devices.ts";

export const deviceFamilyNames: Readonly<Record<DeviceFamily, string>> = {
  "card-reader": "身份证阅读器",
  "receipt-printer": "凭条打印机",
  "a4-printer": "A4 打印机",
  scanner: "扫描仪",
  "staff-card": "证书卡",
};

export const deviceConditionNames: Readonly<Record<DeviceStatus["condition"], string>> = {
  asking: "正在询问",
  ready: "正常",
  busy: "正在工作",
  "needs-attention": "需要处理",
  offline: "连接不上",
};

/** Endings of failures' codes, in a word or two for a list; the whole wording stands beside it. */
const troubleNames: readonly (readonly [RegExp, string])[] = [
  [/-library-missing$/, "缺少驱动"],
  [/-library-(unusable|wrong)$/, "驱动不符"],
  [/-pin-locked$/, "卡已锁死"],
  [/^native-driver-/, "驱动出错"],
  [/-paper-out$/, "缺纸"],
  [/-cover-open$/, "机盖打开"],
  [/-cutter-error$/, "切刀卡住"],
  [/-jam$/, "卡纸"],
  [/-tray-missing$/, "纸盒没有装好"],
  [/-output-full$/, "出纸盘已满"],
  [/-toner-out$/, "耗材用完"],
  [/-paused$/, "已暂停"],
  [/-busy$/, "被占用"],
  [/-(unplugged|missing)$|^camera-gone$/, "没有接好"],
  [/-mute$|-no-answer$/, "没有应答"],
  [/-(not-permitted|no-permission|denied)$/, "没有权限"],
  [/-not-found$|-wrong-answer$/, "地址不对"],
  [/-certificate-untrusted$/, "证书不符"],
  [/-software-missing$/, "缺少程序"],
];

/** How a device stands, in a word or two. */
export function deviceStateWording({ condition, failures: [failure], warnings: [warning] }: Pick<DeviceStatus, "condition" | "failures" | "warnings">): string {
  const trouble = failure && troubleNames.find(([ending]) => ending.test(failure.code))?.[1];
  if (trouble !== undefined) return trouble;
  return condition === "ready" && warning !== undefined ? deviceWarningWording(warning) : deviceConditionNames[condition];
}

const warningNames: Readonly<Record<string, string>> = {
  "no-card": "没有插卡",
  "pin-few": "PIN 次数不多",
  "near-end": "纸将用完",
  "no-answers": "不回报状态",
  "chosen-missing": "选定的没有接好",
  "takes-no-pdf": "不接收 PDF",
  "media-low": "纸将用完",
  "toner-low": "碳粉不足",
  "marker-supply-low": "耗材不足",
  "marker-waste-almost-full": "废粉盒将满",
};

/** What a printer says of itself in its own words stays as it is. */
export function deviceWarningWording(warning: string): string {
  return warningNames[warning] ?? warning;
}

/** What is shown where scanners of this PC would be, when they could not be looked for. */
export const localScannersName = "本机扫描仪";

type Details = Readonly<Record<string, string | number>>;

export const deviceWording: Readonly<Record<string, (details: Details) => string>> = {
  "discovery-unavailable": () => "本机不能在网络上查找设备。已有的设置没有改动。请直接填写设备的地址；仍不行请联系管理员。",
  "device-certificate-unreadable": ({ host, port }) =>
    `没有读到${host ? `“${host}${port ? `:${port}` : ""}”` : "这台设备"}的安全证书。设置没有改动。请检查设备是否开机、地址和端口是否正确，再读一次。`,
};
