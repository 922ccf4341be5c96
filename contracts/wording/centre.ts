import { outboxWording } from "./outbox.ts";
import { recordProblemNames } from "./record.ts";
import { sealWording } from "./seals.ts";
import { signingKeyWording } from "./signing-keys.ts";

/**
 * What the failures of the centre say: to a clerk whose request it could not take, and to the administrator who runs it. The
 * failures of enrolment and sign-in are in `workplace.ts`, those of the exchange in `sync.ts`.
 */

type Details = Readonly<Record<string, string | number>>;

const WORK_IS_KEPT = "已保存的办件和扫描页都在本机，没有丢失。";
const NOTHING_CHANGED = "没有改动任何数据。";
const NOT_STARTED = "审批中心没有启动，数据没有改动。";

/** Answers to a request. */
const requestWording: Readonly<Record<string, (details: Details) => string>> = {
  "route-unknown": () => `审批中心没有这项服务。${WORK_IS_KEPT}请核对审批中心地址，或升级到与审批中心一致的版本。`,
  "not-entitled": () => `您的岗位不能做这项操作。${NOTHING_CHANGED}需要办理的，请系统管理员调整岗位权限。`,
  "case-unknown": () => `没有这个办件，或本单位无权查看。${NOTHING_CHANGED}请核对办件编号。`,
  "office-unknown": () => `没有这个单位。${NOTHING_CHANGED}请刷新单位列表后重新选择。`,
  "person-unknown": () => `没有这个人员。${NOTHING_CHANGED}请刷新人员列表后重新选择。`,
  "workstation-unknown": ({ workstationCode }) => `没有编号为 ${workstationCode} 的工作站。${NOTHING_CHANGED}请核对编号。`,
  "workstation-not-shut-out": ({ workstationCode }) => `编号为 ${workstationCode} 的工作站没有被停用。${NOTHING_CHANGED}请核对编号。`,
  "account-taken": ({ account }) => `账号“${account}”已被使用。${NOTHING_CHANGED}请换一个账号。`,
  "office-name-taken": ({ name }) => `已有名为“${name}”的单位。${NOTHING_CHANGED}请直接使用该单位，或换一个名称。`,
  "paper-record-broken": ({ version, problem }) =>
    `审批中心保存的这个办件，第 ${version} 条记录不对（${recordProblemNames[String(problem)] ?? problem}），可能被人改动过，文书没有生成。编号没有占用，办件和记录都保持原样。请系统管理员核查记录、从备份恢复，文书随后自动生成。`,
  "item-version-conflict": ({ itemCode, version, nextVersion }) =>
    `事项 ${itemCode} 的下一个版本应为 ${nextVersion}，提交的是 ${version}，可能有人刚刚改过。${NOTHING_CHANGED}请查看最新版本后重新提交。`,
  "item-change-undescribed": ({ itemCode, version }) =>
    `事项 ${itemCode} 的内容与第 ${version} 版不同，change 却与第 ${version} 版相同。${NOTHING_CHANGED}请在 change 里写明这次修改的修改人（author）、原因（reason）和日期（date）后重试。`,
  "document-template-conflict": ({ title, version, inForce }) =>
    `“${title}”的模板，在用的是第 ${inForce} 版，提交的是从第 ${version} 版改的，可能有人刚刚改过。没有导入，在用的模板没有改动。请导出在用的一版，改好后重新提交；确要改用这一份的，把 version 改为 ${inForce} 再提交。`,
  "document-template-unknown": ({ sha256 }) => `没有校验值为“${sha256}”的文书模板，或以它开头的不止一个。${NOTHING_CHANGED}请用 yichuang template list 或 yichuang seal uses 核对校验值。`,
  "workstation-codes-exhausted": () => `工作站编号（0001 至 9999）已全部用完，不能再登记。已登记的工作站不受影响。请联系软件服务商扩充编号。`,
  "file-unknown": () => `审批中心还没有收到这一页，或本单位无权查看。办件没有改动。请等窗口上传完成后再看。`,
  "file-offset-wrong": () => `这一页的上传位置与审批中心不一致。${WORK_IS_KEPT}程序会从正确的位置继续上传。`,
  "database-unreachable": ({ problem }) =>
    `审批中心连不上数据库${problem === undefined || problem === "" ? "" : `（${problem}）`}。已保存的数据都在，没有丢失，窗口可以继续办理，恢复后自动送出。请系统管理员检查数据库是否运行、地址和口令是否正确。`,
};

