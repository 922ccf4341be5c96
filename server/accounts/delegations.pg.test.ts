import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { officeDelegationsSchema, type NewDelegation } from "../../contracts/delegations.ts";
import { catalogueSchema } from "../../contracts/sync.ts";
import type { CaseId, PersonId } from "../../domain/ids.ts";
import { delegationSchema, type Delegation } from "../../domain/people/delegation.ts";
import { addMs } from "../../domain/time/instant.ts";
import { postgresFlavours, query, type TestPostgres } from "../../test/centre/postgres.ts";
import { reviewersPlace, startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";
import { failureCode, type TrialWindow } from "../../test/centre/trial-window.ts";
import { verifyRecord } from "../record/verify-record.ts";
import { publicationsStaff } from "../seed/people.ts";
import { deactivate, setRoles } from "./people.ts";

const dayMs = 24 * 3_600_000;
const personOf = (account: string): PersonId => publicationsStaff.find((person) => person.account === account)!.id;

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`R-FLOW-3 on ${name}: delegations`, () => {
    let postgres: TestPostgres;
    let centre: TrialCentre;
    let window: TrialWindow;
    let handler: TrialWindow;
    let head: TrialWindow;

    beforeAll(async () => (postgres = await start()));
    afterAll(() => postgres.stop());
    beforeEach(async () => {
      centre = await startTrialCentre(postgres);
      window = await centre.openWindow();
      handler = await centre.openWindow(reviewersPlace);
      head = await centre.openWindow({ ...reviewersPlace, account: "hanpeng" });
      return () => centre.close();
    });
    /** The handler's B-role for three days, as the section head's. */
    const bRole = (change: Partial<NewDelegation> = {}): NewDelegation => ({
      kind: "b-role", role: "handler", toPersonId: personOf("hanpeng"), validFrom: centre.now(), validUntil: addMs(centre.now(), 3 * dayMs), ...change,
    });
    const ask = (desk: TrialWindow, body: NewDelegation) => desk.request("POST", "/api/delegations", { body });
    const give = async (desk: TrialWindow, body: NewDelegation): Promise<Delegation> => delegationSchema.parse((await ask(desk, body)).body);
    const end = (desk: TrialWindow, { id }: Delegation) => desk.request("POST", `/api/delegations/${id}/end`, { body: {} });
    const acceptedCase = async (): Promise<CaseId> => {
      const reception = window.reception();
      const { caseId } = reception[0]!;
      await window.push([...reception, window.command("acceptCase", caseId, {})]);
      return caseId;
    };
    const opinion = (desk: TrialWindow, caseId: CaseId, { id: delegationId }: Delegation) =>
      desk.signedCommand("signOpinion", caseId, { stepCode: "preliminary-review", verdict: "agree", text: "同意", reasons: "", legalBasis: null, onBehalfOf: { delegationId } });

    it("are given by who is signed in, for themselves, and everybody of the office sees them", async () => {
      const given = await give(handler, bRole());
      expect(given).toMatchObject({ kind: "b-role", from: { name: "宋薇" }, to: { name: "韩鹏" }, role: "handler", validFrom: centre.now(), endedAt: null });
      const listed = officeDelegationsSchema.parse((await head.request("GET", "/api/delegations")).body);
      expect(listed.delegations).toEqual([given]);
      expect(listed.colleagues).toContainEqual({ personId: personOf("songwei"), name: "宋薇", roles: ["handler"] });
      expect(officeDelegationsSchema.parse((await window.request("GET", "/api/delegations")).body).delegations).toEqual([]);
      expect(await query(centre.databaseUrl, "select act, subject from audit where act = 'give-delegation'")).toEqual([{ act: "give-delegation", subject: given.id }]);
    });

    it("reach every workstation with the catalogue, and again when they end", async () => {
      const before = await head.request("GET", "/api/catalogue");
      const etag = before.headers.get("etag") ?? "";
      const given = await give(handler, bRole());
      const after = await head.request("GET", "/api/catalogue", { headers: { "if-none-match": etag } });
      expect(catalogueSchema.parse(after.body).delegations).toEqual([given]);
      const ended = delegationSchema.parse((await end(handler, given)).body);
      expect(ended.endedAt).toBe(centre.now());
      expect(catalogueSchema.parse((await head.request("GET", "/api/catalogue")).body).delegations).toEqual([ended]);
      centre.pass(100 * dayMs);
      expect(catalogueSchema.parse((await head.request("GET", "/api/catalogue")).body).delegations).toEqual([]);
    });

    it("let the receiver sign, and the record shows both", async () => {
      const caseId = await acceptedCase();
      const given = await give(handler, bRole());
      const [result] = await head.push([await opinion(head, caseId, given)]);
      expect(result).toMatchObject({
        outcome: "applied",
        events: [{ actor: { name: "韩鹏" }, payload: { onBehalfOf: { delegationId: given.id, kind: "b-role", personId: personOf("songwei"), name: "宋薇" } } }],
      });
      expect((await verifyRecord(centre.centre.database)).faults).toEqual([]);
      await query(centre.databaseUrl, "update delegations set valid_until = valid_from where delegation_id = $1", [given.id]);
      expect((await verifyRecord(centre.centre.database)).faults).toMatchObject([{ caseId, kind: "opinionSigned", problem: "delegation-wrong" }]);
    });

    it("are looked at when the act was given: one signed in time counts after the end, one given after it does not", async () => {
      const [inTime, tooLate] = [await acceptedCase(), await acceptedCase()];
      const given = await give(handler, bRole());
      centre.pass(dayMs);
      const offline = await opinion(head, inTime, given);
      centre.pass(dayMs);
      // A sign-in does not last so long.
      expect((await end(await centre.openWindow(reviewersPlace), given)).status).toBe(200);
      expect(await head.push([offline, await opinion(head, tooLate, given)])).toMatchObject([
        { outcome: "applied" },
        { outcome: "rejected", refusal: { code: "delegation-not-in-force", fromName: "宋薇", validUntil: centre.now() } },
      ]);
    });

    it("carry nobody else's signature and none that was made up", async () => {
      const caseId = await acceptedCase();
      const given = await give(handler, bRole());
      const leader = await centre.openWindow({ ...reviewersPlace, account: "caoyifan" });
      expect(await leader.push([await opinion(leader, caseId, given)])).toMatchObject([{ outcome: "rejected", refusal: { code: "delegation-not-for-you", toName: "韩鹏" } }]);
      const invented = { ...given, id: "01990000-0000-7000-8000-0000000000ff" as Delegation["id"] };
      expect(await head.push([await opinion(head, caseId, invented)])).toMatchObject([{ outcome: "rejected", refusal: { code: "delegation-unknown" } }]);
    });

    it.each<[string, () => NewDelegation, string]>([
      ["to oneself", () => bRole({ toPersonId: personOf("songwei") }), "delegation-to-oneself"],
      ["of another's role", () => bRole({ kind: "delegated", role: "chief-leader" }), "delegation-role-not-held"],
      ["of a handler's as a head's", () => bRole({ kind: "delegated" }), "delegation-role-unfit"],
      ["to somebody of another office", () => bRole({ toPersonId: window.person.personId }), "delegation-receiver-unfit"],
      ["to nobody", () => bRole({ toPersonId: "01990000-0000-7000-8000-0000000000ff" as PersonId }), "delegation-receiver-unfit"],
      ["of no length", () => bRole({ validUntil: centre.now() }), "delegation-period-empty"],
      ["that is over", () => bRole({ validFrom: addMs(centre.now(), -2 * dayMs), validUntil: addMs(centre.now(), -dayMs) }), "delegation-period-past"],
    ])("are refused %s", async (_what, body, code) => {
      const answer = await ask(handler, body());
      expect([answer.status, failureCode(answer)]).toEqual([409, code]);
      expect(await query(centre.databaseUrl, "select delegation_id from delegations")).toEqual([]);
    });

    it("are refused chained, and doubled also when both come at once", async () => {
      await give(handler, bRole());
      expect(failureCode(await ask(head, bRole({ toPersonId: personOf("caoyifan") })))).toBe("delegation-chained");
      const later = { validFrom: addMs(centre.now(), 5 * dayMs), validUntil: addMs(centre.now(), 9 * dayMs) };
      const answers = await Promise.all([1, 2, 3].map(() => ask(handler, bRole(later))));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      expect(answers.filter(({ status }) => status === 409).map(failureCode)).toEqual(["delegation-overlaps", "delegation-overlaps"]);
    });

    it("are ended by their giver alone, and once", async () => {
      const given = await give(handler, bRole());
      expect(failureCode(await end(head, given))).toBe("delegation-not-own");
      expect(failureCode(await end(window, given))).toBe("delegation-missing");
      expect((await end(handler, given)).status).toBe(200);
      expect([(await end(handler, given)).status, failureCode(await end(handler, given))]).toEqual([409, "delegation-over"]);
      expect((await ask(handler, bRole())).status).toBe(200);
    });

    it("end with the role they are of, and with whoever leaves", async () => {
      const byRole = await give(handler, bRole());
      await setRoles(centre.centre, personOf("songwei"), ["handler", "cashier"], null);
      const endedAt = async ({ id }: Delegation) => (await query<{ ended_at: string | null }>(centre.databaseUrl, `select ended_at from delegations where delegation_id = '${id}'`))[0]?.ended_at;
      expect(await endedAt(byRole)).toBeNull();
      await setRoles(centre.centre, personOf("songwei"), ["cashier"], null);
      expect(await endedAt(byRole)).toBe(centre.now());
      const byLeaver = await give(head, bRole({ kind: "delegated", role: "section-head", toPersonId: personOf("caoyifan") }));
      await deactivate(centre.centre, personOf("caoyifan"), null);
      expect(await endedAt(byLeaver)).toBe(centre.now());
    });

    it("need somebody signed in", async () => {
      const answer = await handler.request("POST", "/api/delegations", { body: bRole(), headers: { authorization: "" } });
      expect([answer.status, failureCode(answer)]).toEqual([401, "sign-in-needed"]);
    });
  });
}
