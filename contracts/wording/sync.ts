/** The failures of the exchange with the centre: what happened, what was kept, what to do next. */

type Details = Readonly<Record<string, string | number>>;

const WORK_GOES_ON = "未送出的办件和扫描页都在本机，没有丢失，可以继续办理。";
const TRIES_AGAIN = "系统会自动重试";

const CHAIN_PROBLEMS = { "content-changed": "内容与校验值不符", "chain-broken": "与前一条接不上", "version-missing": "中间缺少记录" } as const;

/** What a row of attention says when the record that the centre sent does not hold together. */
export function recordBrokenWording({ version, problem }: { version: number; problem: keyof typeof CHAIN_PROBLEMS }): string {
  return `审批中心发来的办件记录从第 ${version} 条起对不上校验（${CHAIN_PROBLEMS[problem]}），没有采用。此前的记录和本机录入的内容都在，其他办件不受影响。请先不要办理这个办件，并立即报告系统管理员核查审批中心的记录。`;
}

const pageRules: Readonly<Record<string, string>> = { format: "不是完整的 JPEG 图片", "too-small": "尺寸太小", "too-large": "尺寸太大", "too-many-bytes": "超过 90,000 字节", "no-bytes": "没有内容" };
const pageRuleNames = (rules: string): string => rules.split(", ").map((rule) => pageRules[rule] ?? rule).join("、");

export const syncWording: Readonly<Record<string, (details: Details) => string>> = {
  "protocol-mismatch": ({ centreVersion, workstationVersion }) =>
    `本机程序与审批中心的版本不一致（审批中心 ${centreVersion ?? "未知"}，本机 ${workstationVersion || "未知"}），暂停同步。${WORK_GOES_ON}请系统管理员把两边升级到同一版本，之后自动送出。`,
  "centre-certificate-untrusted": () =>
    `审批中心的证书不是本机信任的机构签发的，没有发送任何数据。${WORK_GOES_ON}请系统管理员把签发机构的证书装入本机系统，或用启动参数 centreCaFile 指定证书文件。`,
  "centre-certificate-out-of-date": () => `审批中心的证书已过期或尚未生效，没有发送任何数据。${WORK_GOES_ON}请先核对本机时间；时间正确的，请系统管理员更换审批中心的证书。`,
  "centre-certificate-of-another": () => `审批中心的证书不是为这个地址签发的，没有发送任何数据。${WORK_GOES_ON}请核对审批中心地址；地址正确的，请系统管理员更换审批中心的证书。`,
  "centre-ca-file-unreadable": ({ file, reason }) =>
    `无法读取启动参数 centreCaFile 指定的证书文件“${file}”（${reason}），程序没有启动。已保存的办件和扫描页都在本机，没有丢失。请系统管理员检查文件路径、权限和格式（PEM）后重新启动。`,
  "centre-answer-unreadable": () => `审批中心的应答无法识别（可能被网络设备拦截）。${WORK_GOES_ON}${TRIES_AGAIN}；持续出现请联系系统管理员检查网络。`,
  "record-broken": ({ caseId, version }) =>
    `从审批中心收到的办件记录对不上校验（办件 ${caseId ?? ""}，第 ${version ?? ""} 条），没有采用。这个办件显示到出错之前，其他办件不受影响。请立即报告系统管理员核查记录。`,
  "file-content-wrong": () => `一页扫描件多次送到审批中心后内容都不符，没有采用。原页面仍在本机。请放好原件，在“待处理”中打开这一页，按 S 重新扫描；多页出现请检查网络设备。`,
  "file-not-a-page": ({ rules }) => `一页扫描件不合要求（${pageRuleNames(String(rules ?? ""))}），审批中心没有采用，也不会再送。原页面仍在本机，办件的其他内容照常处理。请放好原件，在“待处理”中打开这一页，按 S 重新扫描；不能替换的，请联系系统管理员。`,
  "file-too-long": ({ length }) =>
    `一页扫描件超过审批中心允许的大小${length === undefined ? "" : `（${length} 字节）`}，没有送出。原页面仍在本机。请放好原件，在“待处理”中打开这一页，按 S 重新扫描。`,
  "file-store-full": () => `审批中心的存储空间已满，扫描页暂时送不出去。${WORK_GOES_ON}${TRIES_AGAIN}；请通知系统管理员扩充空间。`,
  "centre-stopping": () => `审批中心正在停机或重启。${WORK_GOES_ON}${TRIES_AGAIN}。`,
  "calendar-missing": () => `审批中心还没有设置工作日历，暂时不能受理同步。${WORK_GOES_ON}请系统管理员在中心设置工作日历。`,
  "request-invalid": ({ field, problem }) =>
    `审批中心看不懂本机送出的内容（${[field, problem].filter(Boolean).join("：") || "格式不对"}），没有采用。${WORK_GOES_ON}请联系系统管理员检查两边程序版本。`,
  "cursor-invalid": () => `审批中心不认识本机的同步位置，暂停接收。${WORK_GOES_ON}请联系系统管理员。`,
  "sync-stopped": () => `程序正在关闭，同步已停止。${WORK_GOES_ON}请重新打开程序，之后自动送出。`,
  "sync-broken": () => `同步时程序出错，已记入日志。${WORK_GOES_ON}${TRIES_AGAIN}；持续出现请联系系统管理员。`,
};
