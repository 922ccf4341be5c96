import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CaseId } from "../../domain/ids.ts";
import { postgresFlavours, query, type TestPostgres } from "../../test/centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";
import type { TrialWindow } from "../../test/centre/trial-window.ts";
import { verifyRecord } from "./verify-record.ts";

/** What somebody with the database's password might try. */
const tampering: readonly [what: string, statement: string, fault: { version: number; problem: string }][] = [
  ["an event's content", "update events set event = replace(event::text, '王秀兰', '王秀南')::json where version = 2 and case_id = $1", { version: 2, problem: "content-changed" }],
  ["a column beside the event", "update events set recorded_at = '2026-11-17T02:00:00.000Z' where version = 3 and case_id = $1", { version: 3, problem: "row-differs" }],
  ["an event in the middle, gone", "delete from events where version = 2 and case_id = $1", { version: 3, problem: "version-missing" }],
  ["the last event, gone", "delete from events where version = 4 and case_id = $1", { version: 4, problem: "events-missing" }],
  ["an event that is none", "update events set event = '{}' where version = 1 and case_id = $1", { version: 1, problem: "unreadable" }],
];

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`the record on ${name}`, () => {
    let postgres: TestPostgres;
    let centre: TrialCentre;
    let window: TrialWindow;
    const receive = async (): Promise<CaseId> => {
      const commands = window.reception();
      await window.push(commands);
      return commands[0]!.caseId;
    };

    beforeAll(async () => {
      postgres = await start();
      centre = await startTrialCentre(postgres);
      window = await centre.openWindow();
    });
    afterAll(async () => {
      await centre.close();
      await postgres.stop();
    });

    it("is whole when nobody touched it", async () => {
      await receive();
      expect(await verifyRecord(centre.centre.database)).toEqual({ caseCount: 1, eventCount: 4, faults: [] });
    });

    it.each(tampering)("tells %s", async (_what, statement, fault) => {
      const caseId = await receive();
      await query(centre.databaseUrl, statement, [caseId]);
      const { faults } = await verifyRecord(centre.centre.database);
      expect(faults.filter((each) => each.caseId === caseId)).toEqual([{ caseId, ...fault }]);
    });
  });
}
