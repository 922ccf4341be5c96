import { describe, expect, it } from "vitest";
import { makeCaseNumber } from "../../domain/case/case-number.ts";
import type { WorkstationCode } from "../../domain/ids.ts";
import type { Message, MessageDetails, MessageTemplate } from "../../domain/messages/message.ts";
import type { Instant, RegionDate } from "../../domain/time/instant.ts";
import { messageWordingOf } from "./messages.ts";

const at = "2026-12-07T09:00:00.000Z" as Instant;
const details: { [T in MessageTemplate]: MessageDetails[T] } = {
  received: { answerDueAt: at },
  "correction-requested": { defectCount: 2, dueAt: at },
  "correction-delivered": { answerDueAt: at },
  accepted: { isDeemed: false, decideDueAt: at },
  refused: {},
  suspended: { procedure: "hearing", until: at },
  "reported-upward": { authority: "省自然资源厅" },
  resumed: { decideDueAt: at },
  withdrawn: {},
  "fee-due": { totalFen: 1050, dueAt: at },
  "fee-paid": { totalFen: 1050 },
  "fee-lapsed": { totalFen: 1050, dueAt: at },
  granted: {},
  denied: {},
  "notice-ready": { document: "special-procedure-notice", noticeNumber: "赣自然资特告〔2026〕1号" },
  "result-ready": { isCertificate: true },
  "handed-to-agent": { agentName: "赵代办" },
  closed: {},
  "certificate-revoked": { certificateNumber: "赣新出发〔2026〕1号" },
};
const number = makeCaseNumber({ regionCode: "360100", date: "2026-11-23" as RegionDate, workstationCode: "0001" as WorkstationCode, runningNumber: 1 });
const textOf = (template: MessageTemplate): string =>
  messageWordingOf({ template, values: { contactName: "李红梅", projectName: "红梅书店", number, ...details[template] } } as Message);

describe("the short messages", () => {
  it.each(Object.keys(details) as MessageTemplate[])("%s names the case and holds no gap", (template) => {
    const text = textOf(template);
    expect(text).toMatch(/^李红梅您好：您申请办理的“红梅书店”（办件编号360100 20261123 0001 000001 \d）.+。$/);
    expect(text).not.toMatch(/undefined|null|NaN|\{|\}/);
    // Three parts of 67 characters are what a message may cost.
    expect([...text].length).toBeLessThanOrEqual(201);
  });

  it("say amounts in yuan and limits as days", () => {
    expect(textOf("fee-due")).toContain("请在2026年12月7日前缴纳费用10.50元");
    expect(textOf("accepted")).toContain("已受理，承诺在2026年12月7日前作出决定");
  });
});
