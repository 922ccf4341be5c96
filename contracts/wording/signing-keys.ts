/** What the centre says of the keys people sign with; that it refused a signed act is said in `refusals.ts`. */

type Details = Readonly<Record<string, string | number>>;

const NOTHING_CHANGED = "原有的密钥和签过的意见都没有改动。";

const invalidKeys: Readonly<Record<string, string>> = {
  "key-unsupported": "密钥种类不受支持（只支持 RSA 2048 位以上、P-256 和 SM2）",
  "card-unreadable": "证书卡里的证书读不出来",
  "card-expired": "证书卡里的证书已经过期",
};

export const signingKeyWording: Readonly<Record<string, (details: Details) => string>> = {
  "signing-key-invalid": ({ problem }) => `${invalidKeys[String(problem)] ?? "签名密钥不能用"}，审批中心没有登记。${NOTHING_CHANGED}请换一张证书卡，或联系系统管理员。`,
  "signing-key-proof-wrong": () => `审批中心核对不了这个签名密钥是否由您持有，没有登记。${NOTHING_CHANGED}请重试；使用证书卡的，请重新插卡并输入 PIN。`,
  "signing-key-revoked": ({ since }) =>
    `这个签名密钥${since === undefined ? "" : `已于 ${String(since).slice(0, 10)} `}停用，不能再用。以前签过的意见仍然有效。请重新登录换用新密钥；证书卡被停用的，请联系系统管理员换卡。`,
  "signing-key-of-another": () => `这个签名密钥登记在别人名下，没有登记给您。${NOTHING_CHANGED}请使用您本人的证书卡；确属本人的，请联系系统管理员。`,
  "signing-key-not-found": () => `没有这个签名密钥。${NOTHING_CHANGED}请刷新后重新选择。`,
};
