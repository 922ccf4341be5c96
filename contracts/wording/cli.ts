import { SCAN_LIMIT_BYTES } from "../../domain/page/page-rules.ts";
import { calendarWording } from "./calendar-commands.ts";
import { itemWording } from "./item-commands.ts";
import { officeWording } from "./office-commands.ts";
import { personWording } from "./person-commands.ts";
import { templateWording } from "./template-commands.ts";
import { recordFaultLine, type RecordFaultFacts } from "./record.ts";
import { formatMinute } from "./time.ts";

/** The words of the command line `yichuang`: help, results and failures. */

type Details = Readonly<Record<string, string | number>>;

export const helpTitles: Readonly<Record<string, string>> = {
  "Usage:": "用法：",
  "Arguments:": "参数：",
  "Options:": "选项：",
  "Commands:": "命令：",
};

export const cliWording = {
  description: "一窗：政务服务窗口工作站与审批中心的管理命令，供系统管理员和脚本使用。",
  version: "显示版本号",
  helpOption: "显示帮助",
  helpCommand: "显示某个命令的帮助",
  examples: `
示例：
  yichuang server --trial                 启动单机试用的审批中心，并显示登记码
  yichuang pages 扫描件/ --out 页面/       把一个文件夹的图片做成合规页面
  yichuang export 3601002026112300010000016 --out 导出/
  yichuang record verify                  核对办件记录和用印记录是否被改动
  yichuang certificate verify 许可证.pdf   核验一份电子证照

退出码：0 完成；1 有内容没有完成（已说明原因）；2 命令写错了。`,
} as const;

export const pagesHelp = {
  summary: "把图片做成合规的材料页（JPEG，不小于 640×480，不大于 1600×1200，不超过 90 KB）",
  description:
    "把扫描件、照片做成合规的材料页。可以给出文件和文件夹（含子文件夹和链接，按文件名中的数字排序）。\n" +
    "一个文件或子文件夹出错不影响其他文件：其余页面照常写出，最后以退出码 1 结束。\n\n" +
    "--json 每行的内容：成功为 source、path、width、height、bytes、sha256、colour、quality、scale、warnings；\n" +
    "失败为 source、error（错误代码）、retryable、details。",
  in: `图片文件或文件夹：JPEG、PNG、TIFF（多页）、WebP、PNM；单个文件不超过 ${SCAN_LIMIT_BYTES / 1e6} MB（TIFF 不限）`,
  out: "页面写到这个文件夹；没有时自动建立，原图不会被覆盖",
  json: "每页输出一行 JSON，供脚本读取",
  mode: "standard 最清晰；fast 用时约三分之一；faithful 保留纸张底色和全部颜色（默认 standard）",
  camera: "都是相机、手机拍的：裁出纸张（默认按图片的拍摄信息和尺寸自动判断）",
  noCamera: "都不是相机、手机拍的：不裁出纸张",
  examples: `
示例：
  yichuang pages 身份证.jpg --out 页面/
  yichuang pages 扫描件/ 照片/ --out 页面/ --mode fast
  yichuang pages 手机照片/ --out 页面/ --camera
  yichuang pages 扫描件/ --out 页面/ --json | jq -r 'select(.error) | .source'`,
} as const;

