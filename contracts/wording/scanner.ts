/** What the failures `scanner-…` say to a clerk: what happened, what was kept, what to do next. */

type Details = Readonly<Record<string, string | number>>;

/** `details.pages` is there when a scan had begun: the pages delivered before the trouble. */
function kept({ pages }: Details): string {
  if (pages === undefined) return "";
  return Number(pages) > 0 ? `已扫描的 ${pages} 页已保留。` : "没有扫入任何页面。";
}

const OPTION_NAMES: Readonly<Record<string, string>> = { source: "进纸方式", colour: "颜色", resolutionDpi: "分辨率", pageSize: "纸张大小" };

export const scannerWording: Readonly<Record<string, (details: Details) => string>> = {
  "scanner-busy": (details) => `扫描仪正被占用。${kept(details)}请等另一项扫描结束后重试。`,
  "scanner-jam": (details) => `扫描仪卡纸。${kept(details)}请打开盖板取出卡住的纸，从这一张起重新放入后继续。`,
  "scanner-feeder-empty": (details) => `进纸器里没有纸。${kept(details)}请放好材料后重新扫描。`,
  "scanner-cover-open": (details) => `扫描仪盖板没有合上。${kept(details)}请合上盖板后继续。`,
  "scanner-connection-lost": (details) => `与扫描仪的连接中断。${kept(details)}请检查电源和数据线，核对最后走过的一张有没有扫入，再继续扫描其余页面。`,
  "scanner-stopped-at-device": (details) => `扫描在设备上被停止。${kept(details)}需要时请继续扫描其余页面。`,
  "scanner-out-of-memory": (details) => `扫描仪内存不足。${kept(details)}请降低分辨率（建议 200 dpi）后重试。`,
  "scanner-access-denied": (details) => `没有使用扫描仪的权限。${kept(details)}请系统管理员把当前用户加入 scanner 用户组。`,
  "scanner-device-gone": (details) => `找不到扫描仪“${details["device"] ?? ""}”。${kept(details)}请检查是否开机、连线是否插好，然后刷新设备列表。`,
  "scanner-option-refused": (details) =>
    `扫描仪不支持所选的${OPTION_NAMES[String(details["option"])] ?? "设置"}${details["value"] === undefined ? "" : `（${details["value"]}）`}。${kept(details)}请在扫描设置中另选一项。`,
  "scanner-software-missing": ({ program }) =>
    program === "NAPS2"
      ? "本机没有安装扫描程序 NAPS2，无法使用扫描仪。已有页面不受影响。请系统管理员安装 NAPS2（7 或更新版本），也可以先用“导入文件”或网络扫描仪。"
      : "本机没有安装扫描程序 scanimage，无法使用扫描仪。已有页面不受影响。请系统管理员安装 sane-utils，也可以先用“导入文件”。",
  "scanner-not-responding": (details) => `扫描仪长时间没有响应，已停止等待。${kept(details)}请重启扫描仪后重试。`,
  "scanner-disk-full": (details) => `磁盘空间不足，扫描停止。${kept(details)}请清理磁盘后继续。`,
  "scanner-folder-unreadable": (details) => `无法读取文件夹“${details["device"] ?? ""}”。${kept(details)}请检查网络或 U 盘后重试。`,
  "scanner-failed": (details) => `扫描失败。${kept(details)}请重试；仍然失败时请重启扫描仪并联系管理员。`,
  "export-disk-full": ({ folder }) => `磁盘空间不足，没有导出到“${folder}”，未留下任何半成品。案件内容不受影响。请清理磁盘或换一个位置重试。`,
  "export-not-writable": ({ folder }) => `无法写入“${folder}”，没有导出。案件内容不受影响。请换一个有权限的位置重试。`,
  "export-exists": ({ folder }) => `“${folder}”已经存在，没有覆盖。请先移走原文件夹或换一个位置。`,
};
