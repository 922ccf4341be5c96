import type { Case } from "../domain/case/case-state.ts";
import { noticesToDeliver } from "../domain/case/notices.ts";
import { regionDateOf, type Instant } from "../domain/time/instant.ts";
import type { Desk } from "./desk.ts";

/** Every notice of the case that its applicant has not got, given to them at the window. The case after the last. */
export async function deliverNotices(window: Desk, current: Case, now: Instant): Promise<Case> {
  let after = current;
  for (const { document, number } of noticesToDeliver(current)) {
    const recipient = { name: current.application.contact.name, relation: current.application.applicant.kind === "person" ? "self" : "agent" } as const;
    const delivery = { document, number, method: "in-person", recipient, postNumber: "", deliveredOn: regionDateOf(now), signature: null, note: "" } as const;
    after = (await window.act(current.id, { kind: "deliverNotice", payload: delivery })).case;
  }
  return after;
}
