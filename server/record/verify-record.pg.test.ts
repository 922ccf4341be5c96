import { beforeAll, describe, expect, it } from "vitest";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { RecordFault } from "../../domain/record/record-fault.ts";
import { changeAndMend } from "../../test/centre/mend-chain.ts";
import { postgresFlavours, query } from "../../test/centre/postgres.ts";
import { startTrialWithReviewer, type TrialCentre } from "../../test/centre/trial-centre.ts";
import type { TrialWindow } from "../../test/centre/trial-window.ts";
import { makeTestAuthority, signCommand } from "../../test/fixtures/signing.ts";
import { verifyRecord, type CaseFault } from "./verify-record.ts";

/** What somebody with the database's password might try. A case's events: received, three materials, accepted, an opinion signed. */
const tampering: readonly [what: string, statement: string, fault: RecordFault][] = [
  ["an event's content", "update events set event = replace(event::text, '王秀兰', '王秀南')::json where version = 2 and case_id = $1", { version: 2, kind: "materialRecorded", problem: "content-changed" }],
  ["a column beside the event", "update events set recorded_at = '2026-11-17T02:00:00.000Z' where version = 3 and case_id = $1", { version: 3, kind: "materialRecorded", problem: "row-differs" }],
  ["an event in the middle, gone", "delete from events where version = 2 and case_id = $1", { version: 3, kind: "materialRecorded", problem: "version-missing" }],
  ["the last event, gone", "delete from events where version = 6 and case_id = $1", { version: 6, kind: null, problem: "events-missing" }],
  ["an event that is none", "update events set event = '{}' where version = 1 and case_id = $1", { version: 1, kind: null, problem: "unreadable" }],
  ["a signed opinion", "update events set event = replace(event::text, '同意。', '反对。')::json where version = 6 and case_id = $1", { version: 6, kind: "opinionSigned", problem: "content-changed" }],
];

/** Mends the case's own row after its last event, the decision nobody signed, was cut off. */
const cutTail = [
  "delete from events where case_id = $1 and version = 5",
  "update cases set version = 4, head_hash = (select hash from events where case_id = $1 and version = 4) where case_id = $1",
];
const withoutCase = ["delete from events where case_id = $1", "delete from cases where case_id = $1"];
const withoutCommands = "delete from commands where case_id = $1";

/** What the chain and the signatures cannot tell, for they went with the rows. The case: received, three materials, accepted. */
const takenAway: readonly [what: string, statements: readonly string[], fault: Pick<CaseFault, "version" | "problem">][] = [
  ["a case, whole", withoutCase, { version: 1, problem: "case-missing" }],
  ["a case and its commands", [...withoutCase, withoutCommands], { version: 1, problem: "case-missing" }],
  ["a case and its places in the feeds", [...withoutCase, "delete from feed where case_id = $1"], { version: 1, problem: "case-missing" }],
  ["a case's own row", ["delete from cases where case_id = $1"], { version: 1, problem: "case-missing" }],
  ["the last event, with the case's row mended", cutTail, { version: 5, problem: "events-missing" }],
  ["the last event and its command, with the case's row mended", [...cutTail, "delete from commands where case_id = $1 and kind = 'acceptCase'"], { version: 5, problem: "events-missing" }],
  ["the commands alone", [withoutCommands], { version: 1, problem: "unaccounted" }],
];

