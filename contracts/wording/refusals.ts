import type { Refusal } from "../../domain/case/refusal.ts";
import { yuanText } from "../../domain/money.ts";
import { certificateStateNames, commandNames, documentNames, handedOverNames, receiptNames, roleNames, stageNames } from "./cases.ts";
import { procedureNames } from "./flow.ts";
import { recordProblemNames } from "./record.ts";
import { formatMinute } from "./time.ts";

/** Turns codes of the case's item into the names people know. */
export interface ItemNames {
  materialName(code: string): string;
  fieldLabel(key: string): string;
}

export const codesAsNames: ItemNames = { materialName: (code) => code, fieldLabel: (key) => key };

type RefusalOf<Code extends Refusal["code"]> = Extract<Refusal, { code: Code }>;

const untouched = "办件没有改动，已录入的内容都保留。";

const refusalWording: { readonly [Code in Refusal["code"]]: (refusal: RefusalOf<Code>, names: ItemNames) => string } = {
  "case-exists": () => say("这个办件已经接过件。", untouched, "请在“今日办件”中打开它继续办理。"),
  "case-unknown": () => say("找不到这个办件。", "其他办件不受影响。", "请刷新列表后重新打开。"),
  "number-taken": ({ number }) => say(`办件编号 ${number} 已被使用。`, "录入的内容保留在草稿中。", "请重新接件，系统会给出新的编号。"),
  "number-not-own": ({ number }) => say(`办件编号 ${number} 不是本工作站的编号。`, "录入的内容保留在草稿中。", "请联系管理员检查本机的入网登记。"),
  "item-unknown": ({ itemCode, itemVersion }) =>
    say(`审批中心没有事项 ${itemCode} 第 ${itemVersion} 版。`, "录入的内容保留在草稿中。", "请联网同步事项目录后重新选择事项。"),
  "not-allowed-now": ({ kind, stage }) =>
    say(`办件现在是“${nameOf(stageNames, stage)}”，不能${nameOf(commandNames, kind)}。`, untouched, "请刷新办件，查看经办记录后再办。"),
  "not-entitled": ({ kind, neededRoles }) =>
    say(`您没有“${nameOf(commandNames, kind)}”的权限。`, untouched, `请由${neededRoles.map((role) => nameOf(roleNames, role)).join("、")}办理。`),
  "actor-mismatch": () => say("操作人与登录人不一致。", untouched, "请退出后用本人账号重新登录，再办理一次。"),
  "identity-invalid": ({ problem }) =>
    say(`申请人证件号码有误（${identityProblems[problem] ?? problem}）。`, untouched, "请对照证件逐位核对后重新录入。"),
  "material-unknown": ({ materialCode }, names) =>
    say(`本事项没有材料“${names.materialName(materialCode)}”。`, untouched, "请重新打开办件，按最新的材料清单办理。"),
  "materials-frozen": ({ materialCode }, names) =>
    say(`办件已受理，“${names.materialName(materialCode)}”不能再改。`, untouched, "确需更换材料的，请由申请人撤回后重新申请。"),
  "paper-not-allowed": ({ materialCode }, names) =>
    say(`“${names.materialName(materialCode)}”必须扫描，不能只随纸质流转。`, untouched, "请扫描该材料，或在一次性补正中告知申请人。"),
  "not-on-paper": ({ materialCode }, names) =>
    say(`“${names.materialName(materialCode)}”没有登记为纸质随件流转，不能交接。`, untouched, "请先登记纸质随件流转。"),
  "register-not-accepted": ({ materialCode }, names) =>
    say(`“${names.materialName(materialCode)}”不能用这个证照库的证照代替。`, untouched, "请核对证照种类，或收取原材料。"),
  "page-unknown": () => say("这一页已经不在办件里。", "其余页面不受影响。", "请看最新的页面顺序后再操作。"),
  "page-not-lost": () => say("这一页的图像没有丢失，受理后不能替换。", "这一页和其余页面都没有改动。", "请打开这一页核对；确需更换材料的，请由申请人撤回后重新申请。"),
  "page-already-attached": () => say("这一页已经在办件里。", "页面没有重复加入。", "如需再放一份，请重新扫描。"),
  "page-out-of-bounds": () =>
    say("这一页不符合要求（640×480 至 1600×1200 像素，不超过 90 KB），没有加入。", "其余页面不受影响。", "请重新扫描这一页。"),
  "place-out-of-range": () => say("页面顺序刚刚变过，没有移动。", "所有页面都在。", "请看最新的页面顺序后再操作。"),
  "not-complete": ({ missingMaterials, missingFields }, names) =>
    say(`还不能受理：${missingWording(missingMaterials, missingFields, names)}。`, untouched, "请补齐后再受理，或出具一次性补正告知书。"),
  "defects-missing": ({ missingMaterials, missingFields }, names) =>
    say(`补正告知书还没有列全（${missingWording(missingMaterials, missingFields, names)}），没有出具。`, untouched, "补正只能告知一次：请把这些都列入，再出具。"),
  "nothing-to-digitise": ({ materialCode }, names) =>
    say(`“${names.materialName(materialCode)}”没有待补扫的页面。`, untouched, "请先扫描，再点完成补扫。"),
  "correction-already-requested": () =>
    say("这个办件已经出具过补正告知书，不能再出第二份。", untouched, "请受理，或以“补正后仍不符合要求”不予受理。"),
  "correction-too-late": ({ dueAt }) =>
    say(`补正期限 ${formatMinute(dueAt)} 已过，不能再收补正。`, untouched, "请出具不予受理通知书，申请人可以重新申请。"),
  "correction-not-yet-late": ({ dueAt }) =>
    say(`补正期限到 ${formatMinute(dueAt)}，现在还不能以逾期未补正为由不予受理。`, untouched, "请等期限届满，或选择其他理由。"),
  "limit-estimated": ({ dueAt, knownUntil }) =>
    say(`期限预计到 ${formatMinute(dueAt)}，但放假安排只公布到 ${knownUntil}，还不能确定已经逾期。`, untouched, "请等系统管理员录入新一年的工作日历后再办。"),
  "no-correction-requested": () => say("这个办件没有收到过补正，不能这样办理。", untouched, "请选择其他不予受理的理由，或先出具补正告知书。"),
  "answer-not-yet-late": ({ dueAt }) => say(`答复期限到 ${formatMinute(dueAt)}，还没有逾期。`, untouched, "请在期限内受理、补正或不予受理。"),
  "office-not-deciding": () => say("这个办件不由您所在的单位审批，不能办理。", untouched, "请由审批单位的人员办理。"),
  "step-not-current": ({ stepName }) => say(`办件现在到了“${stepName}”环节，您的意见是写给另一环节的。`, "意见没有签署。", "请重新打开办件，看过最新意见后再签。"),
  "step-not-yours": ({ stepName, neededRole }) => say(`办件现在在“${stepName}”环节，不由您签署。`, untouched, `请由${nameOf(roleNames, neededRole)}办理。`),
  "already-signed": ({ stepName }) => say(`您在“${stepName}”环节已经签过意见。`, "签过的意见不会改动。", "确需更正的，请申请更正，由分管领导批准。"),
  "decision-due": ({ stepName }) => say(`“${stepName}”是作出决定的环节，不签意见。`, untouched, "请选择准予许可、不予许可或退回。"),
  "decision-not-due": ({ stepName }) => say(`办件还在“${stepName}”环节，不能作出决定。`, untouched, "请等前面各环节签完，再作出决定。"),
  "reasons-missing": ({ missing }) =>
    say(`还没有写明${missing.map((part) => reasonNames[part]).join("、")}。`, "没有签署，办件停在原环节。", "请补写后再签；不同意和不予许可都要写明理由和依据。"),
  "step-not-earlier": () => say("只能退回到已经办过的前面环节。", untouched, "请在列出的环节中选择。"),
  "opinion-not-own": ({ opinionNumber, signerName }) =>
    say(`第 ${opinionNumber} 条意见是${signerName}签署的，您不能申请更正。`, "已有的意见都没有改动。", "请由签署人本人申请；本人不能办理的，由分管领导申请。"),
  "correction-already-asked": ({ opinionNumber, askedBy }) =>
    say(`第 ${opinionNumber} 条意见已由${askedBy}申请更正，等分管领导批准。`, "先前的申请保留。", "请等分管领导处理；要改申请内容的，请分管领导先不予批准，再重新申请。"),
  "correction-not-asked": ({ opinionNumber }) =>
    say(`第 ${opinionNumber} 条意见没有这样的更正申请，可能已经处理，或内容与申请的不一致。`, "已有的意见都没有改动。", "请重新打开办件，按申请的内容批准。"),
  "opinion-unknown": () => say("找不到要更正的意见。", "已有的意见都没有改动。", "请重新打开办件后再办。"),
  "signature-missing": ({ kind }) =>
    say(`“${nameOf(commandNames, kind)}”没有电子签名，审批中心没有采用。`, "签署的内容保留在本条记录中，办件停在原环节。", "请联网退出后重新登录，取得签名密钥，再签一次。"),
  "signature-invalid": ({ kind }) =>
    say(`“${nameOf(commandNames, kind)}”的电子签名与内容不符，可能在传送或保存中被改动，审批中心没有采用。`, "签署的内容保留在本条记录中，办件停在原环节。", "请核对内容后重新签署；再次出现请告知系统管理员。"),
  "signing-key-unknown": ({ reason, at }) =>
    say(`${keyProblems[reason](at)}，审批中心没有采用这次签署。`, "签署的内容保留在本条记录中，办件停在原环节。", "请联网退出后重新登录，取得新的签名密钥再签；用证书卡签名的，请系统管理员重新登记。"),
  "record-changed": ({ recordVersion }) =>
    say(`签署时本机看到的第 ${recordVersion} 条办件记录与审批中心的不一致，审批中心没有采用这次签署。`, "签署的内容保留在本条记录中，办件停在原环节。", "请同步后重新打开办件，核对记录再签，并告知系统管理员检查本机的记录。"),
  "centre-record-broken": ({ version, problem }) =>
    say(
      `审批中心保存的这个办件，第 ${version} 条记录不对（${nameOf(recordProblemNames, problem)}），可能被人改动过，这次操作没有办理。`,
      "办件和记录都保持原样，仍可查看；您填写的内容保留在本条记录中。",
      "请立即告知系统管理员核查记录、从备份恢复，恢复后再办一次。",
    ),
  "not-understood": ({ field, problem }) =>
    say(`审批中心看不懂这项操作（${[field, problem].filter(Boolean).join("：")}），没有采用。`, untouched, "请核对录入的内容后重新办理；仍不行请系统管理员检查两边程序版本。"),
  "case-suspended": ({ procedure, until }) =>
    say(`办件正在进行特殊程序（${nameOf(procedureNames, procedure)}），${formatMinute(until)} 前暂停办理。`, "没有签署，办件停在原环节。", "特殊程序提前结束的，请先“恢复办理”再签；到期系统自动恢复。"),
  "case-reported-upward": ({ authority }) =>
    say(`办件已请示“${authority}”，正在等待批复。`, "没有签署，办件停在原环节。", "收到批复后请先“登记上级批复”，再继续办理。"),
  "not-suspended": () => say("这个办件没有在进行特殊程序，可能已经恢复办理。", "办理时限没有改动。", "请重新打开办件，按现在的期限继续办理。"),
  "suspension-not-over": ({ until }) => say(`特殊程序的期限到 ${formatMinute(until)}，还没有届满。`, untouched, "提前结束的，请由当前环节的人员恢复办理。"),
  "not-reported-upward": () => say("这个办件没有等待上级批复，可能批复已经登记过。", "已登记的批复和办理时限都没有改动。", "请重新打开办件，查看经办记录。"),
  "step-unfit": ({ kind, stepName }) =>
    say(`办件现在在“${stepName}”环节，不能${nameOf(commandNames, kind)}。`, untouched, kind === "reportUpward" ? "请在作出决定的环节请示上级。" : "请在会审或作出决定的环节办理。"),
  "meeting-not-provided": () => say("本事项的流程没有设办公会。", untouched, "请按流程签署或退回；确需设置的，请事项管理员修改事项。"),
  "meeting-not-called": ({ stepName }) =>
    say(`办件在“${stepName}”环节，没有提交办公会，不能登记会议纪要。`, "录入的纪要没有采用，办件没有改动。", "请先在会审或作出决定的环节提交办公会。"),
  "meeting-due": ({ stepName }) => say(`“${stepName}”环节登记会议纪要，不签个人意见。`, untouched, "请登记会议纪要，会议的结论写在纪要里。"),
  "meeting-date-wrong": ({ heldOn, calledOn }) =>
    say(`会议日期 ${heldOn} 不对：应在提交办公会的 ${calledOn} 之后，且不晚于今天。`, "录入的纪要没有采用，办件没有改动。", "请核对会议日期后重新登记。"),
  "delegation-unknown": () => say("本机没有这项授权（代岗）的登记。", "没有签署，办件停在原环节。", "请联网同步后再签；仍没有的，请授权人重新办理授权。"),
  "delegation-not-for-you": ({ toName }) => say(`这项授权（代岗）是给${toName}的，您不能用它签署。`, "没有签署，办件停在原环节。", "请以本人名义签署，或由被授权的人办理。"),
  "delegation-not-in-force": ({ fromName, validFrom, validUntil }) =>
    say(`${fromName}的授权（代岗）有效期是 ${formatMinute(validFrom)} 至 ${formatMinute(validUntil)}，签署时不在有效期内。`, "没有签署，办件停在原环节。", `请由${fromName}本人签署，或由其重新办理授权。`),
  "receipt-not-due": ({ receipt }) => say(`办件现在不出具${nameOf(receiptNames, receipt)}。`, untouched, "请先办理相应的环节；已经打出的请向申请人收回作废。"),
  "only-at-centre": ({ kind }) =>
    say(`“${nameOf(commandNames, kind)}”要用审批中心的登记号和印章，不能在本机单独办理。`, untouched, "请联网后再办；已经联网仍不行的，请联系系统管理员。"),
  "channel-not-own": () => say("窗口收的件只能登记为窗口接件，不能登记为网上申请。", "录入的内容保留在草稿中。", "请在窗口重新接件；仍不行的，请联系系统管理员检查本机程序的版本。"),
  "office-not-concerned": () => say("这个办件不由您所在的单位接件或审批，不能办理。", untouched, "请由接件窗口或审批单位的人员办理。"),
  "no-fee-due": () => say("这个办件没有要缴的费用。", untouched, "请不要收费；已经收取的请退还申请人。"),
  "fee-already-paid": ({ at, receivedBy }) =>
    say(`这笔费用已由${receivedBy}于 ${formatMinute(at)} 登记缴清，没有重复登记。`, "先登记的一笔保留。", "请核对票据；确实多收的，请把这一笔退还申请人，收据作废。"),
  "payment-too-late": ({ dueAt }) =>
    say(`缴费期限 ${formatMinute(dueAt)} 已过，这笔缴费没有登记。`, untouched, "款项请退还申请人；申请人可以重新申请。"),
  "payment-not-yet-late": ({ dueAt }) => say(`缴费期限到 ${formatMinute(dueAt)}，还没有逾期。`, untouched, "请等申请人缴费或期限届满。"),
  "payment-date-wrong": ({ earliest, latest }) =>
    say(`收款日期应在 ${earliest} 至 ${latest} 之间，没有登记。`, untouched, "请核对票据或银行回单上的日期后重新登记。"),
  "amount-not-due": ({ totalFen, amountFen }) =>
    say(`应缴 ${yuanText(totalFen)} 元，录入的是 ${yuanText(amountFen)} 元，没有登记。`, untouched, "请按缴费通知书的金额一次收齐后再登记。"),
  "document-not-due": ({ document }) => say(`办件现在不出具${nameOf(documentNames, document)}。`, "没有占用文号。", "请先办理相应的环节。"),
  "document-already-numbered": ({ document, number }) =>
    say(`${nameOf(documentNames, document)}已经编号：${number}。`, "原来的文号不变。", "请打印已经编号的文书。"),
  "notice-not-there": ({ document, number }) =>
    say(`${nameOf(documentNames, document)}${number} 不在这个办件里，可能还没有编号、用印，或者已经作废，没有登记送达。`, untouched, "请联网同步后重新打开办件，按已编号的文书登记。"),
  "notice-already-delivered": ({ document, number, recipientName, deliveredOn }) =>
    say(`${nameOf(documentNames, document)}${number} 已于 ${deliveredOn} 送达${recipientName}，没有重复登记。`, "先登记的送达有效。", "请核对送达回证；重复交出的文书请收回作废。"),
  "delivery-date-wrong": ({ earliest, latest }) =>
    say(`送达日期应在 ${earliest}（文书编号之日）至 ${latest} 之间，没有登记。`, untouched, "请核对送达回证或邮件回执上的日期后重新登记。"),
  "certificate-not-due": ({ problem }) => say(`还不能制证：${certificateProblems[problem]}。`, untouched, "条件具备后再制证。"),
  "certificate-already-prepared": ({ preparedBy }) => say(`${preparedBy}已经复核过，等另一名制证员签发。`, "原来的复核有效。", "请由另一名制证员签发。"),
  "second-officer-not-needed": () => say("本事项由一名制证员签发，不用先复核。", untouched, "请直接签发证照。"),
  "second-officer-needed": () => say("本事项要两名制证员：一人复核，另一人签发。还没有有效的复核。", "证照没有签发。", "请先由一名制证员复核并上传，再由另一名签发。"),
  "second-officer-same": ({ preparedBy }) => say(`复核人${preparedBy}不能自己签发。`, "复核有效，证照没有签发。", "请由另一名制证员签发。"),
  "certificate-already-issued": ({ number }) => say(`这个办件已经签发过证照 ${number}。`, "已签发的证照不变。", "需要再出一份的，请办理补打或换发。"),
  "certificate-number-used": ({ number }) => say(`证照编号 ${number} 在本办件已经用过。`, "已签发的证照不变。", "请重新取号。"),
  "certificate-unknown": ({ number }) => say(`本办件现在没有这份证照（${number === "" ? "未写编号" : number}）。`, "已签发的证照不变。", "请刷新办件，核对证照编号后再办。"),
  "certificate-not-valid": ({ number, state }) =>
    say(`证照 ${number} ${nameOf(certificateStateNames, state)}，不能这样办理。`, "已有的登记不变。", "已经打出的纸张请登记作废，改打现行有效的证照。"),
  "reference-not-valid": ({ number, state }) =>
    say(`证照 ${number} ${referenceStateNames[state]}，不能代替材料。`, "办件其他内容不变。", "请核对证照编号；确实无效的，请申请人提交材料原件或有效的证照。"),
  "certificate-already-printed": ({ number, paperSerial }) =>
    say(`证照 ${number} 已经打印在 ${paperSerial} 号证纸上。`, "已有的登记不变。", "这一张请登记作废；需要再出一份的，请办理补打。"),
  "paper-serial-used": ({ paperSerial }) => say(`${paperSerial} 号证纸已经登记过。`, "已有的登记不变。", "请核对证纸右上角的印刷号后重新登记。"),
  "result-not-ready": ({ missing }) => say(`还不能送达：${listOf(handedOverNames, missing)}还没有办好。`, untouched, "证照打印好、决定书编号后再送达；刚办好的，请先联网同步。"),
  "hand-over-incomplete": ({ missing }) => say(`送达清单里少了${listOf(handedOverNames, missing)}。`, "没有登记送达。", "请把应送达的文书都列上，一并交给申请人签收。"),
  "already-handed-over": ({ recipientName, at }) =>
    say(`结果已于 ${formatMinute(at)} 由${recipientName}签收，这一次没有登记。`, "先登记的签收有效。", "请核对是否重复送达：重复交出的文书请收回作废；收了费用的请退还。"),
  "not-handed-over": () => say("申请人还没有签收结果，不能办结。", untouched, "请先送达并由申请人签收。"),
  "already-published": ({ place, at }) => say(`结果已于 ${formatMinute(at)} 在“${place}”公开，没有重复登记。`, "先登记的公开有效。", "不用再办。"),
};

