import { afterEach, expect, it } from "vitest";
import { Failure } from "../../domain/failure.ts";
import { addMs, type Instant } from "../../domain/time/instant.ts";
import { serviceCenterStaff } from "../../server/seed/people.ts";
import { createCentreClient } from "../../sync/centre-client.ts";
import type { Headless } from "./headless.ts";
import { mondayMorning, offlinePassword as password, openOfflineWindow } from "./offline.ts";

const { account } = serviceCenterStaff[0]!;
let now: Instant = mondayMorning;
let window: Headless | undefined;
/** What the centre answers to whoever signs in. */
let answer: string;

afterEach(async () => {
  await window?.stop();
  await window?.remove();
});

async function open(code: string, dataFolder?: string): Promise<Headless> {
  answer = "centre-unreachable";
  const client = { ...createCentreClient(), signIn: () => Promise.reject(new Failure(answer)), signOut: () => Promise.resolve() };
  window = await openOfflineWindow({ now: () => now, dependencies: { client }, ...(dataFolder !== undefined && { dataFolder }) });
  await window.call("session.signOut", {});
  answer = code;
  return window;
}

it.each(["centre-certificate-out-of-date", "centre-certificate-untrusted", "centre-certificate-of-another", "internal", "protocol-mismatch", "centre-unreachable"])(
  "lets people in who signed in here before when the centre answers %s (R-OFF-1)",
  async (code) => {
    const desk = await open(code);
    expect((await desk.call("session.signIn", { account, password })).person).toMatchObject({ isOfflineSignIn: true });
  },
);

it.each(["workstation-shut-out", "device-unknown", "sign-in-wrong", "account-waits"])("lets nobody in when the centre answers %s", async (code) => {
  const desk = await open(code);
  await expect(desk.call("session.signIn", { account, password })).rejects.toMatchObject({ code });
  expect((await desk.call("workplace.get", {})).person).toBeNull();
});

it("makes whoever guesses wait, longer each time, also after a restart, and tells nothing of who is known here", async () => {
  let desk = await open("centre-unreachable");
  const wrong = async (who: string): Promise<Failure> => desk.call("session.signIn", { account: who, password: "guess" }).then(() => expect.unreachable(), (error: unknown) => error as Failure);
  for (const who of [account, "nobody"]) {
    for (let count = 0; count < 5; count += 1) expect((await wrong(who)).code).toBe("offline-sign-in-wrong");
    expect(await wrong(who)).toMatchObject({ code: "account-waits", details: { until: addMs(now, 60_000) } });
  }
  await expect(desk.call("session.signIn", { account, password })).rejects.toMatchObject({ code: "account-waits" });

  const { dataFolder } = desk;
  await desk.stop();
  now = addMs(now, 60_001);
  // Whoever is known and right after the wait is in, and begins anew.
  desk = await open("centre-unreachable", dataFolder);
  for (let count = 0; count < 4; count += 1) expect((await wrong(account)).code).toBe("offline-sign-in-wrong");
  expect((await desk.call("session.signIn", { account, password })).person).not.toBeNull();
  await desk.call("session.signOut", {});
  // The other one has guessed on from where they stood.
  expect((await wrong("nobody")).code).toBe("offline-sign-in-wrong");
  expect(await wrong("nobody")).toMatchObject({ code: "account-waits", details: { until: addMs(now, 120_000) } });
});