/** Why the centre did not start. */
const startWording: Readonly<Record<string, (details: Details) => string>> = {
  "tls-required": ({ host }) => `监听地址 ${host} 不是本机地址，没有证书时不允许启动，以免个人信息明文传输。${NOT_STARTED}请用 --tls-key 和 --tls-cert 指定私钥和证书，或只监听 127.0.0.1。`,
  "tls-file-unreadable": ({ file }) => `无法读取私钥或证书文件“${file}”。${NOT_STARTED}请检查路径和权限。`,
  "listen-failed": ({ host, port }) => `无法监听 ${host} 的 ${port} 端口，可能被其他程序占用。${NOT_STARTED}请换一个端口，或停止占用它的程序。`,
  "data-folder-in-use": ({ folder }) => `数据文件夹“${folder}”正由另一个审批中心使用。${NOT_STARTED}请先停止它，或改用其他数据文件夹。`,
  "database-newer": ({ databaseVersion, programVersion }) =>
    `数据库由更新的程序建立（第 ${databaseVersion} 版，本程序只认识到第 ${programVersion} 版）。为避免损坏，${NOT_STARTED}请升级审批中心程序后再启动。`,
  "database-migration-changed": ({ migration }) => `数据库的结构与本程序不符（${migration}）。为避免损坏，${NOT_STARTED}请核对程序版本，不要手工修改数据库结构。`,
  "postgres-folder-unreachable": ({ folder }) =>
    `以 root 运行时，数据库以系统用户 postgres 运行，而它进不了数据文件夹“${folder}”。${NOT_STARTED}请改用其他用户能进入的位置，例如 /var/lib/yichuang/centre。`,
  "postgres-user-missing": () => `以 root 运行时需要系统用户 postgres，但无法建立。${NOT_STARTED}请执行 useradd --system --user-group postgres，或用普通用户运行。`,
  "postgres-version-mismatch": ({ folder, folderVersion, programVersion }) =>
    `数据文件夹“${folder}”属于 PostgreSQL ${folderVersion}，本程序随附的是 ${programVersion}。${NOT_STARTED}请用原来的程序备份（yichuang backup），再用本程序恢复到新的数据文件夹。`,
  "postgres-not-ours": () => `数据文件夹中正在运行的数据库不接受保存的口令。${NOT_STARTED}请检查数据文件夹是否被替换过。`,
  "postgres-start-failed": ({ folder, output }) => `数据库没有启动（${folder}）：${output}。${NOT_STARTED}请按上面的提示处理，常见原因是磁盘已满或权限不对。`,
  "postgres-stop-failed": ({ output }) => `数据库没有按时停止：${output}。已保存的数据不受影响。它会在下次启动时接管，也可稍后再停。`,
};

/** Backup and restore. */
const backupWording: Readonly<Record<string, (details: Details) => string>> = {
  "backup-folder-not-empty": ({ folder }) => `备份文件夹“${folder}”不是空的，没有开始备份。其中的内容没有改动。请指定一个新的文件夹。`,
  "backup-unreadable": ({ folder }) => `“${folder}”不是完整的备份。${NOTHING_CHANGED}请检查路径，或改用另一份备份。`,
  "backup-key-needed": ({ folder }) => `备份“${folder}”是加密的。没有恢复任何数据。请用 --key-file 给出备份时的口令文件。`,
  "backup-key-wrong": ({ folder }) => `口令打不开备份“${folder}”：不是备份时的口令，或备份的 backup.json 被改动过。没有恢复任何数据。请换用备份时的口令文件，或改用另一份备份。`,
  "backup-key-unreadable": ({ file, reason }) => `无法读取口令文件“${file}”（${reason}）。${NOTHING_CHANGED}请检查路径和权限；还没有口令文件的，先写一个，并另存一份。`,
  "backup-key-too-short": ({ file, fewestCharacters }) => `口令文件“${file}”里的口令太短，容易被猜出。${NOTHING_CHANGED}请写至少 ${fewestCharacters} 个字，例如用 openssl rand -base64 32 生成。`,
  "backup-damaged": ({ folder, file }) => `备份“${folder}”中的 ${file} 已损坏或缺失。没有恢复任何数据。请改用另一份备份。`,
  "backup-record-broken": ({ caseNumber, version }) => `备份中办件 ${caseNumber} 的第 ${version} 条记录被改动过或不完整。没有恢复任何数据。请改用另一份备份，并查明原因。`,
  "backup-feed-broken": ({ position }) => `备份中一个部门的发送记录第 ${position} 条缺失或多出。没有恢复任何数据。请改用另一份备份，并查明原因。`,
  "backup-record-seals-broken": ({ fault }) => `备份中的记录与封存的不符：${fault}。没有恢复任何数据。请改用另一份备份，并查明原因。`,
  "backup-seal-log-broken": ({ position }) => `备份中的用印记录${position ? `第 ${position} 条` : ""}被改动过或不完整。没有恢复任何数据。请改用另一份备份，并查明原因。`,
  "restore-target-not-empty": () => `要恢复到的数据库不是空的。${NOTHING_CHANGED}请指定空的数据库或新的数据文件夹。`,
};

export const centreWording: Readonly<Record<string, (details: Details) => string>> = { ...requestWording, ...startWording, ...backupWording, ...sealWording, ...outboxWording, ...signingKeyWording };
