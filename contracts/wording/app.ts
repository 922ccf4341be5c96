/** The words of the shell itself: menu, problems that keep the app from starting. */

export const appName = "一窗";

export const menuWording = {
  file: "文件",
  quit: "退出",
  edit: "编辑",
  undo: "撤销",
  redo: "重做",
  cut: "剪切",
  copy: "复制",
  paste: "粘贴",
  selectAll: "全选",
  view: "视图",
  zoomIn: "放大",
  zoomOut: "缩小",
  resetZoom: "实际大小",
  fullScreen: "全屏",
  help: "帮助",
  about: "关于一窗",
} as const;

type Details = Readonly<Record<string, string | number>>;

const DATA_IS_KEPT = "已保存的办件和扫描页都在本机，没有丢失。";
const NOTHING_WRITTEN = "没有写入任何数据，原有数据没有改动。";

/** What the shell's own failures say to a clerk: what happened, what was kept, what to do next. */
export const appWording: Readonly<Record<string, (details: Details) => string>> = {
  "workstation-gone": () => `本机业务服务中断，正在自动恢复。${DATA_IS_KEPT}恢复后请先看刚才的操作是否已经完成，没有完成的再重试。`,
  "sign-in-cut-off": () =>
    "本机业务服务意外中断，已重新启动，登录随之结束。已登记的办件、扫描页和填写的内容都已保存，没有丢失；刚才正在提交的操作请登录后核对是否已经生效。请重新登录，原来打开的办件和填写的内容还在。",
  "keyring-missing": ({ backend }) =>
    `系统没有可用的密钥环（当前为“${backend}”），无法安全保存数据库密钥，程序没有启动。${NOTHING_WRITTEN}` +
    "请管理员安装并启用密钥环：Debian、麒麟、统信执行 apt-get install gnome-keyring（KDE 桌面用 kwalletmanager），注销后重新登录桌面，再打开本程序。",
  "database-key-unreadable": ({ file }) =>
    `保存的数据库密钥无法解开，可能换了系统用户或重建了密钥环，程序没有启动。本机数据库没有改动，密钥文件仍在 ${file}。` +
    "请用原来的系统用户登录后再打开；若密钥环已丢失，请联系管理员从审批中心恢复本机数据。",
  "database-key-file-invalid": ({ file }) =>
    `指定的数据库密钥文件 ${file} 不可用，程序没有启动。${NOTHING_WRITTEN}密钥文件应为 64 位十六进制字符（32 字节），请检查后重新启动。`,
  "remote-debugging-refused": () =>
    `正式版本不允许远程调试，程序没有启动。${NOTHING_WRITTEN}请去掉启动参数 --remote-debugging-port 后重新打开。`,
  "invalid-input": ({ field }) => `填写内容不符合要求${field ? `（${field}）` : ""}。已填写的内容仍在页面上。请检查后重新提交。`,
  "unknown-channel": () => `页面与本机业务服务版本不一致。${DATA_IS_KEPT}请关闭后重新打开程序；仍不行请联系管理员重新安装。`,
  internal: () => `程序内部出错，已记入日志。${DATA_IS_KEPT}请重试；仍不行请联系管理员，并提供出错时间。`,
};