interface PageFigures {
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

export function pageLine(source: string, path: string, page: PageFigures, warnings: readonly string[]): string {
  const notes = warnings.map((warning) => `；注意：${warning}`).join("");
  return `${source} → ${path}（${page.width}×${page.height}，${page.bytes} 字节）${notes}`;
}

export function pagesSummary(pageCount: number, failureCount: number, folder: string): string {
  const failed = failureCount > 0 ? `，${failureCount} 个没有完成（原因见上，改正后可单独重做）` : "";
  return `完成 ${pageCount} 页，已写入 ${folder}${failed}。`;
}

export const centreOptionsHelp = {
  data: "审批中心的数据文件夹（默认 ~/.yichuang/centre；root 为 /var/lib/yichuang/centre）",
  databaseUrl: "已有的 PostgreSQL，如 postgres://用户:口令@主机/库（默认取环境变量 DATABASE_URL；没有时用随附的）",
  sealPkcs11: "新印章的私钥保存在 PKCS#11 密码设备里：厂商库文件（默认取 YICHUANG_SEAL_PKCS11）",
  sealToken: "密码设备（令牌）的名称（默认取 YICHUANG_SEAL_TOKEN）",
  sealPinFile: "密码设备的 PIN 所在的文件（默认取 YICHUANG_SEAL_PIN_FILE）",
  sealKeyFile: "印章密钥文件（默认取环境变量 YICHUANG_SEAL_KEY_FILE；没有时为数据文件夹里的 seal-key）",
} as const;

export const serverHelp = {
  summary: "启动审批中心",
  description:
    "启动审批中心并显示地址，按 Ctrl+C 停止。没有给出数据库时，使用数据文件夹里随附的 PostgreSQL；\n" +
    "扫描页也保存在数据文件夹。监听本机以外的地址时必须给出证书。",
  port: "端口（默认 8460；0 表示由系统选择）",
  host: "监听地址（默认 127.0.0.1，只接受本机连接）",
  tlsCert: "HTTPS 证书文件（PEM），与 --tls-key 一起使用",
  tlsKey: "HTTPS 私钥文件（PEM）",
  trial: "单机试用：写入示例部门、人员和事项，并显示登记码",
  publicUrl: "公众访问审批中心的地址，如 https://spzx.example.gov.cn，印在证照二维码里（默认为监听地址）",
  messageGateway: "短信网关的地址（POST JSON：mobile、text）；口令用环境变量 YICHUANG_SMS_TOKEN。没有时短信写入数据文件夹的 messages",
  json: "启动后输出一行 JSON（url、dataFolder；试用时还有 enrolmentCode、account、password）",
  tlsPair: "--tls-cert 和 --tls-key 要一起给出。",
  stopping: "正在停止审批中心……",
  examples: `
示例：
  yichuang server --trial
  yichuang server --data /srv/yichuang --host 0.0.0.0 --port 8460 --tls-cert cert.pem --tls-key key.pem
  DATABASE_URL=postgres://yichuang@db/yichuang yichuang server --data /srv/yichuang`,
} as const;

export const setupHelp = {
  summary: "新建审批中心的第一个单位和系统管理员",
  description:
    "在空的审批中心里建立第一个单位及其审批专用章、系统管理员（密码自动生成，只显示一次）和 2026 年工作日历；\n" +
    "--with-items 还导入随程序提供的参考事项，归第一个单位办理。\n" +
    "已经有人员的审批中心不会被改动。先停止审批中心再运行。",
  region: "行政区划代码（6 位数字）",
  office: "单位名称，如 南昌市行政服务中心",
  account: "管理员的账号：2 至 60 个小写字母、数字、点、短横或下划线",
  name: "管理员的姓名",
  withItems: "导入参考事项；正式办理前请按本地公布的办事指南核对",
  wrongRegion: "行政区划代码应为 6 位数字。没有建立任何数据。",
  examples: `
示例：
  yichuang setup --data /srv/yichuang --region 360100 --office 南昌市行政服务中心 --account admin --name 张三
  yichuang setup --data /srv/yichuang --region 360100 --office 南昌市行政服务中心 --account admin --name 张三 --with-items`,
} as const;

interface SetupFacts {
  readonly officeName: string;
  readonly account: string;
  readonly password: string;
  /** Undefined when the key is in the environment. */
  readonly sealKeyFile: string | undefined;
  readonly itemNames: readonly string[];
}

export function setupDone({ officeName, account, password, sealKeyFile, itemNames }: SetupFacts): string {
  const sealKey = sealKeyFile === undefined ? "印章私钥已用环境变量 YICHUANG_SEAL_KEY 中的密钥加密" : `印章密钥文件：${sealKeyFile}（不在备份里；请另存一份，丢失后印章不能再用）`;
  const items = itemNames.length === 0 ? "还没有事项：用 yichuang item import 导入" : `已导入参考事项：${itemNames.join("、")}（正式办理前请按本地公布的办事指南核对）`;
  return [
    `已建立单位：${officeName}`,
    sealKey,
    items,
    `系统管理员账号：${account}`,
    `密码（只显示这一次，请妥善保存）：${password}`,
    `接着用 yichuang office set --office ${officeName} 登记文书所需的单位资料，用 yichuang person add 添加人员，用 yichuang enrolment-code 生成工作站的登记码，再用 yichuang server 启动审批中心。`,
  ].join("\n");
}

export const enrolmentCodeHelp = {
  summary: "生成登记一台工作站用的登记码",
  description: "为某个单位的一台工作站生成登记码：24 小时内有效，只能用一次。审批中心运行时也可以生成。",
  office: "工作站所在单位的名称",
  examples: `
示例：
  yichuang enrolment-code --data /srv/yichuang --office 南昌市行政服务中心`,
} as const;

export function enrolmentCodeGiven(officeName: string, enrolmentCode: string): string {
  return `${officeName}的登记码：${enrolmentCode}（24 小时内有效，只能用一次）`;
}

export const workstationHelp = {
  summary: "查看、停用、恢复窗口工作站",
  description: "查看登记过的窗口工作站；电脑遗失的，停用它；找回后恢复，它保存的未送出的办件会自动送到审批中心。",
  listSummary: "列出全部工作站",
  json: "输出一行 JSON，供脚本读取",
  shutOutSummary: "停用一台工作站：审批中心不再理会它，在它上面登录的人员一并退出",
  letInSummary: "恢复一台停用的工作站：它会自动送出保存的办件和扫描页",
  code: "工作站编号（4 位数字）",
  reason: "原因，记入管理记录",
  wrongCode: "工作站编号应为 4 位数字。没有改动任何数据。",
  wrongReason: "原因应为 1 至 500 字。没有改动任何数据。",
  examples: `
示例：
  yichuang workstation list --data /srv/yichuang
  yichuang workstation shut-out 0007 --reason 电脑遗失
  yichuang workstation let-in 0007 --reason 电脑已找回`,
} as const;

interface ListedWorkstation {
  readonly code: string;
  readonly officeName: string;
  readonly deviceName: string;
  readonly lastHeardAt: string | null;
  readonly shutOutAt: string | null;
}

export function workstationLine({ code, officeName, deviceName, lastHeardAt, shutOutAt }: ListedWorkstation): string {
  const heard = lastHeardAt === null ? "尚未联系过" : `最近联系 ${formatMinute(lastHeardAt)}`;
  return `${code}  ${officeName}  ${deviceName}  ${heard}${shutOutAt === null ? "" : `  已于 ${formatMinute(shutOutAt)} 停用`}`;
}

export const noWorkstations = "还没有登记过工作站。请用 yichuang enrolment-code 生成登记码。";

export function workstationShutOut(code: string): string {
  return `工作站 ${code} 已停用。它未送出的办件加密保存在它的磁盘上；找回电脑后，用 yichuang workstation let-in ${code} 恢复。`;
}

export function workstationLetIn(code: string): string {
  return `工作站 ${code} 已恢复。它下次联系审批中心时（10 分钟内；在工作站上点“立即同步”可立刻进行）会送出未送出的办件。`;
}

interface StartedServer {
  readonly url: string;
  readonly dataFolder: string;
  readonly enrolmentCode?: string;
  readonly account?: string;
  readonly password?: string;
}

export function serverStarted({ url, dataFolder, enrolmentCode, account, password }: StartedServer): string[] {
  const trial =
    enrolmentCode === undefined
      ? []
      : [`登记码：${enrolmentCode}（登记一台工作站用，24 小时内有效，只能用一次）`, `试用账号：${account}，密码：${password}`];
  return [`审批中心已启动：${url}`, `数据文件夹：${dataFolder}`, ...trial, "按 Ctrl+C 停止。"];
}

export const exportHelp = {
  summary: "按办件编号导出材料（每组材料一个 ZIP）",
  description:
    "从审批中心的数据导出一个办件：一个以项目全称命名的文件夹，每组材料一个 ZIP，页面按顺序编号。\n" +
    "审批中心运行时也可以导出。还有页面没有传到中心时不导出，已有的同名文件夹不覆盖。",
  case: "办件编号（25 位数字，可带空格或短横）",
  wrongNumber: "办件编号不正确：应为 25 位数字，最后一位是校验码。",
  out: "导出到这个文件夹",
  examples: `
示例：
  yichuang export 3601002026112300010000016 --out 导出/`,
} as const;

export const recordHelp = {
  summary: "办件记录",
  description: "办件记录的检查。",
  verifySummary: "核对全部办件记录的校验链和电子签名，以及用印记录，指出被改动的记录",
  verifyDescription:
    "逐条核对全部办件记录的校验链和每个签署的电子签名，以及每枚印章的用印记录和各登记簿，并互相对照。有记录被改动、插入或删除时，列出每个办件、每枚印章的第一处，\n" +
    "并以退出码 1 结束。" +
    "审批中心运行时也可以核对。",
  json: "输出一行 JSON（caseCount、eventCount、signedCount、unsignedCount、faults、feedFaults、sealLog、registerGaps、registerFaults、templateFaults），供脚本读取",
  examples: `
示例：
  yichuang record verify
  yichuang record verify --data /srv/yichuang`,
} as const;

export const backupHelp = {
  summary: "备份审批中心",
  description:
    "把审批中心的数据库和扫描页备份到一个新文件夹。审批中心运行时也可以备份，取的是同一时刻的数据。\n" +
    "备份用口令文件里的口令加密；口令文件不在备份里，丢失后备份不能恢复，请在另一处保存一份。\n" +
    "打开印章私钥的密钥文件也不在备份里，请另行保管。",
  out: "备份到这个文件夹（须为空或不存在）",
  keyFile: "口令文件：一个文本文件，至少 12 个字（默认取环境变量 YICHUANG_BACKUP_KEY_FILE）",
  unencrypted: "不加密：备份里的个人信息任何人都能读，只用于已经加密的磁盘",
  keyOrNot: "请用 --key-file 给出口令文件，或用 --unencrypted 写明不加密（两者只选一个）。没有开始备份。",
  examples: `
示例：
  openssl rand -base64 32 > /root/backup-key        （只做一次，另存一份）
  yichuang backup --out /backup/2026-11-21 --key-file /root/backup-key`,
} as const;

export const restoreHelp = {
  summary: "从备份恢复审批中心",
  description:
    "把备份恢复到空的数据库和数据文件夹。恢复前核对备份是否完整、记录是否被改动，有问题时一条也不恢复；\n" +
    "已有数据的审批中心不会被覆盖。",
  from: "备份所在的文件夹",
  keyFile: "备份时的口令文件（默认取环境变量 YICHUANG_BACKUP_KEY_FILE）；没有加密的备份不需要",
  examples: `
示例：
  yichuang restore --from /backup/2026-11-21 --key-file /root/backup-key --data /srv/yichuang-new`,
} as const;

interface RecordFigures {
  readonly caseCount: number;
  readonly eventCount: number;
  readonly signedCount: number;
  readonly unsignedCount: number;
  readonly faults: readonly unknown[];
  readonly feedFaults: readonly unknown[];
}

export function recordSummary({ caseCount, eventCount, signedCount, unsignedCount, faults, feedFaults }: RecordFigures): string {
  const unsigned = unsignedCount > 0 ? `（另有 ${unsignedCount} 条启用签名以前的签署，未签名）` : "";
  const checked = `核对了 ${caseCount} 个办件的 ${eventCount} 条记录、${signedCount} 个电子签名${unsigned}`;
  const found = [
    ...(faults.length > 0 ? [`${faults.length} 个办件的记录有问题`] : []),
    ...(feedFaults.length > 0 ? [`${feedFaults.length} 个部门的发送记录有问题`] : []),
  ];
  return found.length === 0
    ? `${checked}，没有发现改动。`
    : `${checked}，${found.join("，")}。数据没有改动。请保留现场，查明原因，并用备份（yichuang restore）核对。`;
}

interface BackupFigures {
  readonly folder: string;
  readonly rowCount: number;
  readonly fileCount: number;
  readonly isEncrypted: boolean;
}

export function backupDone({ folder, rowCount, fileCount, isEncrypted }: BackupFigures): string {
  const protection = isEncrypted ? "已加密，恢复时要用同一个口令文件" : "没有加密，含个人信息，请存放在只有管理员能读的位置";
  return `备份完成：${folder}（数据 ${rowCount} 行，扫描页 ${fileCount} 个；${protection}）。`;
}

export function restoreDone(folder: string, caseCount: number, eventCount: number): string {
  return `恢复完成：${caseCount} 个办件、${eventCount} 条记录，记录核对无误。数据文件夹：${folder}。请用 yichuang server 启动。`;
}

export function exportDone(folder: string, files: readonly string[]): string {
  return [`导出完成：${folder}`, ...files].join("\n");
}

/** Beside an export that was asked for all the same. */
export function exportedDespite(fault: RecordFaultFacts): string {
  return `注意：${recordFaultLine(fault)}。导出的内容可能被人改动过，请勿作为依据；请先核查记录（yichuang record verify）。`;
}

/** Commander's own complaint, in Chinese: what was wrong and where the help is. */
export function usageProblem(code: string, message: string): string {
  const named = /'([^']*)'/.exec(message)?.[1] ?? "";
  const say = usageProblems[code];
  return `${say ? say(named) : message}\n命令没有执行，没有改动任何数据。请看 yichuang --help，或 yichuang help 命令名。`;
}

