/** Why a message to an applicant has not gone out, for the administrator who looks at the outbox (R-FLOW-8). */

type Details = Readonly<Record<string, string | number>>;

const KEPT = "短信保存在审批中心，没有丢失。";

export const outboxWording: Readonly<Record<string, (details: Details) => string>> = {
  "message-folder-unwritable": ({ folder }) => `短信文件夹“${folder}”无法写入。${KEPT}程序会稍后再发；请检查文件夹权限和磁盘空间。`,
  "message-gateway-unreachable": ({ url }) => `短信网关 ${url} 没有回应。${KEPT}程序会稍后再发；长时间不通的，请检查网络和网关。`,
  "message-gateway-busy": ({ status, answer }) => `短信网关暂时不能受理（${status} ${answer}）。${KEPT}程序会稍后再发。`,
  "message-gateway-refused": ({ status, answer }) => `短信网关拒绝了这条短信（${status} ${answer}）。${KEPT}程序不再自动重发；请核对号码、签名和网关口令，改正后在短信列表里重发。`,
  "message-number-not-mobile": ({ mobile }) => `联系人的号码 ${mobile} 不是手机号码，短信没有发出。办件不受影响。请窗口电话通知联系人。`,
  "message-unknown": () => "没有这条短信，或它已经发出、已由电话通知。没有改动任何数据。请重新查看列表。",
};

interface CallFacts {
  readonly contactName: string;
  readonly contactNumber: string;
  readonly messages: readonly { readonly failure: { readonly code: string } }[];
}

/** For the window that is to telephone: why, whom, and how it is recorded. */
export function callWording({ contactName, contactNumber, messages }: CallFacts): string {
  const isNumberWrong = messages.some(({ failure }) => failure.code === "message-number-not-mobile");
  const why = isNumberWrong ? "联系电话不是手机号码，短信没有发出" : "短信网关没有送出这条短信";
  return `${why}。办件不受影响。请打电话给${contactName}（${contactNumber}），告知以下内容，然后点“已电话通知”，登记由谁、何时通知。`;
}
