import type { KeyCombination } from "./key-combination.ts";

/** Where a key works: anywhere; on one desk; or only inside the named part while it has the focus. */
export type KeyScope = "everywhere" | "window-desk" | "case-list" | "attention" | "prints" | "devices" | "reviewer" | "certificates" | "verification" | "phrases" | "dialog" | "materials" | "page-strip";

export interface KeyBinding {
  readonly scope: KeyScope;
  readonly keys: readonly [KeyCombination, ...KeyCombination[]];
  readonly label: string;
}

const bind = (scope: KeyScope, label: string, ...keys: [KeyCombination, ...KeyCombination[]]): KeyBinding => ({ scope, keys, label });

/**
 * Every key of the app, read by the buttons, the handlers and the help overlay alike. F10 and F11 are left to the window
 * (menu, full screen), and so are the editing and zoom keys of the shell's menu.
 */
export const keyMap = {
  help: bind("everywhere", "按键帮助", "F1"),
  newCase: bind("everywhere", "新办件", "F2"),
  search: bind("everywhere", "查找办件", "F3"),
  deskWindow: bind("everywhere", "办件", "Ctrl+1"),
  deskCases: bind("everywhere", "今日办件", "Ctrl+2"),
  deskAttention: bind("everywhere", "待处理", "Ctrl+3"),
  deskWaiting: bind("everywhere", "等待上传", "Ctrl+4"),
  deskPrints: bind("everywhere", "打印任务", "Ctrl+5"),
  deskDevices: bind("everywhere", "设备设置", "Ctrl+6"),
  deskReviewer: bind("everywhere", "审查收件", "Ctrl+7"),
  deskCertificates: bind("everywhere", "制证", "Ctrl+8"),
  deskVerification: bind("everywhere", "证照核验", "Ctrl+9"),
  syncNow: bind("everywhere", "立即同步", "Ctrl+Shift+S"),
  signOut: bind("everywhere", "退出登录", "Ctrl+Shift+L"),
  checkRecords: bind("everywhere", "核验本机记录", "Ctrl+Shift+H"),
  useStaffCard: bind("everywhere", "使用证书卡", "Ctrl+Shift+U"),
  enrolAgain: bind("everywhere", "重新登记本机", "Ctrl+Shift+N"),
  closeBanner: bind("everywhere", "知道了（顶部提示）", "Ctrl+Shift+K"),
  dismissNotice: bind("everywhere", "关闭提示", "Ctrl+Shift+D"),

  receive: bind("window-desk", "接件 / 保存修改", "F4"),
  readCard: bind("window-desk", "读身份证", "Ctrl+I"),
  cancelCard: bind("window-desk", "停止读卡", "Escape"),
  amend: bind("window-desk", "修改申请信息", "Ctrl+E"),
  scan: bind("window-desk", "扫描到所选材料", "F5"),
  importPictures: bind("window-desk", "导入文件", "F6"),
  refuse: bind("window-desk", "不予受理", "F7"),
  requestCorrection: bind("window-desk", "一次性补正", "F8"),
  accept: bind("window-desk", "受理", "F9"),
  withdraw: bind("window-desk", "撤回", "Ctrl+F7"),
  deliverCorrection: bind("window-desk", "收到补正", "Ctrl+F8"),
  recordPayment: bind("window-desk", "收费", "Alt+P"),
  handOverResult: bind("window-desk", "交付结果", "Alt+H"),
  closeCase: bind("window-desk", "办结", "Alt+E"),
  publishAtWindow: bind("window-desk", "登记公示", "Alt+G"),
  deliverNotice: bind("window-desk", "送达文书", "Alt+N"),
  papers: bind("window-desk", "决定文书", "Alt+W"),
  finishDigitising: bind("window-desk", "完成补扫", "Ctrl+F9"),
  receipts: bind("window-desk", "凭证", "F12"),
  findScanners: bind("window-desk", "刷新扫描仪", "Alt+F"),
  photograph: bind("window-desk", "拍摄（高拍仪）", "Alt+C"),
  signOnPad: bind("window-desk", "手写签名", "Alt+S"),
  separators: bind("window-desk", "分隔页", "Alt+B"),
  cancelScan: bind("window-desk", "停止扫描", "Ctrl+F5"),
  closeScanReport: bind("window-desk", "关闭扫描提示", "Alt+K"),
  changeItem: bind("window-desk", "换事项", "Alt+I"),
  goToDrafts: bind("window-desk", "到未接件的草稿", "Alt+D"),
  clearDraft: bind("window-desk", "清空草稿", "Ctrl+Delete"),
  exportCase: bind("window-desk", "导出材料", "Ctrl+Shift+E"),
  goToApplication: bind("window-desk", "到申请信息", "Alt+1"),
  goToMaterials: bind("window-desk", "到材料清单", "Alt+2"),
  goToPages: bind("window-desk", "到扫描页", "Alt+3"),
  restorePage: bind("window-desk", "恢复刚删的页", "Ctrl+Backspace"),
  nextMaterial: bind("window-desk", "下一份材料", "Alt+ArrowDown"),
  previousMaterial: bind("window-desk", "上一份材料", "Alt+ArrowUp"),

  checkOriginal: bind("materials", "原件已核", "1"),
  checkCopy: bind("materials", "复印件", "2"),
  keepOnPaper: bind("materials", "纸质随件", "3"),
  referenceCertificate: bind("materials", "引用证照", "4"),
  editRecord: bind("materials", "份数页数", "5"),
  handOverPaper: bind("materials", "纸质交接", "6"),
  matchSheets: bind("materials", "张数同扫描页数", "7"),
  uncheck: bind("materials", "取消勾选", "0", "Delete"),

  previousPage: bind("page-strip", "上一页", "ArrowLeft"),
  nextPage: bind("page-strip", "下一页", "ArrowRight"),
  movePageBack: bind("page-strip", "前移", "Ctrl+ArrowLeft"),
  movePageOn: bind("page-strip", "后移", "Ctrl+ArrowRight"),
  moveElsewhere: bind("page-strip", "移到其他材料", "M"),
  turnRight: bind("page-strip", "右转", "R"),
  turnLeft: bind("page-strip", "左转", "L"),
  insertHere: bind("page-strip", "插入", "Insert", "I"),
  rescan: bind("page-strip", "重扫", "S"),
  removePage: bind("page-strip", "删除", "Delete"),

  showToday: bind("case-list", "今日", "Alt+1"),
  showOpen: bind("case-list", "未结", "Alt+2"),
  showAll: bind("case-list", "全部", "Alt+3"),
  showDue: bind("case-list", "到期", "Alt+5"),
  showPublications: bind("case-list", "待公示", "Alt+4"),
  showPublished: bind("case-list", "已公示", "Alt+6"),
  showToDeliver: bind("case-list", "待送达", "Alt+7"),

  openRecordCase: bind("attention", "打开办件", "Alt+O"),
  settleRecord: bind("attention", "已处理", "Alt+S"),

  printAgain: bind("prints", "重新打印", "Alt+R"),
  paperCameOut: bind("prints", "已打出", "Alt+Y"),
  paperDidNot: bind("prints", "没有打出，重新打印", "Alt+N"),
  cancelPrint: bind("prints", "取消任务", "Alt+X"),
  openPrintCase: bind("prints", "打开办件", "Alt+O"),

  addDevice: bind("devices", "添加设备", "Alt+N"),
  editDevice: bind("devices", "修改设备", "Alt+E"),
  testDevice: bind("devices", "试打 / 试扫", "Alt+T"),
  testPad: bind("devices", "试签名板", "Alt+P"),
  removeDevice: bind("devices", "移除设备", "Alt+X"),
  findDevices: bind("devices", "查找设备", "Alt+F"),
  readCertificate: bind("devices", "读取设备的证书", "Alt+C"),
  saveReader: bind("devices", "保存阅读器", "Alt+S"),
  testReader: bind("devices", "试读身份证", "Ctrl+I"),
  saveDecoder: bind("devices", "保存解码命令", "Alt+W"),
  removeReader: bind("devices", "不用阅读器", "Alt+D"),
  saveStaffCard: bind("devices", "保存证书卡", "Alt+B"),
  removeStaffCard: bind("devices", "不用证书卡", "Alt+U"),

  agree: bind("reviewer", "同意 / 准予许可", "F9"),
  disagree: bind("reviewer", "不同意 / 不予许可", "F8"),
  sendBack: bind("reviewer", "退回", "F7"),
  askCorrection: bind("reviewer", "申请更正意见", "Ctrl+E"),
  answerCorrection: bind("reviewer", "处理更正申请", "Alt+E"),
  recordMeeting: bind("reviewer", "会议纪要", "Alt+J"),
  recordUpperAnswer: bind("reviewer", "登记批复", "Alt+A"),
  resumeCase: bind("reviewer", "恢复办理", "Alt+R"),
  suspendCase: bind("reviewer", "特殊程序", "Alt+S"),
  referToMeeting: bind("reviewer", "提请会议", "Alt+M"),
  reportUpward: bind("reviewer", "报上级", "Alt+U"),
  delegations: bind("reviewer", "授权、AB 岗", "Alt+D"),
  publishResult: bind("reviewer", "登记公示", "Alt+G"),
  zoomIn: bind("reviewer", "放大", "="),
  zoomOut: bind("reviewer", "缩小", "-"),
  zoomFit: bind("reviewer", "适合窗口", "0"),
  viewTurn: bind("reviewer", "旋转", "R"),
  viewPreviousPage: bind("reviewer", "上一页", "ArrowLeft", "PageUp"),
  viewNextPage: bind("reviewer", "下一页", "ArrowRight", "PageDown"),
  viewPreviousMaterial: bind("reviewer", "上一份材料", "Ctrl+ArrowUp"),
  viewNextMaterial: bind("reviewer", "下一份材料", "Ctrl+ArrowDown"),
  viewPreviousCase: bind("reviewer", "上一件", "Ctrl+ArrowLeft"),
  viewNextCase: bind("reviewer", "下一件", "Ctrl+ArrowRight"),
  backToInbox: bind("reviewer", "返回收件", "Escape"),

  issueAll: bind("certificates", "批量制证", "Ctrl+F9"),
  printAll: bind("certificates", "批量打印", "Ctrl+F12"),
  sheetStock: bind("certificates", "证纸", "Alt+P"),
  unbookedSheets: bind("certificates", "登记证纸", "Alt+S"),
  prepareCertificate: bind("certificates", "审核", "F8"),
  issueCertificate: bind("certificates", "制证（编号、用印）", "F9"),
  printCertificate: bind("certificates", "打印", "F12"),
  savePaper: bind("certificates", "存为 PDF", "Ctrl+Shift+E"),
  replaceCertificate: bind("certificates", "补打、换发", "Alt+R"),
  revokeCertificate: bind("certificates", "注销", "Alt+X"),
  recordPublication: bind("certificates", "登记公示", "Alt+G"),
  closeCertificate: bind("certificates", "返回列表", "Escape"),

  verifyText: bind("verification", "核验", "F9"),
  chooseFile: bind("verification", "选择 PDF 或照片", "F6"),
  scanCode: bind("verification", "摄像头扫码", "Alt+C"),

  choosePhrase: bind("phrases", "选常用意见", "1", "2", "3", "4", "5"),

  addDefect: bind("dialog", "补正：增加一条", "Alt+N"),
  removeDefect: bind("dialog", "补正：删除光标所在的一条", "Alt+D"),
  wipeSignature: bind("dialog", "签名：重签", "Alt+C"),
  takeSignature: bind("dialog", "签名：采用", "Alt+T"),
  endDelegation: bind("dialog", "终止授权", "Alt+E"),
  spoilPaper: bind("dialog", "证纸作废", "Alt+Z"),
  leavePaper: bind("dialog", "证纸没有动", "Alt+K"),
  takePicture: bind("dialog", "拍摄", " "),
  keepPicture: bind("dialog", "采用照片", "Enter"),
  retakePicture: bind("dialog", "重拍", "R", "Backspace"),
  retryCamera: bind("dialog", "重新打开摄像头", "Alt+R"),
  printNotice: bind("dialog", "送达：打印文书", "Alt+P"),
  takeSlip: bind("dialog", "签收单图片", "Alt+L"),
  clearWords: bind("dialog", "清除恢复的内容", "Alt+X"),
  confirm: bind("dialog", "确定", "Ctrl+Enter"),
  cancel: bind("dialog", "返回", "Escape"),
} as const satisfies Record<string, KeyBinding>;

export type KeyAction = keyof typeof keyMap;

/** Seen from the name as a string, without the literal types. */
export function bindingOf(action: KeyAction): KeyBinding {
  return keyMap[action];
}

export const scopeNames: Readonly<Record<KeyScope, string>> = {
  everywhere: "任何页面",
  "window-desk": "办件页面",
  materials: "材料清单（光标在清单内）",
  "page-strip": "扫描页（光标在缩略图内）",
  "case-list": "办件列表",
  attention: "待处理",
  prints: "打印任务",
  devices: "设备设置",
  reviewer: "审查页面",
  certificates: "制证",
  verification: "证照核验",
  phrases: "常用意见（光标在列表内）",
  dialog: "对话框",
};
