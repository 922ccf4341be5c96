import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { runCli } from "../../cli/testing/run-cli.ts";
import type { Attention } from "../../contracts/ipc/workplace.ts";
import { callListSchema } from "../../contracts/messages.ts";
import { publicationsDepartment, serviceCenter } from "../../server/seed/offices.ts";
import { postgresFlavours, query, type TestPostgres } from "../centre/postgres.ts";
import { startTrialCentre, trialStart, type TrialCentre } from "../centre/trial-centre.ts";
import { failureCode, trialApplication } from "../centre/trial-window.ts";
import { openTrialDesk, type TrialDesk } from "./trial-desk.ts";
import { receiveTrialCase } from "./trial-case.ts";

let postgres: TestPostgres;
let centre: TrialCentre;
let window: TrialDesk;
let other: TrialDesk;
let department: TrialDesk;

beforeAll(async () => {
  postgres = await postgresFlavours[0]!.start();
  centre = await startTrialCentre(postgres);
  [window, other, department] = [
    await openTrialDesk(centre, serviceCenter, "window-clerk"), await openTrialDesk(centre, serviceCenter, "window-clerk"), await openTrialDesk(centre, publicationsDepartment, "window-clerk"),
  ];
  await other.sitDown("window-clerk", 1);
});
afterAll(async () => {
  expect([window, other, department].flatMap(({ pc }) => pc.loggedErrors)).toEqual([]);
  for (const desk of [window, other, department]) await desk.close();
  await centre.close();
  await postgres.stop();
});

const callsAt = async ({ pc }: TrialDesk): Promise<Attention[]> => (await pc.call("attention.list", {})).filter(({ cause }) => cause.kind === "applicant-not-told");
const messagesOf = (caseId: string) => query<{ state: string; by: string | null }>(centre.databaseUrl, "select state, told_by->>'name' as by from messages where case_id = $1 order by version", [caseId]);
const ask = (...arguments_: string[]) => runCli(["messages", ...arguments_, "--data", centre.dataFolder], { env: { DATABASE_URL: centre.databaseUrl } });

it("whom no message reached is telephoned by the window that received them, and that is recorded (R-FLOW-8, R-FLOW-10)", async () => {
  const caseId = await receiveTrialCase(window.pc, { ...trialApplication, contact: { name: "李红梅", mobile: "0791-86600000" } });
  await receiveTrialCase(window.pc);
  await window.sync();
  for (const desk of [window, other]) {
    await vi.waitFor(async () => expect(await callsAt(desk)).toMatchObject([{ caseId, cause: { contactName: "李红梅", contactNumber: "0791-86600000", messages: [{ body: expect.stringContaining("已接件") as string }] } }]), 30_000);
  }
  expect(await callsAt(department)).toEqual([]);

  const [row] = await callsAt(window);
  const [seenByOther] = await callsAt(other);
  await window.pc.call("attention.settle", { attentionId: row!.attentionId });
  expect(await callsAt(window)).toEqual([]);
  expect(await messagesOf(caseId)).toEqual([{ state: "told", by: "王秀兰" }]);
  // Whose list still had the row hears that somebody else has called.
  if ((await callsAt(other)).length > 0) await expect(other.pc.call("attention.settle", { attentionId: seenByOther!.attentionId })).rejects.toMatchObject({ code: "message-unknown" });
  await vi.waitFor(async () => expect(await callsAt(other)).toEqual([]), 30_000);
  expect(await messagesOf(caseId)).toEqual([{ state: "told", by: "王秀兰" }]);

  const told = await ask("list", "--state", "told");
  expect(told).toMatchObject({ exitCode: 0, stderr: "" });
  expect(told.stdout).toMatch(/已电话通知 {2}0791-86600000\n.*已接件.*\n.*不是手机号码.*\n {2}2026-11-16 10:00 王秀兰 已电话通知/);
  expect(await ask("list")).toMatchObject({ exitCode: 0, stdout: "", stderr: "没有未送出的短信。\n" });
});

it("another office's clerks neither see nor settle them", async () => {
  const stranger = await centre.openWindow({ officeId: publicationsDepartment.id, account: "linxiaoyan" });
  const hall = await centre.openWindow();
  const [reception] = hall.reception();
  if (reception?.kind !== "receiveCase") throw new Error("reception first");
  await hall.push([{ ...reception, payload: { ...reception.payload, application: { ...trialApplication, contact: { name: "李红梅", mobile: "0791-86600001" } } } }]);
  expect(callListSchema.parse((await stranger.request("GET", "/api/messages/calls")).body).calls).toEqual([]);
  const { calls } = callListSchema.parse((await hall.request("GET", "/api/messages/calls")).body);
  const messageIds = calls.flatMap(({ messages }) => messages.map(({ messageId }) => messageId));
  expect(messageIds).toHaveLength(1);
  expect(failureCode(await stranger.request("POST", "/api/messages/told", { body: { messageIds } }))).toBe("message-unknown");
  const reviewer = await centre.openWindow({ officeId: publicationsDepartment.id, account: "songwei" });
  expect(failureCode(await reviewer.request("GET", "/api/messages/calls"))).toBe("not-entitled");
  expect((await hall.request("POST", "/api/messages/told", { body: { messageIds } })).status).toBe(200);
});

it("what was given up is listed and sent again at the centre's own machine, what was told is not", async () => {
  const rows = ["given-up", "given-up", "told"].map((state, index) => ({ messageId: centre.centre.newId(), state, body: `第${index}条` }));
  for (const { messageId, state, body } of rows) {
    await query(centre.databaseUrl, `insert into messages (office_id, message_id, case_id, version, template, mobile, body, queued_at, state, attempts, failure)
      values ($1, $2, $2, 1, 'accepted', '13800138000', $3, $4, $5, 16, '{"code":"message-gateway-busy","details":{"status":503,"answer":""},"at":"2026-11-16T02:00:00.000Z"}')`, [serviceCenter.id, messageId, body, trialStart, state]);
  }
  const listed = (await ask("list", "--json")).stdout.trim().split("\n").map((line) => JSON.parse(line) as { messageId: string });
  expect(listed.map(({ messageId }) => messageId).sort()).toEqual(rows.slice(0, 2).map(({ messageId }) => messageId).sort());
  const [first, second, told] = rows.map(({ messageId }) => messageId) as [string, string, string];
  expect(await ask("retry", told)).toMatchObject({ exitCode: 1, stdout: "", stderr: expect.stringContaining("没有这条短信") as string });
  expect(await ask("retry", "--all")).toMatchObject({ exitCode: 0, stdout: "2 条短信已排入待发，审批中心运行时会自动发出。\n" });
  const states = await query<{ state: string }>(centre.databaseUrl, "select state from messages where message_id = any($1::uuid[]) order by body", [[first, second, told]]);
  expect(states.map(({ state }) => state)).toEqual(["queued", "queued", "told"]);
});
