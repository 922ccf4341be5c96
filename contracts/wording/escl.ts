/** What the failures say that only network scanners have: what happened, what was kept, what to do next. The rest is in `scanner.ts`. */

type Details = Readonly<Record<string, string | number>>;

/** `details.pages` is there when a scan had begun: the pages delivered before the trouble. */
function kept({ pages }: Details): string {
  return Number(pages ?? 0) > 0 ? `已扫描的 ${pages} 页已保留。` : "没有扫入任何页面，已有页面不受影响。";
}

const deviceOf = ({ device }: Details): string => (device ? `“${device}”` : "");

export const esclWording: Readonly<Record<string, (details: Details) => string>> = {
  "scanner-format-unsupported": (details) =>
    `网络扫描仪${deviceOf(details)}只能送出${details["formats"] ? ` ${details["formats"]} ` : "其他"}格式的文件，不能送出图片（JPEG）。${kept(details)}请在扫描仪的设置中打开 JPEG，或改用“导入文件”、其他扫描仪。`,
  "scanner-certificate-untrusted": (details) =>
    `网络扫描仪${deviceOf(details)}的安全证书与登记的不符，没有连接。${kept(details)}请管理员核对这台设备，在“设备设置”中登记它的证书；设备没有更换或重置过的，先不要使用。`,
};
