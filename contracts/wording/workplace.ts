import { formatMinute } from "./time.ts";

/** The failures of joining a centre, signing in and reaching the centre: what happened, what was kept, what to do next. */

type Details = Readonly<Record<string, string | number>>;

const WORK_IS_KEPT = "已保存的办件、草稿和扫描页都在本机，没有丢失。";
const NOTHING_CHANGED = "没有改动任何数据。";

export const workplaceWording: Readonly<Record<string, (details: Details) => string>> = {
  "option-invalid": ({ option, problem }) => `启动参数 ${option} 的值不正确（${problem}），程序没有启动。${NOTHING_CHANGED}请系统管理员改正后重新启动。`,
  "not-enrolled": () => `本机还没有登记为窗口工作站。${NOTHING_CHANGED}请向系统管理员索取登记码，在“登记本机”中填写。`,
  "enrolment-code-invalid": () => `登记码不正确、已经用过或已过期（24 小时内有效，只能用一次）。${NOTHING_CHANGED}请向系统管理员索取新的登记码。`,
  "enrolment-waits": () => `本机还有办件没有送到原来的审批中心，不能换登记。${WORK_IS_KEPT}请先联网同步，全部送出后再登记。`,
  "sign-in-needed": () => `还没有登录，或登录已过期。${WORK_IS_KEPT}请用本人账号重新登录后再办。`,
  "centre-sign-in-needed": () => `现在是离线登录，审批中心没有确认身份，不能编号、用印。${NOTHING_CHANGED}请在联网后退出并重新登录，再办这一件。`,
  "sheet-unbooked": ({ number, paperSerial }) => `证照 ${number} 已经送到证纸 ${paperSerial} 上打印，这一张还没有登记。没有再打印，证照和登记没有改动。请先在“证纸”里登记这一张打好、作废还是没有动，再打印。`,
  "paper-unknown": ({ number }) => `办件 ${number ?? ""} 没有这份文书或证照。${NOTHING_CHANGED}请刷新办件后重试。`,
  "sign-in-wrong": () => `账号或密码不正确。${WORK_IS_KEPT}请核对后重新输入；忘记密码的，请系统管理员重设。`,
  "password-change-needed": () => `这个密码是管理员设定的，登录前要换成自己的密码。${NOTHING_CHANGED}请设置新密码。`,
  "password-unchanged": () => `新密码与原密码相同，没有更换。${NOTHING_CHANGED}请换一个新密码。`,
  "account-waits": ({ until }) =>
    `密码连续输错次数过多，这个账号暂停登录${until === undefined ? "" : `到 ${formatMinute(String(until))}`}。${WORK_IS_KEPT}请稍后再试，或请系统管理员重设密码。`,
  "offline-sign-in-wrong": () =>
    `现在不能向审批中心核对账号：账号没有在本机登录过，或密码与上次联网登录时的不同。${WORK_IS_KEPT}请重新输入；最近改过密码的，请用改之前的密码。没有在本机登录过的，请由登录过的人员办理，或联网后再登录。`,
  "offline-card-unknown": () => `现在没有网络，而这张证书卡没有在本机登录过。${WORK_IS_KEPT}请由在本机登录过的人员办理，或联网后再登录。`,
  "card-challenge-over": () => `登录超时，没有登录。${WORK_IS_KEPT}请重新输入 PIN 码登录。`,
  "card-unknown": () => `这张证书卡还没有登记，或账号已停用。${WORK_IS_KEPT}请先用账号和密码登录，再选“使用证书卡”登记一次；仍不行请联系系统管理员。`,
  "card-over": ({ since }) => `这张证书卡${since === undefined ? "" : `已于 ${String(since).slice(0, 10)} `}到期，不能登录。${WORK_IS_KEPT}请用账号和密码登录；证书请到发卡单位更新。`,
  "card-proof-wrong": () => `核对不了这张证书卡的签名，没有登录。${WORK_IS_KEPT}请拔出重插后再试；仍不行请用账号和密码登录，并联系系统管理员。`,
  "device-unknown": () => `审批中心不认识这台工作站。${WORK_IS_KEPT}请联系系统管理员重新登记本机。`,
  "workstation-shut-out": ({ since }) =>
    `这台工作站${since === undefined ? "" : `已于 ${formatMinute(String(since))} `}被审批中心停用。${WORK_IS_KEPT}请联系系统管理员；未送出的办件可以由管理员取回。`,
  "centre-unreachable": () => `连不上审批中心。${WORK_IS_KEPT}可以继续接件、扫描、受理；网络恢复后会自动送出。`,
  "signing-key-missing": ({ problem }) =>
    `您在本机还没有可用的签名密钥${problem === undefined ? "" : `（${problem}）`}。没有签署，办件没有改动，填写的内容还在。请在联网时退出并重新登录一次，系统会自动准备好密钥；使用证书卡的，请插入证书卡。仍不行请联系系统管理员。`,
  "signing-key-expired": ({ validUntil }) =>
    `您在本机的签名密钥已于 ${String(validUntil).slice(0, 10)} 到期。没有签署，办件没有改动，填写的内容还在。请在联网时退出并重新登录一次，系统会自动换发。`,
  "catalogue-missing": () => `本机还没有事项目录。${NOTHING_CHANGED}请联网同步一次，之后没有网络也能办理。`,
  "page-not-here": () => "这一页不在本机，现在又连不上审批中心。页面在审批中心，没有丢失。请联网后再看。",
  "page-content-wrong": () => "从审批中心取回的页面与记录不符，没有采用。原页面仍在审批中心。请再试一次；仍不行请联系系统管理员。",
  "case-not-here": () => "本机没有这个办件。其他办件不受影响。请联网同步后再打开。",
  "export-empty": () => "这个办件还没有扫描页，没有可导出的内容。办件没有改动。请先扫描材料。",
  "export-folder-unwritable": ({ folder, reason }) =>
    `无法写入文件夹“${folder}”（${reason}）。办件没有改动，没有留下写了一半的文件。请检查文件夹权限和磁盘空间后再试。`,
  "printer-unknown": () => "这台打印机已从本机设置中删除。办件没有改动，打印任务保留。请选择其他打印机重新打印。",
  "no-a4-printer": () => "本机还没有设置 A4 打印机。办件没有改动。请先在“设备设置”中添加 A4 打印机，再打印。",
  "no-printer": () => "本机还没有设置打印机。办件没有改动。请先在“设备设置”中添加打印机，或另存为 PDF。",
  "print-unknown": () => "找不到这个打印任务。办件没有改动。请刷新后再试。",
  "print-not-waiting": () => "这个打印任务已经打印、正在打印或已取消。办件没有改动。如需再打一份，请重新打印，会标明“补打”。",
};
