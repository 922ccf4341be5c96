import { expect, it } from "vitest";
import { attentionSchema } from "../../contracts/ipc/workplace.ts";
import { codesAsNames } from "../../contracts/wording/refusals.ts";
import { testId } from "../../test/fixtures/cases.ts";
import { attentionWording } from "./attention-wording.ts";

it.each([
  [{ kind: "command-refused", commandKind: "acceptCase", refusal: { code: "case-exists" }, payload: {}, command: null, meanwhile: [] }, /没有接受“受理”/, /保留在本条记录/],
  [{ kind: "page-not-sent", sha256: "0".repeat(64), failure: { code: "page-lost", retryable: false, details: {} }, place: null }, /一页没有传到/, /^这一页.*重新扫描/],
  [
    { kind: "page-not-sent", sha256: "0".repeat(64), failure: { code: "page-lost", retryable: false, details: {} }, place: { materialCode: "application", pageId: testId(6, 1), pageNumber: 2 } },
    /一页没有传到/,
    /^“申请表”第 2 页：.*按 S 重新扫描/,
  ],
  [{ kind: "record-broken", version: 3, problem: "content-changed" }, /对不上校验/, /第 3 条起.*内容与校验值不符.*没有采用.*都在.*报告系统管理员/],
  [{ kind: "queue-saved", folder: "/data/set-aside", commandCount: 2 }, /重建/, /2 项.*自动重新送出，不要再录一遍.*\/data\/set-aside.*才按纸质材料补录.*管理员/],
  [{ kind: "queue-saved", folder: "/data/set-aside", commandCount: 0 }, /重建/, /^本机数据库损坏，已自动重建。损坏的文件没有删除，保存在“\/data\/set-aside”/],
  [
    { kind: "applicant-not-told", contactName: "李红梅", contactNumber: "0791-86600000", messages: [{ messageId: testId(9, 2), body: "已受理", queuedAt: "2026-11-23T02:00:00.000Z", failure: { code: "message-number-not-mobile", details: {} } }] },
    /电话通知/,
    /不是手机号码.*办件不受影响.*李红梅（0791-86600000）.*“已电话通知”/,
  ],
  [
    { kind: "applicant-not-told", contactName: "李红梅", contactNumber: "13800138000", messages: [{ messageId: testId(9, 2), body: "已受理", queuedAt: "2026-11-23T02:00:00.000Z", failure: { code: "message-gateway-refused", details: {} } }] },
    /电话通知/,
    /网关没有送出.*李红梅（13800138000）/,
  ],
])("says what happened, what was kept and what to do: %o", (cause, title, text) => {
  const about = { caseId: testId(4, 1), caseNumber: null, applicantName: null, at: "2026-11-23T02:00:00.000Z" };
  const said = attentionWording(attentionSchema.parse({ attentionId: testId(9, 1), ...about, cause }), { ...codesAsNames, materialName: () => "申请表" });
  expect(said.title).toMatch(title);
  expect(said.text).toMatch(text);
});