const certificateProblems = { "no-certificate": "本事项不发证照", "not-granted": "还没有准予许可的决定", "fee-unpaid": "费用还没有缴清" } as const;

const reasonNames = { reasons: "理由", legalBasis: "法律依据", remedies: "救济途径" } as const;

const keyProblems: { readonly [Reason in RefusalOf<"signing-key-unknown">["reason"]]: (at: string | null) => string } = {
  unknown: () => "签名用的密钥没有在审批中心登记",
  "of-another": () => "签名用的密钥不是您本人的",
  revoked: (at) => `您的签名密钥${at === null ? "" : `已于 ${formatMinute(at)} `}停用`,
  "out-of-date": (at) => `签署时您的签名密钥不在有效期内${at === null ? "" : `（${formatMinute(at)}）`}`,
};

/** Why a wrong identity number is wrong, by the codes of `domain/identity`. */
const identityProblems: Readonly<Record<string, string>> = {
  length: "位数不对",
  characters: "含有不能出现的字符",
  region: "地区码不存在",
  date: "出生日期不对",
  "check-digit": "校验码不符",
};

/** The wording of a refused command. `names` turns the item's codes into words; without it the codes are shown. */
export function refusalWordingOf(refusal: Refusal, names: ItemNames = codesAsNames): string {
  const wording = refusalWording[refusal.code] as (refusal: Refusal, names: ItemNames) => string;
  return wording(refusal, names);
}

/** `缺少材料“…”、“…”；未填“…”`. */
export function missingWording(materials: readonly string[], fields: readonly string[], names: ItemNames): string {
  const quoted = (words: readonly string[]): string => words.map((word) => `“${word}”`).join("、");
  return [
    materials.length > 0 ? `材料未核对或未收到：${quoted(materials.map((code) => names.materialName(code)))}` : "",
    fields.length > 0 ? `未填写：${quoted(fields.map((key) => names.fieldLabel(key)))}` : "",
  ].filter((part) => part !== "").join("；");
}

/** What happened, what was kept, what to do next. */
function say(happened: string, kept: string, next: string): string {
  return `${happened}${kept}${next}`;
}

function listOf(names: Readonly<Record<string, string>>, codes: readonly string[]): string {
  return codes.map((code) => nameOf(names, code)).join("、");
}

function nameOf(names: Readonly<Record<string, string>>, code: string): string {
  return names[code] ?? code;
}

const referenceStateNames = { unknown: "不在证照库里", reissued: "已换发或补发，编号已变更", revoked: "已被吊销", expired: "已过有效期" } as const;