const usageProblems: Readonly<Record<string, (named: string) => string>> = {
  "commander.unknownCommand": (named) => `没有“${named}”这个命令。`,
  "commander.unknownOption": (named) => `没有“${named}”这个选项。`,
  "commander.missingArgument": (named) => `缺少参数 ${named}。`,
  "commander.optionMissingArgument": (named) => `选项 ${named} 缺少值。`,
  "commander.missingMandatoryOptionValue": (named) => `缺少选项 ${named}。`,
  "commander.invalidArgument": (named) => `选项 ${named} 的值不正确。`,
  "commander.excessArguments": () => "参数太多。",
};

/** The failures of the command line itself: what happened, what was kept, what to do next. */
export const cliFailureWording: Readonly<Record<string, (details: Details) => string>> = {
  ...calendarWording,
  ...itemWording,
  ...officeWording,
  ...personWording,
  ...templateWording,
  "file-unreadable": ({ file, reason }) => `无法读取“${file}”（${reason}）。没有改动任何文件。请检查路径和权限。`,
  "file-not-written": ({ file, reason }) => `无法写入“${file}”（${reason}）。没有覆盖任何文件。请换一个文件名，或检查文件夹权限和磁盘空间。`,
  "root-file-invalid": ({ file }) => `“${file}”不是 PEM 格式的根证书。没有核验，文件没有改动。请用 yichuang certificate export-root 导出的文件。`,
  "folder-empty": ({ folder }) => `文件夹“${folder}”里没有文件。其余输入不受影响。请检查文件夹名称。`,
  "folder-not-writable": ({ folder, reason }) =>
    `无法写入文件夹“${folder}”（${reason}）。没有写出任何文件，原有文件没有改动。请检查文件夹权限和磁盘空间，或换一个文件夹。`,
  "centre-not-found": ({ folder }) =>
    `“${folder}”里没有审批中心的数据。没有建立任何文件。请用 --data 指定审批中心的数据文件夹，或用 --database-url 指定数据库。`,
  "centre-set-up-already": () => "这个审批中心已经有人员。没有改动任何数据。请用 yichuang office add、yichuang person add 添加单位和人员；忘记密码的，用 yichuang person password。",
  "office-name-unknown": ({ name }) => `没有名为“${name}”的单位。没有改动任何数据，也没有生成登记码。请核对名称，要与建立时完全一致。`,
  "case-number-unknown": ({ number }) => `审批中心没有编号为 ${number} 的办件。没有导出任何文件。请核对编号；窗口离线办理的，请等同步后再导出。`,
  "case-pages-missing": ({ number, count }) =>
    `办件 ${number} 还有 ${count} 页没有传到审批中心。没有导出任何文件，页面保存在窗口工作站。请等窗口联网上传后再导出。`,
  "export-empty": ({ caseNumber }) => `办件 ${caseNumber} 没有扫描页，没有可导出的内容。没有建立文件夹。`,
  "page-not-written": ({ name, path, reason }) =>
    `“${name}”的页面没有写入“${path}”（${reason}）。原图没有改动，其余页面不受影响。请检查文件夹权限和磁盘空间后重做这一页。`,
};
