import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serviceCenter } from "../../server/seed/offices.ts";
import type { TrialCentre } from "../centre/trial-centre.ts";
import type { CuttableLine } from "./cuttable-line.ts";
import type { Headless } from "./headless.ts";
import { openWindowOnLine } from "./window-on-line.ts";

const account = "beginner";
const given = "given-password";
const own = "chosen-password";

describe("somebody's first sign-in at a window", () => {
  let centre: TrialCentre;
  let line: CuttableLine;
  let window: Headless;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ centre, line, window, close } = await openWindowOnLine());
    const administrator = await centre.openWindow({ account: "pengjian" });
    const body = { account, name: "钱小多", officeId: serviceCenter.id, roles: ["window-clerk"], password: given };
    expect((await administrator.request("POST", "/api/people", { body })).status).toBe(200);
  });
  afterAll(async () => {
    await window.stop();
    await window.remove();
    await close();
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
