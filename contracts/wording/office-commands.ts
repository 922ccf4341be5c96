/** The words of `yichuang office`. */

type Details = Readonly<Record<string, string | number>>;

const setExample = `  yichuang office set --office 南昌市新闻出版局 --address 南昌市行政服务中心一楼 --phone 0791-83000120 \\
      --review-authority 南昌市人民政府 --court 南昌铁路运输法院 \\
      --fee-payee 南昌市非税收入待解缴专户 --fee-bank 中国工商银行南昌红谷滩支行 --fee-number 1502209119300123456`;

export const officeHelp = {
  summary: "查看、建立单位，登记单位资料：地址、电话、行政复议机关、人民法院、缴费账户",
  description: "决定文书写明申请人到哪里办理、向谁申请行政复议、向哪个法院起诉、把费用缴到哪里，都取自单位资料。",
  listSummary: "列出全部单位和资料",
  json: "输出一行 JSON，供脚本读取",
  addSummary: "建立一个单位和它的审批专用章",
  newOffice: "单位名称，刻在审批专用章上",
  wrongName: "单位名称应为 1 至 100 字。没有建立单位。",
  setSummary: "登记或修改一个单位的资料",
  setDescription: "第一次登记要给出全部内容；以后只给要改的，其余保留。因缺少资料而等待的文书随后自动生成，已签发的文书不变。",
  office: "单位名称，要与建立时完全一致",
  address: "办理地址（窗口所在的位置）",
  phone: "联系电话；事项另有电话的，文书上写事项的",
  reviewAuthority: "行政复议机关",
  court: "有管辖权的人民法院",
  feePayee: "缴费账户的户名",
  feeBank: "缴费账户的开户银行",
  feeNumber: "缴费账户的账号",
  noFeeAccount: "没有缴费账户，只在窗口收费",
  examples: `
示例：
  yichuang office list
  yichuang office add --office 南昌市新闻出版局
${setExample}
  yichuang office set --office 南昌市新闻出版局 --phone 0791-83000121`,
} as const;

interface OfficeFacts {
  readonly name: string;
  readonly profile: {
    readonly address: string;
    readonly phone: string;
    readonly reviewAuthority: string;
    readonly court: string;
    readonly feeAccount: { readonly payee: string; readonly bank: string; readonly number: string } | null;
  } | null;
}

export function officeLines({ name, profile }: OfficeFacts): string[] {
  if (profile === null) return [`${name}  资料未登记：不予许可决定书、缴费通知书、特殊程序告知书、送达回证要等登记后才能生成（yichuang office set）`];
  const { address, phone, reviewAuthority, court, feeAccount } = profile;
  const account = feeAccount === null ? "只在窗口收费" : `${feeAccount.payee}，${feeAccount.bank}，${feeAccount.number}`;
  return [name, `  地址：${address}  电话：${phone}`, `  行政复议机关：${reviewAuthority}  人民法院：${court}`, `  缴费账户：${account}`];
}

export function officeAdded(name: string): string {
  return `已建立单位：${name}，审批专用章已制作。接着用 yichuang office set --office ${name} 登记单位资料，用 yichuang person add 添加人员。`;
}

export function officeProfileSet(name: string): string {
  return `已登记${name}的资料。以后签发的文书按新资料；等待中的文书会自动生成。`;
}

/** Of the commands alone; what a paper without them waits for is worded with the papers. */
export const officeWording: Readonly<Record<string, (details: Details) => string>> = {
  "office-profile-incomplete": ({ options, isAccountMissing }) =>
    `单位资料不全，还缺 ${options}。没有改动任何数据。请补上${isAccountMissing ? "；没有缴费账户的，请写 --no-fee-account" : ""}。`,
  "office-profile-invalid": ({ option, text }) => `${option} 的内容“${text}”不合要求：文字应为 1 至 100 字，电话、账号应为数字，可带空格或短横。没有改动任何数据。请改正后重试。`,
};
