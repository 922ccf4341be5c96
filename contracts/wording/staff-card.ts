/** What the failures `staff-card-…` and `native-driver-…` say to a clerk: what happened, what was kept, what to do next. */

type Details = Readonly<Record<string, string | number>>;
/** What is left of a card's PIN; `devices/staff-card` says where the words come from. */
export type PinStateShown = PinRest | { readonly kind: "enough" } | { readonly kind: "locked" };
type PinRest = { readonly kind: "tries"; readonly left: number } | { readonly kind: "few" } | { readonly kind: "last" };

const KEPT = "没有签名，已填写的内容没有改动。";
const fileOf = ({ path }: Details): string => (path ? `（${path}）` : "");
const driverNames: Readonly<Record<string, string>> = { "staff-card": "工作人员证书卡", "serial-line": "身份证阅读器" };
const driverOf = ({ driver }: Details): string => driverNames[String(driver)] ?? "设备";

export const staffCardWording: Readonly<Record<string, (details: Details) => string>> = {
  "staff-card-not-configured": () => `本机还没有设置证书卡。${KEPT}请系统管理员在“设备设置”中选择证书卡的驱动程序后再试。`,
  "staff-card-missing": () => `没有找到证书卡。${KEPT}请插好证书卡后再试。`,
  "staff-card-in-use": () => `这张证书卡正在使用，不用再试。${KEPT}要试的话请先退出登录，或换一张卡。`,
  "staff-card-removed": () => `证书卡在操作途中被拔出。${KEPT}请重新插好证书卡，输入 PIN 码后再试。`,
  "staff-card-busy": () => `证书卡没有应答，可能正被其他程序使用。${KEPT}请关闭其他使用证书卡的程序，或拔出重插后再试。`,
  "staff-card-cancelled": () => `证书卡操作已取消。${KEPT}需要时请再试一次。`,
  "staff-card-pin-needed": () => `证书卡需要 PIN 码。${KEPT}请输入 PIN 码后再试。`,
  "staff-card-pin-wrong": ({ pin, triesLeft }) => `PIN 码不对，${wrongPinRest(pin, triesLeft)}${KEPT}请核对后重新输入；忘记 PIN 码的请不要再试，到发卡单位重置。`,
  "staff-card-pin-locked": () => `证书卡已锁死：PIN 码输错次数过多。${KEPT}请携带本人证件到发卡单位解锁；在此之前请用密码登录。`,
  "staff-card-pin-refused": () => `PIN 码的位数或字符不符合这张卡的要求，没有送到卡里核对，不占用次数。${KEPT}请核对后重新输入。`,
  "staff-card-pin-expired": () => `证书卡的 PIN 码已过期或还没有设置。${KEPT}请到发卡单位设置 PIN 码。`,
  "staff-card-key-missing": () => `证书卡里没有用于签名的密钥。${KEPT}请换一张卡；仍不行请联系发卡单位。`,
  "staff-card-key-unsupported": ({ keyType }) => `证书卡的密钥类型${keyType ? `（${keyType}）` : ""}本程序不支持。${KEPT}请换用 SM2、RSA 2048 位以上或 P-256 的证书卡。`,
  "staff-card-certificate-missing": () => `证书卡里没有签名证书。${KEPT}请到发卡单位重新制证。`,
  "staff-card-certificate-unreadable": () => `证书卡里的证书损坏，无法读取。${KEPT}请到发卡单位重新制证。`,
  "staff-card-signature-wrong": () => `证书卡给出的签名与卡里的证书对不上，没有采用。${KEPT}请拔出重插后再试；仍不行请到发卡单位重新制证。`,
  "staff-card-library-missing": (details) => `找不到证书卡的驱动程序${fileOf(details)}。${KEPT}请系统管理员安装厂家驱动，或在“设备设置”中改正路径。`,
  "staff-card-library-unusable": (details) => `证书卡的驱动程序无法在本机运行${fileOf(details)}，可能不是本机处理器的版本，或缺少它依赖的文件。${KEPT}请系统管理员安装与本机系统相符的驱动。`,
  "staff-card-library-wrong": (details) => `所选文件不是这种证书卡的驱动程序${fileOf(details)}。${KEPT}请系统管理员在“设备设置”中核对接口类型（PKCS#11 或 SKF）和文件。`,
  "staff-card-failed": ({ operation, status }) => `证书卡报告了未知错误（${operation ?? "操作"}，${status ?? "无状态码"}）。${KEPT}请拔出重插后再试；仍不行请联系厂家，并提供状态码。`,
  "native-driver-hung": (details) => `${driverOf(details)}的驱动程序没有应答，已强制结束。已填写的内容没有改动。请再试一次；证书卡需要重新输入 PIN 码。`,
  "native-driver-ended": (details) => `${driverOf(details)}的驱动程序意外退出，已重新准备。已填写的内容没有改动。请再试一次；证书卡需要重新输入 PIN 码。`,
  "native-driver-unstable": (details) => `${driverOf(details)}的驱动程序接连出错，暂停使用一分钟。已填写的内容没有改动。请拔出设备重插，稍后再试；仍不行请联系管理员更新驱动。`,
  "native-driver-stopped": (details) => `${driverOf(details)}已停用。已填写的内容没有改动。请在“设备设置”确认后再试。`,
};

function wrongPinRest(pin: string | number | undefined, triesLeft: string | number | undefined): string {
  if (triesLeft !== undefined) return `${restWording({ kind: "tries", left: Number(triesLeft) })}。`;
  return pin === "last" || pin === "few" ? `${restWording({ kind: pin })}。` : "";
}

/** Beside the place where the PIN is typed; nothing to say of a card that has all its tries and does not count them. */
export function pinStateWording(state: PinStateShown): string {
  if (state.kind === "locked") return "证书卡已锁死，请到发卡单位解锁";
  return state.kind === "enough" ? "" : `PIN 码${restWording(state)}`;
}

function restWording(state: PinRest): string {
  if (state.kind === "few") return "所剩次数不多";
  return state.kind === "last" || state.left === 1 ? "只能再试 1 次，再错将锁死" : `还可以试 ${state.left} 次`;
}
