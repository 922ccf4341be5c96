/** The failures of this PC's own store: what happened, what was kept, what to do next. */

type Details = Readonly<Record<string, string | number>>;

const ENTERED_IS_KEPT = "此前已保存的办件、草稿和扫描页都在本机，没有丢失。";

export const storeWording: Readonly<Record<string, (details: Details) => string>> = {
  "store-key-wrong": ({ folder }) =>
    `本机数据库的密钥不对，程序没有启动。数据库没有改动${folder === undefined ? "" : `，仍在“${folder}”`}。请用原来的系统用户登录后再打开；仍不行请联系系统管理员，不要删除该文件夹。`,
  "store-key-invalid": () => "数据库密钥格式不对（应为 64 位十六进制字符），程序没有启动。没有写入任何数据。请系统管理员检查密钥后重新启动。",
  "store-newer": () => "本机数据库是更新版本的程序写的，本程序不能打开。数据库没有改动，办件都在。请安装最新版本后再打开。",
  "store-damaged": () => `读取本机数据库时发现文件已损坏，刚才的操作没有保存。未送出的办件将在下次启动时自动抢救。请关闭程序后重新打开，再核对刚才的操作。`,
  "store-disk-full": () => `磁盘已满，刚才的操作没有保存。${ENTERED_IS_KEPT}请清理磁盘空间（至少留出 1 GB）后，重做刚才的操作。`,
  "store-busy": () => `本机数据库正被另一个程序占用，刚才的操作没有保存。${ENTERED_IS_KEPT}请稍候重试；仍不行请重新启动电脑。`,
  "store-unwritable": () => `本机数据库无法读写（磁盘故障或没有权限），刚才的操作没有保存。${ENTERED_IS_KEPT}请联系系统管理员检查磁盘。`,
  "store-needs-new-code": () =>
    `本机数据库重建过，为避免办件编号重复，要换新的工作站编号才能接件。${ENTERED_IS_KEPT}已有办件可以继续办理；请向系统管理员索取登记码，重新登记本机。`,
  "page-not-kept": () => "这一页的图像没有存入本机，没有加入办件。办件中已有的页面不受影响。请重新扫描这一页。",
  "page-lost": () => "这一页的图像在本机已读不出来，没有送到审批中心。办件记录和其他页面都在。请放好原件，在“待处理”中打开这一页，按 S 重新扫描；受理以后也可以，会记入经办记录。",
};

/**
 * What the banner and the row of attention say when the store was rebuilt: the commands saved from it are queued again and must not be
 * entered a second time. That a new code is needed is said by `store-needs-new-code`.
 */
export function queueSavedWording({ folder, commandCount }: { folder: string | null; commandCount: number }): string {
  const saved = commandCount > 0 ? `抢救出 ${commandCount} 项还没有上传的操作，会自动重新送出，不要再录一遍；` : "";
  const kept = folder === null ? "" : `损坏的文件没有删除，保存在“${folder}”。`;
  return `本机数据库损坏，已自动重建。${saved}${kept}请核对今天的办件：清单中确实没有的，才按纸质材料补录；并通知系统管理员。`;
}
