import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signInSchema, type Person } from "../../contracts/sync.ts";
import { postgresFlavours, query, type TestPostgres } from "../../test/centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";
import { failureCode, type Answer, type TrialWindow } from "../../test/centre/trial-window.ts";
import { landDepartment, serviceCenter } from "../seed/offices.ts";

const hourMs = 3_600_000;

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`accounts and workstations on ${name}`, () => {
    let postgres: TestPostgres;
    let centre: TrialCentre;
    let window: TrialWindow;
    let administrator: TrialWindow;

    beforeAll(async () => {
      postgres = await start();
      centre = await startTrialCentre(postgres);
      window = await centre.openWindow();
      administrator = await centre.openWindow({ account: "pengjian" });
    });
    afterAll(async () => {
      await centre.close();
      await postgres.stop();
    });

    const signIn = (account: string, password: string, newPassword?: string) => window.request("POST", "/api/sessions", { body: { account, password, newPassword } });
    const said = (answer: Answer) => [answer.status, failureCode(answer)];
    const createPerson = async (account: string): Promise<Person> => {
      const body = { account, name: "钱小多", officeId: serviceCenter.id, roles: ["window-clerk"], password: "given-password" };
      return (await administrator.request("POST", "/api/people", { body })).body as Person;
    };
    /** With a password of their own, as after their first sign-in. */
    const createSettledPerson = async (account: string): Promise<Person> => {
      const person = await createPerson(account);
      expect((await signIn(account, "given-password", "first-password")).status).toBe(200);
      return person;
    };

    it("enrols one PC with each code, within its day", async () => {
      const enrol = (enrolmentCode: string) => window.request("POST", "/api/enrolments", { body: { enrolmentCode, deviceName: "窗口 2" } });
      const code = await centre.enrolmentCodeFor(landDepartment.id);
      const atOnce = await Promise.all([enrol(code), enrol(code), enrol(code)]);
      expect(atOnce.map((answer) => answer.status).sort()).toEqual([200, 403, 403]);
      const late = await centre.enrolmentCodeFor(landDepartment.id);
      centre.pass(24 * hourMs);
      expect(said(await enrol(late))).toEqual([403, "enrolment-code-invalid"]);
      centre.pass(-24 * hourMs);
      expect(said(await enrol("made-up"))).toEqual([403, "enrolment-code-invalid"]);
    });

    it("never gives a workstation code twice", async () => {
      const windows = await Promise.all(Array.from({ length: 5 }, () => centre.openWindow()));
      expect(new Set(windows.map((each) => each.workstationCode)).size).toBe(5);
    });

    it("tells nothing of an account by a wrong password, and makes it wait after five", async () => {
      await createSettledPerson("waiting");
      expect(said(await signIn("nobody", "wrong"))).toEqual([401, "sign-in-wrong"]);
      for (let attempt = 1; attempt <= 5; attempt += 1) expect(said(await signIn("waiting", "wrong"))).toEqual([401, "sign-in-wrong"]);
      expect(said(await signIn("waiting", "first-password"))).toEqual([429, "account-waits"]);
      centre.pass(60_000);
      expect((await signIn("waiting", "first-password")).status).toBe(200);
      expect(said(await signIn("waiting", "wrong"))).toEqual([401, "sign-in-wrong"]);
    });

    it("lets a personal token end after twelve hours, at sign-out, and nowhere but at its workstation", async () => {
      const { personToken } = signInSchema.parse((await signIn("liuchang", centre.password)).body);
      const asked = { headers: { authorization: `Bearer ${personToken}` } };
      expect((await window.request("GET", "/api/sessions/current", asked)).body).toMatchObject({ name: "刘畅", officeName: serviceCenter.name });
      expect(said(await administrator.request("GET", "/api/sessions/current", asked))).toEqual([401, "sign-in-needed"]);
      centre.pass(12 * hourMs);
      expect(said(await window.request("GET", "/api/sessions/current", asked))).toEqual([401, "sign-in-needed"]);
      centre.pass(-12 * hourMs);
      expect((await window.request("DELETE", "/api/sessions/current", asked)).status).toBe(200);
      expect(said(await window.request("GET", "/api/sessions/current", asked))).toEqual([401, "sign-in-needed"]);
    });

    it("keeps no password and no token in the clear", async () => {
      const { personToken } = signInSchema.parse((await signIn("liuchang", centre.password)).body);
      const rows = await query<{ line: string }>(
        centre.databaseUrl,
        "select people::text as line from people union all select workstations::text from workstations union all select person_tokens::text from person_tokens",
      );
      const all = rows.map((row) => row.line).join("\n");
      for (const secret of [personToken, window.deviceToken, centre.password]) expect(all).not.toContain(secret);
    });

    it("lets people change their own password, and an administrator give a new one", async () => {
      const person = await createSettledPerson("changing");
      const { personToken } = signInSchema.parse((await signIn("changing", "first-password")).body);
      const other = signInSchema.parse((await signIn("changing", "first-password")).body);
      const change = (currentPassword: string, newPassword = "second-password") =>
        window.request("PUT", "/api/sessions/current/password", { body: { currentPassword, newPassword }, headers: { authorization: `Bearer ${personToken}` } });
      expect(said(await change("wrong"))).toEqual([401, "sign-in-wrong"]);
      expect(said(await change("first-password", "first-password"))).toEqual([409, "password-unchanged"]);
      expect((await change("first-password")).status).toBe(200);
      expect(said(await window.request("GET", "/api/sessions/current", { headers: { authorization: `Bearer ${other.personToken}` } }))).toEqual([401, "sign-in-needed"]);
      const reset = await administrator.request("PUT", `/api/people/${person.personId}/password`, { body: { newPassword: "third-password" } });
      expect(reset.status).toBe(200);
      expect(said(await signIn("changing", "second-password"))).toEqual([401, "sign-in-wrong"]);
      expect(said(await signIn("changing", "third-password"))).toEqual([403, "password-change-needed"]);
      expect((await signIn("changing", "third-password", "fourth-password")).status).toBe(200);
    });

    it("lets nobody in with a password an administrator gave, until they have chosen another", async () => {
      await createPerson("beginning");
      expect(said(await signIn("beginning", "given-password"))).toEqual([403, "password-change-needed"]);
      expect(said(await signIn("beginning", "given-password", "short"))).toEqual([400, "request-invalid"]);
      expect(said(await signIn("beginning", "given-password", "given-password"))).toEqual([409, "password-unchanged"]);
      expect(said(await signIn("beginning", "wrong", "chosen-password"))).toEqual([401, "sign-in-wrong"]);
      expect(said(await signIn("beginning", "given-password"))).toEqual([403, "password-change-needed"]);
      const both = await Promise.all(["chosen-password", "other-password"].map((chosen) => signIn("beginning", "given-password", chosen)));
      expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
      const chosen = both[0]?.status === 200 ? "chosen-password" : "other-password";
      expect(said(await signIn("beginning", "given-password", "third-password"))).toEqual([401, "sign-in-wrong"]);
      expect((await signIn("beginning", chosen)).status).toBe(200);
    });

    it("takes a new password at any sign-in, which ends the sessions before", async () => {
      await createSettledPerson("refreshing");
      const before = signInSchema.parse((await signIn("refreshing", "first-password")).body);
      const after = signInSchema.parse((await signIn("refreshing", "first-password", "second-password")).body);
      const current = (personToken: string) => window.request("GET", "/api/sessions/current", { headers: { authorization: `Bearer ${personToken}` } });
      expect(said(await current(before.personToken))).toEqual([401, "sign-in-needed"]);
      expect((await current(after.personToken)).status).toBe(200);
    });

    it("believes a person only while they are active and hold the role", async () => {
      const person = await createSettledPerson("leaving");
      const device = await centre.openWindow();
      const { person: signedIn } = signInSchema.parse((await device.request("POST", "/api/sessions", { body: { account: "leaving", password: "first-password" } })).body);
      const actor = { ...signedIn, workstationCode: device.workstationCode };
      const receive = () => ({ ...device.reception()[0]!, actor: { personId: actor.personId, name: actor.name, roles: actor.roles, officeId: actor.officeId, workstationCode: actor.workstationCode } });
      expect(await device.push([receive()])).toMatchObject([{ outcome: "applied" }]);
      await administrator.request("PUT", `/api/people/${person.personId}/roles`, { body: { roles: ["cashier"] } });
      expect(await device.push([receive()])).toMatchObject([{ refusal: { code: "actor-mismatch" } }]);
      await administrator.request("PUT", `/api/people/${person.personId}/roles`, { body: { roles: ["window-clerk"] } });
      await administrator.request("POST", `/api/people/${person.personId}/deactivation`);
      expect(await device.push([receive()])).toMatchObject([{ refusal: { code: "actor-mismatch" } }]);
      expect(said(await signIn("leaving", "first-password"))).toEqual([401, "sign-in-wrong"]);
    });

    it("R-SEC-5: shuts a lost workstation out until it is let in again", async () => {
      const lost = await centre.openWindow();
      const path = `/api/workstations/${lost.workstationCode}/shut-out`;
      expect((await administrator.request("POST", path, { body: { reason: "电脑遗失" } })).status).toBe(200);
      for (const [method, route] of [["GET", "/api/sync/pull"], ["GET", "/api/catalogue"], ["GET", "/api/cases"], ["GET", `/api/files/${"0".repeat(64)}`]] as const) {
        expect(said(await lost.request(method, route))).toEqual([401, "workstation-shut-out"]);
      }
      expect(said(await lost.send(lost.reception()))).toEqual([401, "workstation-shut-out"]);
      const listed = await administrator.request("GET", "/api/workstations");
      expect(listed.body).toEqual(expect.arrayContaining([expect.objectContaining({ code: lost.workstationCode, shutOutAt: centre.now() })]));
      expect(said(await administrator.request("POST", "/api/workstations/9999/shut-out", { body: { reason: "x" } }))).toEqual([404, "workstation-unknown"]);
    });

    it("R-SEC-5: lets a found workstation in again with its queue, and writes down why", async () => {
      const found = await centre.openWindow();
      const act = (name: string, reason: string, code: string = found.workstationCode) => administrator.request("POST", `/api/workstations/${code}/${name}`, { body: { reason } });
      expect(said(await act("let-in", "看错了"))).toEqual([409, "workstation-not-shut-out"]);
      await act("shut-out", "电脑遗失");
      expect(said(await found.request("POST", `/api/workstations/${found.workstationCode}/let-in`, { body: { reason: "自己" } }))).toEqual([401, "workstation-shut-out"]);
      expect(said(await window.request("POST", `/api/workstations/${found.workstationCode}/let-in`, { body: { reason: "窗口" } }))).toEqual([403, "not-entitled"]);
      expect(said(await act("let-in", ""))).toEqual([400, "request-invalid"]);
      expect((await act("let-in", "电脑已找回")).status).toBe(200);
      expect(await found.push(found.reception())).toEqual(expect.arrayContaining([expect.objectContaining({ outcome: "applied" })]));
      // Whoever was signed in there is not by that signed in again.
      expect(said(await found.request("GET", "/api/sessions/current"))).toEqual([401, "sign-in-needed"]);
      const audit = await administrator.request("GET", "/api/audit");
      const details = expect.objectContaining({ reason: "电脑已找回", shutOutReason: "电脑遗失" });
      expect(audit.body).toEqual(expect.arrayContaining([expect.objectContaining({ act: "let-in", subject: found.workstationCode, personId: administrator.person.personId, details })]));
      expect(said(await act("let-in", "x", "9999"))).toEqual([404, "workstation-unknown"]);
    });

    it("leaves administration to administrators, and writes their acts down", async () => {
      const office = { name: "南昌市消防救援支队", regionCode: "360100" };
      expect(said(await window.request("POST", "/api/offices", { body: office }))).toEqual([403, "not-entitled"]);
      expect(said(await administrator.request("POST", "/api/offices", { body: office, headers: { authorization: "" } }))).toEqual([401, "sign-in-needed"]);
      const created = await administrator.request("POST", "/api/offices", { body: office });
      expect(created).toMatchObject({ status: 200, body: office });
      expect(said(await administrator.request("POST", "/api/offices", { body: office }))).toEqual([409, "office-name-taken"]);
      const twice = { account: "wangxiulan", name: "王秀兰", officeId: serviceCenter.id, roles: ["window-clerk"], password: "long-enough" };
      expect(said(await administrator.request("POST", "/api/people", { body: twice }))).toEqual([409, "account-taken"]);
      expect(said(await administrator.request("POST", "/api/people", { body: { ...twice, account: "machine", roles: ["system"] } }))).toEqual([400, "request-invalid"]);
      const audit = await administrator.request("GET", "/api/audit");
      expect(audit.body).toEqual(
        expect.arrayContaining([expect.objectContaining({ act: "create-office", personId: administrator.person.personId, details: { name: office.name } })]),
      );
      expect(JSON.stringify(audit.body)).not.toContain("long-enough");
    });
  });
}
