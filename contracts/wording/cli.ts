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
  yichuang record verify                  核对办件记录是否被改动

退出码：0 完成；1 有内容没有完成（已说明原因）；2 命令写错了。`,
} as const;

export const pagesHelp = {
  summary: "把图片做成合规的材料页（JPEG，不小于 640×480，不大于 1600×1200，不超过 90 KB）",
  description:
    "把扫描件、照片做成合规的材料页。可以给出文件和文件夹（含子文件夹，按文件名中的数字排序）。\n" +
    "一个文件出错不影响其他文件：其余页面照常写出，最后以退出码 1 结束。\n\n" +
    "--json 每行的内容：成功为 source、path、width、height、bytes、sha256、colour、quality、scale、warnings；\n" +
    "失败为 source、error（错误代码）、retryable、details。",
  in: "图片文件或文件夹：JPEG、PNG、TIFF（多页）、WebP、PNM",
  out: "页面写到这个文件夹；没有时自动建立，原图不会被覆盖",
  json: "每页输出一行 JSON，供脚本读取",
  mode: "standard 最清晰；fast 用时约三分之一；faithful 保留纸张底色和全部颜色（默认 standard）",
  examples: `
示例：
  yichuang pages 身份证.jpg --out 页面/
  yichuang pages 扫描件/ 照片/ --out 页面/ --mode fast
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
  json: "启动后输出一行 JSON（url、dataFolder；试用时还有 enrolmentCode、account、password）",
  tlsPair: "--tls-cert 和 --tls-key 要一起给出。",
  stopping: "正在停止审批中心……",
  examples: `
示例：
  yichuang server --trial
  yichuang server --data /srv/yichuang --host 0.0.0.0 --port 8460 --tls-cert cert.pem --tls-key key.pem
  DATABASE_URL=postgres://yichuang@db/yichuang yichuang server --data /srv/yichuang`,
} as const;

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
  description: "从审批中心的数据导出一个办件：一个以项目全称命名的文件夹，每组材料一个 ZIP，页面按顺序编号。",
  case: "办件编号（25 位数字，可带空格或短横）",
  out: "导出到这个文件夹",
  examples: `
示例：
  yichuang export 3601002026112300010000016 --out 导出/`,
} as const;

export const recordHelp = {
  summary: "办件记录",
  description: "办件记录的检查。",
  verifySummary: "核对全部办件记录的校验链，指出被改动的记录",
  verifyDescription: "逐条核对全部办件记录的校验链。有记录被改动、插入或删除时，逐条列出，并以退出码 1 结束。",
  examples: `
示例：
  yichuang record verify
  yichuang record verify --data /srv/yichuang`,
} as const;

export const backupHelp = {
  summary: "备份审批中心",
  description: "把审批中心的数据库和文件备份到一个新文件夹。需要 PostgreSQL 客户端（Debian：apt-get install postgresql-client）。",
  out: "备份到这个文件夹（须为空或不存在）",
  examples: `
示例：
  yichuang backup --out /backup/2026-11-21`,
} as const;

export const restoreHelp = {
  summary: "从备份恢复审批中心",
  description: "把备份恢复到空的审批中心。恢复前核对备份是否完整；已有数据的审批中心不会被覆盖。",
  from: "备份所在的文件夹",
  examples: `
示例：
  yichuang restore --from /backup/2026-11-21 --data /srv/yichuang-new`,
} as const;

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
  "folder-empty": ({ folder }) => `文件夹“${folder}”里没有文件。其余输入不受影响。请检查文件夹名称。`,
  "folder-not-writable": ({ folder, reason }) =>
    `无法写入文件夹“${folder}”（${reason}）。没有写出任何文件，原有文件没有改动。请检查文件夹权限和磁盘空间，或换一个文件夹。`,
  "tls-required": ({ host }) =>
    `监听 ${host} 会接受其他机器的连接，必须使用 HTTPS，审批中心没有启动。没有改动任何数据。请用 --tls-cert 和 --tls-key 给出证书和私钥。`,
  "tls-file-unreadable": ({ file }) => `无法读取证书或私钥文件“${file}”，审批中心没有启动。没有改动任何数据。请检查文件名和权限。`,
  "listen-failed": ({ host, port }) =>
    `无法监听 ${host}:${port}（端口可能已被占用），审批中心没有启动。数据没有改动。请停止占用端口的程序，或用 --port 换一个端口。`,
  "data-folder-in-use": ({ folder }) =>
    `数据文件夹“${folder}”正被另一个审批中心使用。数据没有改动。请先停止正在运行的审批中心，或用 --data 指定别的文件夹。`,
  "postgres-folder-unreachable": ({ folder }) =>
    `以 root 运行时数据库由用户 postgres 运行，而它进不了文件夹“${folder}”。没有改动任何数据。请用 --data 指定 /var/lib 下的文件夹。`,
  "postgres-user-missing": () => "没有系统用户 postgres，也无法建立。没有改动任何数据。请执行 useradd --system --user-group postgres，或以普通用户运行。",
  "postgres-version-mismatch": ({ folder }) =>
    `数据文件夹“${folder ?? ""}”里的数据库是另一个版本的 PostgreSQL 建立的。数据没有改动。请用原版本的程序打开，或从备份恢复。`,
  "postgres-start-failed": ({ folder, output }) => `随附的数据库没有启动（${folder ?? ""}）。数据没有改动。请查看下面的原因，处理后重新启动：\n${output ?? ""}`,
  "database-unreachable": () => "连不上数据库。数据没有改动。请检查数据库地址、口令和网络后重试。",
  "page-not-written": ({ name, path, reason }) =>
    `“${name}”的页面没有写入“${path}”（${reason}）。原图没有改动，其余页面不受影响。请检查文件夹权限和磁盘空间后重做这一页。`,
};