/** What they might try who know the program as well, and mend the hash chain behind the change. */
const mended: readonly [what: string, change: (event: RecordedEvent) => RecordedEvent, fault: RecordFault][] = [
  [
    "a signed opinion turned round",
    (event) => (event.kind === "opinionSigned" ? { ...event, payload: { ...event.payload, text: "同意，从快办理。" } } : event),
    { version: 6, kind: "opinionSigned", problem: "signature-invalid" },
  ],
  [
    "a material nobody handed in, before an opinion that was signed on it",
    (event) => (event.kind === "materialRecorded" ? { ...event, payload: { ...event.payload, copies: event.payload.copies + 1 } } : event),
    { version: 6, kind: "opinionSigned", problem: "record-changed" },
  ],
  [
    "a signature taken away",
    (event) => (event.kind === "opinionSigned" ? { ...event, payload: { ...event.payload, signature: undefined } } : event),
    { version: 6, kind: "opinionSigned", problem: "signature-missing" },
  ],
  [
    "an opinion under another's name",
    (event) => (event.kind === "opinionSigned" ? { ...event, actor: { ...event.actor, personId: "00000000-0000-7000-8000-000000000009" as never } } : event),
    { version: 6, kind: "opinionSigned", problem: "signing-key-unknown" },
  ],
];

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`the record on ${name}`, () => {
    let centre: TrialCentre;
    let window: TrialWindow;
    let reviewer: TrialWindow;
    const opinion = { stepCode: "preliminary-review", verdict: "agree", text: "同意。", reasons: "", legalBasis: null } as const;

    const acceptedCase = async (): Promise<CaseId> => {
      const commands = window.reception();
      const { caseId } = commands[0]!;
      await window.push([...commands, window.command("acceptCase", caseId, {})]);
      return caseId;
    };
    const signedCase = async (): Promise<CaseId> => {
      const caseId = await acceptedCase();
      expect(await reviewer.push([await reviewer.signedCommand("signOpinion", caseId, opinion)])).toMatchObject([{ outcome: "applied" }]);
      return caseId;
    };
    const numberOf = async (caseId: CaseId) => (await query<{ number: string }>(centre.databaseUrl, "select number from cases where case_id = $1", [caseId]))[0]?.number;
    const faultOf = async (caseId: CaseId) => {
      const { faults } = await verifyRecord(centre.centre.database);
      return faults.filter((each) => each.caseId === caseId);
    };

    beforeAll(async () => {
      const trial = await startTrialWithReviewer(start);
      ({ centre, window, reviewer } = trial);
      return trial.stop;
    });

    it("is whole when nobody touched it", async () => {
      await signedCase();
      expect(await verifyRecord(centre.centre.database)).toEqual({ caseCount: 1, eventCount: 6, signedCount: 1, unsignedCount: 0, faults: [], feedFaults: [] });
    });

    // Before the other rows, which leave gaps of their own.
    it("tells a case of which nothing at all is left, by the gap in the feeds", async () => {
      const caseId = await acceptedCase();
      const gaps = await query<{ officeId: string; position: number }>(
        centre.databaseUrl,
        `select office_id as "officeId", min(position)::integer as position from feed where case_id = $1 group by 1 order by 1`,
        [caseId],
      );
      await acceptedCase();
      for (const statement of [...withoutCase, withoutCommands, "delete from feed where case_id = $1"]) await query(centre.databaseUrl, statement, [caseId]);
      expect(gaps.length).toBeGreaterThan(0);
      expect(await verifyRecord(centre.centre.database)).toMatchObject({ faults: [], feedFaults: gaps });
    });

    it.each(tampering)("tells %s", async (_what, statement, fault) => {
      const caseId = await signedCase();
      await query(centre.databaseUrl, statement, [caseId]);
      expect(await faultOf(caseId)).toEqual([{ caseId, caseNumber: await numberOf(caseId), ...fault }]);
    });

    it.each(mended)("tells %s, though the chain was mended", async (_what, change, fault) => {
      const caseId = await signedCase();
      await changeAndMend(centre.databaseUrl, caseId, change);
      expect(await faultOf(caseId)).toEqual([{ caseId, caseNumber: await numberOf(caseId), ...fault }]);
    });

    it.each(takenAway)("tells %s, gone", async (_what, statements, fault) => {
      const caseId = await acceptedCase();
      const caseNumber = statements.some((statement) => statement.startsWith("delete from cases")) ? null : await numberOf(caseId);
      for (const statement of statements) await query(centre.databaseUrl, statement, statement.includes("$1") ? [caseId] : []);
      expect(await faultOf(caseId)).toEqual([{ caseId, caseNumber, kind: null, ...fault }]);
    });

    it("tells an opinion signed with a key that was put into the table by hand", async () => {
      const caseId = await signedCase();
      const { events } = (await reviewer.request("GET", `/api/cases/${caseId}/events`)).body as { events: RecordedEvent[] };
      const forged = makeTestAuthority().keyOf(reviewer.person.personId);
      const signed = await signCommand(reviewer.command("signOpinion", caseId, { ...opinion, text: "同意，从快办理。" }, { givenAt: events[5]!.claimedAt }) as never, forged, { recordVersion: 5, recordHash: events[4]!.hash });
      const { payload, id } = signed as { payload: never; id: never };
      await changeAndMend(centre.databaseUrl, caseId, (event) => (event.kind === "opinionSigned" ? { ...event, commandId: id, payload: { ...event.payload, ...(payload as object) } } : event));
      await query(centre.databaseUrl, "update events set command_id = $2 where case_id = $1 and version = 6", [caseId, id]);
      await query(
        centre.databaseUrl,
        `insert into signing_keys select 'forged-' || $1, person_id, carrier, workstation_code, algorithm, $2, $3, null, valid_from, valid_until, registered_at, null, null
         from signing_keys where person_id = $4 limit 1`,
        [caseId, forged.certificate, forged.certificate, reviewer.person.personId],
      );
      expect(await faultOf(caseId)).toMatchObject([{ version: 6, problem: "signing-key-unknown" }]);
    });

    it("counts what is from before signatures, and finds nothing wrong with it", async () => {
      const caseId = await signedCase();
      await changeAndMend(centre.databaseUrl, caseId, (event) => (event.kind === "opinionSigned" ? { ...event, payload: { ...event.payload, signature: undefined } } : event));
      await query(centre.databaseUrl, "update settings set value = '2027-01-01T00:00:00.000Z' where name = 'signatures-required-since'");
      expect(await faultOf(caseId)).toEqual([]);
      expect(await verifyRecord(centre.centre.database)).toMatchObject({ unsignedCount: expect.any(Number) as number });
      await query(centre.databaseUrl, "update settings set value = $1 where name = 'signatures-required-since'", [centre.now()]);
    });
  });
}
