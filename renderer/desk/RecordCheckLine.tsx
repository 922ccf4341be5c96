import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { recordFaultLine } from "../../contracts/wording/record.ts";

/** Whether the record of the case, as it lies in this workstation's database, is whole and signed (R-SUP-8, R-SEC-3). */
export function RecordCheckLine({ record: { eventCount, signedCount, unsignedCount, fault } }: Pick<OpenedCase, "record">) {
  if (fault) {
    return (
      <p className="danger" role="alert" data-testid="record-check">
        ✗ 记录核验不符：{recordFaultLine(fault)}。核验没有改动任何记录，填写的内容都在。请不要继续办理，立即报告系统管理员。
      </p>
    );
  }
  const signatures = [...(signedCount > 0 ? [`${signedCount} 个签名有效`] : []), ...(unsignedCount > 0 ? [`${unsignedCount} 个未签名`] : [])];
  return <p className="quiet" data-testid="record-check">✓ 记录核验：{[`${eventCount} 条记录完整`, ...signatures].join("，")}</p>;
}
