import { formatCaseNumber } from "../../domain/case/case-number.ts";
import type { ReceiptKind } from "../../domain/case/case-parts.ts";
import { chineseDateTime } from "./chinese-format.ts";
import { plainText } from "./plain-text.ts";
import { acceptanceNotice, correctionNotice, receptionSlip, refusalNotice, withdrawalDecision, type ReceiptBody } from "./receipt-bodies.ts";
import type { ReceiptContent, ReceiptSource } from "./receipt-content.ts";
import { receiptTitles } from "./receipt-wording.ts";

const bodies: Readonly<Record<ReceiptKind, (source: ReceiptSource) => ReceiptBody>> = {
  "reception-slip": receptionSlip,
  "acceptance-notice": acceptanceNotice,
  "correction-notice": correctionNotice,
  "refusal-notice": refusalNotice,
  "withdrawal-decision": withdrawalDecision,
};

/**
 * The paper of that kind for the case as it stands (R-RECV-2, R-RECV-4, R-RECV-5, R-RECV-6). The kind must be among
 * `receiptsDue(case)`; asking for another is a mistake in the program and throws.
 */
export function makeReceiptContent(kind: ReceiptKind, source: ReceiptSource): ReceiptContent {
  const body = bodies[kind](source);
  const officeName = plainText(source.officeName);
  return {
    kind,
    officeName,
    title: receiptTitles[kind],
    caseNumberText: formatCaseNumber(source.case.number),
    reprintMark: source.printNumber > 1 ? `补打 第${source.printNumber - 1}次` : null,
    addressee: body.addressee,
    sections: body.sections,
    signatures: body.signatures,
    closing: { officeName, sealName: body.sealName, dateText: body.dateText },
    query: { url: queryUrl(source), caption: "扫码查询办理进度" },
    printedAtText: `打印时间：${chineseDateTime(source.printedAt)}`,
  };
}

function queryUrl(source: ReceiptSource): string {
  return `${source.queryBaseUrl.replace(/\/+$/, "")}/${source.case.number}`;
}
