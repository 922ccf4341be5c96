import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { messageListSchema } from "../../contracts/messages.ts";
import { postgresFlavours, query, type TestPostgres } from "../../test/centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";
import { failureCode, newCaseId, trialApplication } from "../../test/centre/trial-window.ts";
import { startMessageGateway, type MessageGateway } from "../../test/emulators/message-gateway.ts";
import { messages } from "../database/message-schema.ts";
import { serviceCenter } from "../seed/offices.ts";
import { createHttpProvider } from "./http-provider.ts";
import { sendDueMessages } from "./send-messages.ts";

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`the outbox on ${name}`, () => {
    let postgres: TestPostgres;
    let trial: TrialCentre;
    let gateway: MessageGateway;
    beforeAll(async () => {
      postgres = await start();
      trial = await startTrialCentre(postgres);
    });
    afterAll(async () => {
      await trial.close();
      await postgres.stop();
    });
    beforeEach(async () => {
      await query(trial.databaseUrl, "delete from messages");
      gateway = await startMessageGateway();
      trial.centre.messageProvider = createHttpProvider({ url: gateway.url });
      return () => gateway.close();
    });

    const queue = async (count = 1): Promise<string[]> => {
      const rows = Array.from({ length: count }, (_, index) => ({
        officeId: serviceCenter.id, messageId: trial.centre.newId(), caseId: newCaseId(), version: 1, template: "accepted", mobile: "13800138000", body: `第${index}条`,
        queuedAt: trial.now(), state: "queued" as const, attempts: 0, nextAttemptAt: trial.now(),
      }));
      await trial.centre.database.insert(messages).values(rows);
      return rows.map(({ messageId }) => messageId);
    };
    const rowsOf = () => query<{ state: string; attempts: number; next: string | null; code: string | null }>(trial.databaseUrl, "select state, attempts, next_attempt_at as next, failure->>'code' as code from messages order by message_id");

    it("is filled with the record: each milestone once, and one that was not told says why (R-FLOW-8)", async () => {
      const window = await trial.openWindow();
      const [receive, ...rest] = window.reception();
      const { caseId } = receive!;
      const accept = window.command("acceptCase", caseId, {});
      await window.push([receive!, ...rest, accept]);
      await window.push([accept]);
      // A refused act tells nobody anything.
      await window.push([window.command("acceptCase", caseId, {})]);
      const ofCase = () => query<Record<string, unknown>>(trial.databaseUrl, "select template, state, mobile, body, failure->>'code' as code from messages where case_id = $1 order by version", [caseId]);
      expect(await ofCase()).toMatchObject([
        { template: "received", state: "queued", mobile: "13800138000", body: expect.stringMatching(/李红梅您好.*红梅书店.*已接件/) },
        { template: "accepted", state: "queued" },
      ]);
      expect(await sendDueMessages(trial.centre)).toBe(2);
      const application = { ...trialApplication, contact: { name: "李红\u0000梅", mobile: "0791-86\u000012345" } };
      const [landline] = window.reception(newCaseId());
      if (landline?.kind !== "receiveCase") throw new Error("reception first");
      expect(await window.push([{ ...landline, payload: { ...landline.payload, application } }])).toMatchObject([{ outcome: "applied" }]);
      expect(await query(trial.databaseUrl, "select state, failure->>'code' as code from messages where case_id = $1", [landline.caseId])).toEqual([{ state: "given-up", code: "message-number-not-mobile" }]);
    });

    it("sends each message once, whoever else looks", async () => {
      const keys = await queue(5);
      const counts = await Promise.all([sendDueMessages(trial.centre), sendDueMessages(trial.centre), sendDueMessages(trial.centre)]);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5);
      expect(gateway.received.map(({ key }) => key).sort()).toEqual(keys.sort());
      expect(await rowsOf()).toEqual(keys.map(() => ({ state: "sent", attempts: 1, next: null, code: null })));
      expect(await sendDueMessages(trial.centre)).toBe(0);
    });

    it("tries again later, with the same key, until the gateway has it", async () => {
      const [key] = await queue();
      gateway.next({ status: 503 }, "lose-answer");
      expect(await sendDueMessages(trial.centre)).toBe(0);
      expect(await rowsOf()).toMatchObject([{ state: "queued", attempts: 1, code: "message-gateway-busy" }]);
      expect(await sendDueMessages(trial.centre)).toBe(0);
      trial.pass(60_000);
      expect(await sendDueMessages(trial.centre)).toBe(0);
      expect(await rowsOf()).toMatchObject([{ attempts: 2, code: "message-gateway-unreachable" }]);
      trial.pass(120_000);
      expect(await sendDueMessages(trial.centre)).toBe(1);
      expect(gateway.received.map((received) => received.key)).toEqual([key, key, key]);
      expect(await rowsOf()).toMatchObject([{ state: "sent", code: null }]);
    });

    it("sends again what a sender took and died with", async () => {
      const [key] = await queue();
      // Taken, and never heard of again: as a process killed between the gateway's answer and its own note.
      const died = vi.spyOn(trial.centre.messageProvider, "send").mockRejectedValueOnce(new TypeError("killed"));
      await expect(sendDueMessages(trial.centre)).rejects.toThrow("killed");
      died.mockRestore();
      expect(await sendDueMessages(trial.centre)).toBe(0);
      trial.pass(5 * 60_000);
      expect(await sendDueMessages(trial.centre)).toBe(1);
      expect(gateway.received.map((received) => received.key)).toEqual([key]);
    });

    it("rests when the gateway is away, and loses nothing", async () => {
      await queue(10);
      await gateway.close();
      expect(await sendDueMessages(trial.centre)).toBe(0);
      const rows = await rowsOf();
      expect(rows.filter(({ attempts }) => attempts > 0)).toHaveLength(3);
      expect(rows.every(({ state }) => state === "queued")).toBe(true);
      gateway = await startMessageGateway();
      trial.centre.messageProvider = createHttpProvider({ url: gateway.url });
      trial.pass(60_000);
      expect(await sendDueMessages(trial.centre)).toBe(10);
    });

    it("gives up what is refused, and after many attempts, and shows both until somebody sends them again", async () => {
      const [refused, endless] = await queue(2);
      await query(trial.databaseUrl, "update messages set attempts = 15 where message_id = $1", [endless]);
      gateway.next({ status: 400, body: "号码不对" }, { status: 500 });
      expect(await sendDueMessages(trial.centre)).toBe(0);
      const administrator = await trial.openWindow({ account: "pengjian" });
      const clerk = await trial.openWindow();
      const list = async (path = "") => messageListSchema.parse((await administrator.request("GET", `/api/messages${path}`)).body);
      expect(failureCode(await clerk.request("GET", "/api/messages"))).toBe("not-entitled");
      const given = await list("?state=given-up");
      expect(given.counts).toEqual({ queued: 0, sent: 0, "given-up": 2, told: 0 });
      expect(given.messages.map(({ messageId, failure }) => [messageId, failure?.code])).toEqual([[endless, "message-gateway-busy"], [refused, "message-gateway-refused"]]);
      expect(given.messages[1]).toMatchObject({ failure: { details: { status: 400, answer: "号码不对" } }, nextAttemptAt: null });
      const retry = (messageId: string) => administrator.request("POST", `/api/messages/${messageId}/retry`);
      expect((await retry(refused!)).status).toBe(200);
      expect(failureCode(await retry(refused!))).toBe("message-unknown");
      expect(await sendDueMessages(trial.centre)).toBe(1);
      const [first] = (await list("?limit=1")).messages;
      expect((await list(`?limit=1&before=${first!.queuedAt}/${first!.messageId}`)).messages.map(({ messageId }) => messageId)).toEqual([refused]);
    });
  });
}
