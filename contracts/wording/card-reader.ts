/** What the failures `card-…` say to a clerk: what happened, what was kept, what to do next. */

type Details = Readonly<Record<string, string | number>>;

const KEPT = "已填写的内容没有改动，也可以手工录入。";
const portOf = ({ path }: Details): string => (path ? `（端口 ${path}）` : "");

const FIELD_NAMES: Readonly<Record<string, string>> = {
  name: "姓名", latinName: "英文姓名", sex: "性别", nation: "民族", nationality: "国籍", birthDate: "出生日期", address: "住址", number: "证件号码",
  issuer: "签发机关", validFrom: "有效期起", validUntil: "有效期止", passNumber: "通行证号码", issueCount: "签发次数", kind: "证件类型",
};

const STEP_NAMES: Readonly<Record<string, string>> = { status: "检查", find: "寻卡", select: "选卡", read: "读卡" };

export const cardReaderWording: Readonly<Record<string, (details: Details) => string>> = {
  "card-reader-not-configured": () => `本机还没有设置身份证阅读器。${KEPT}请在“设备设置”中选择阅读器的端口后再读。`,
  "card-reader-missing": (details) => `找不到身份证阅读器${portOf(details)}。${KEPT}请检查数据线和电源；换过插口的，请在“设备设置”中重新选择端口。`,
  "card-reader-busy": (details) => `身份证阅读器正被其他程序占用${portOf(details)}。${KEPT}请关闭其他读卡程序后重试。`,
  "card-reader-no-permission": (details) => `当前系统用户没有使用身份证阅读器的权限${portOf(details)}。${KEPT}请系统管理员把当前用户加入 dialout 用户组，注销后重新登录。`,
  "card-reader-not-serial": ({ path }) => `“${path ?? ""}”不是串口，不能接身份证阅读器。${KEPT}请在“设备设置”中重新选择端口。`,
  "card-reader-unsupported": () => `本机系统缺少串口组件，不能使用身份证阅读器。${KEPT}请联系管理员重新安装程序。`,
  "card-reader-unplugged": (details) => `身份证阅读器的连接断开了${portOf(details)}。${KEPT}请插好数据线，把证件拿起后重新放置，再读一次。`,
  "card-reader-mute": () => `身份证阅读器没有应答。${KEPT}请拔下数据线等几秒再插上；仍不行请在“设备设置”中核对端口和波特率。`,
  "card-reader-garbled": () => `从身份证阅读器收到的数据不完整或有错，没有采用。${KEPT}请插紧数据线，把证件拿起后重新放置再读；一直如此请核对波特率。`,
  "card-reader-refused": ({ step, status }) => `身份证阅读器拒绝工作（${STEP_NAMES[String(step)] ?? "通信"}，状态码 ${status ?? "未知"}）。${KEPT}请给阅读器断电重启；仍不行请联系厂家，并提供状态码。`,
  "card-reader-failed": (details) => `身份证阅读器无法打开${portOf(details)}。${KEPT}请重新插拔后重试；仍不行请联系管理员。`,
  "card-not-found": () => `没有等到证件。${KEPT}请把证件平放在阅读器上再读；证件一直放着的，请先拿起再放下。`,
  "card-select-failed": () => `证件放得太短或位置不正，没有读到。${KEPT}请拿起证件，平放在阅读器中央不动，再读一次。`,
  "card-read-failed": () => `证件没有读完，可能提前拿开，或芯片损坏。${KEPT}请拿起证件重新放置再读；换一台阅读器仍读不出的，请对照证件手工录入。`,
  "card-pulled": () => `证件在读取途中被拿开，读到的部分没有采用。${KEPT}请重新放上证件，等提示读完再拿开。`,
  "card-data-wrong": ({ field }) => `读到的证件内容前后不符${FIELD_NAMES[String(field)] ? `（${FIELD_NAMES[String(field)]}）` : ""}，没有采用。${KEPT}请拿起证件重新放置再读；仍不符请对照证件手工录入，并核实证件真伪。`,
  "card-kind-unknown": ({ letter }) => `这种证件（类型“${letter ?? ""}”）程序还不认识，没有采用。${KEPT}请对照证件手工录入，并告知管理员。`,
  "card-read-cancelled": () => `读卡已取消。${KEPT}需要时请再读一次。`,
};

/** What is shown while a card is being read. */
export const cardStageWording: Readonly<Record<"waiting-for-card" | "lift-card" | "card-found" | "reading", string>> = {
  "waiting-for-card": "请把证件平放在阅读器上",
  "lift-card": "请把证件平放在阅读器上；已经放着的，请先拿起再放下",
  "card-found": "已找到证件，请不要移动",
  reading: "正在读取，请不要移动",
};

/** Beside the form after an expired card was read. */
export function expiredCardWording(validUntil: string): string {
  return `证件已于 ${validUntil} 到期。内容已填入，请核对有效证件后再继续。`;
}
