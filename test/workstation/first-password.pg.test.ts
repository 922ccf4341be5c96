import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serviceCenter } from "../../server/seed/offices.ts";
import { postgresFlavours, type TestPostgres } from "../centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../centre/trial-centre.ts";
import { openLine, type CuttableLine } from "./cuttable-line.ts";
import { openHeadless, type Headless } from "./headless.ts";

const account = "beginner";
const given = "given-password";
const own = "chosen-password";

describe("somebody's first sign-in at a window", () => {
  let postgres: TestPostgres;
  let centre: TrialCentre;
  let line: CuttableLine;
  let window: Headless;

  beforeAll(async () => {
    postgres = await postgresFlavours[0]!.start();
    centre = await startTrialCentre(postgres);
    line = await openLine(centre.url);
    window = await openHeadless({ now: centre.now, options: { centreUrl: line.url, enrolmentCode: await centre.enrolmentCodeFor(serviceCenter.id) } });
    const administrator = await centre.openWindow({ account: "pengjian" });
    const body = { account, name: "钱小多", officeId: serviceCenter.id, roles: ["window-clerk"], password: given };
    expect((await administrator.request("POST", "/api/people", { body })).status).toBe(200);
  });
  afterAll(async () => {
    await window.stop();
    await window.remove();
    await line.close();
    await centre.close();
    await postgres.stop();
  });

  const signIn = (password: string, newPassword?: string) => window.call("session.signIn", { account, password, ...(newPassword !== undefined && { newPassword }) });

  it("needs a password of their own, with the network or without", async () => {
    await expect(signIn(given)).rejects.toMatchObject({ code: "password-change-needed" });
    await expect(signIn(given, given)).rejects.toMatchObject({ code: "password-unchanged" });
    expect((await window.call("workplace.get", {})).person).toBeNull();
    await expect(window.call("cases.list", { view: "today" })).rejects.toMatchObject({ code: "sign-in-needed" });
    await line.cut();
    await expect(signIn(given)).rejects.toMatchObject({ code: "offline-sign-in-wrong" });
    await expect(signIn(given, own)).rejects.toMatchObject({ code: "centre-unreachable" });
    await line.mend();
  });

  it("is with the new password at once, and the next ones too, also without the network", async () => {
    expect((await signIn(given, own)).person).toMatchObject({ name: "钱小多", isOfflineSignIn: false });
    await window.call("session.signOut", {});
    expect((await signIn(own)).person).not.toBeNull();
    await window.call("session.signOut", {});
    await line.cut();
    await expect(signIn(given)).rejects.toMatchObject({ code: "offline-sign-in-wrong" });
    expect((await signIn(own)).person).toMatchObject({ isOfflineSignIn: true });
  });
});
