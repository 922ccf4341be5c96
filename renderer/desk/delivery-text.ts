import { deliveryMethodNames } from "../../contracts/wording/cases.ts";
import type { Case } from "../../domain/case/case-state.ts";
import { noticesToDeliver, undeliveredNotices, type Notice } from "../../domain/case/notices.ts";

export interface DeliveryText {
  readonly text: string;
  /** Nobody is known to have got it. */
  readonly isWarning: boolean;
}

/** How a notice reached the applicant, or that it did not; undefined of what is no notice. */
export function deliveryTextOf(current: Case, numbered: Case["documents"][number]): DeliveryText | undefined {
  const { delivery } = numbered;
  if (delivery !== null) {
    const { deliveredOn, method, postNumber, recipient, by } = delivery;
    const who = `${recipient.name}${recipient.relation === "agent" ? "（代收）" : ""}`;
    return { text: `${deliveredOn} ${[deliveryMethodNames[method], postNumber].filter((part) => part !== "").join(" ")}，${who}，经办 ${by.name}`, isWarning: false };
  }
  if (noticesToDeliver(current).includes(numbered as Notice)) return { text: "待送达", isWarning: true };
  return undeliveredNotices(current).includes(numbered as Notice) ? { text: "没有送达记录", isWarning: true } : undefined;
}
