import { isEnded, type Case, type NumberedDocument } from "./case-state.ts";
import { isNoticeKind, type NoticeKind, type NoticeReference } from "./notice-parts.ts";

export type Notice = NumberedDocument & { document: NoticeKind };

/** The notices a case has, each with its number and seal; what is still without one is not there to be delivered. */
export function findNotices({ documents }: Pick<Case, "documents">): Notice[] {
  return documents.filter((numbered): numbered is Notice => !numbered.isVoid && isNoticeKind(numbered.document));
}

export function findNotice(current: Pick<Case, "documents">, { document, number }: NoticeReference): Notice | undefined {
  return findNotices(current).findLast((notice) => notice.document === document && notice.number === number);
}

/** The receipt to be signed for a notice; made after it. */
export function findReceiptOf({ documents }: Pick<Case, "documents">, { document, number }: NoticeReference): NumberedDocument | undefined {
  return documents.find(({ notice }) => notice?.document === document && notice.number === number);
}

/** Of whose delivery nothing is on the record, whether it is still wanted or not. */
export function undeliveredNotices(current: Pick<Case, "documents">): Notice[] {
  return findNotices(current).filter(({ delivery }) => delivery === null);
}

/** What a window has still to deliver, oldest first. */
export function noticesToDeliver(current: Case): Notice[] {
  return undeliveredNotices(current).filter((notice) => isWanted(current, notice));
}

/**
 * Whether the applicant still has something of it. A fee is told of until it is paid or lapses; a pause of the clock, also one that is over, until
 * the case ends; the withdrawal ends its case, and is told of whenever. What was never delivered by then stays in sight on the case, and may
 * still be recorded: it stands in nobody's way (R-FLOW-10 asks for the result's signature alone).
 */
function isWanted({ stage }: Case, { document }: Notice): boolean {
  switch (document) {
    case "withdrawal-decision":
      return true;
    case "fee-notice":
      return stage === "awaiting-payment";
    case "special-procedure-notice":
      return !isEnded(stage);
  }
}
