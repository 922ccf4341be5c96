import { afterAll, beforeAll, expect, it } from "vitest";
import { startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";
import { postgresFlavours } from "../../test/centre/postgres.ts";
import { trialApplication, type TrialWindow } from "../../test/centre/trial-window.ts";

let centre: TrialCentre;
let window: TrialWindow;
let number: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  const [embedded] = postgresFlavours;
  if (embedded === undefined) throw new Error("the embedded PostgreSQL comes first");
  const postgres = await embedded.start();
  centre = await startTrialCentre(postgres);
  stop = async () => {
    await centre.close();
    await postgres.stop();
  };
  window = await centre.openWindow();
  const commands = window.reception();
  await window.push(commands);
  const [receive] = commands;
  if (receive?.kind !== "receiveCase") throw new Error("reception first");
  number = receive.payload.number;
});
afterAll(() => stop());

const ask = async (path: string): Promise<{ status: number; html: string }> => {
  const response = await fetch(`${centre.url}/query/${path}`);
  return { status: response.status, html: await response.text() };
};
const lastFour = trialApplication.contact.mobile.slice(-4);

it("asks for the telephone's last digits, then says how far the case is and nothing about the person", async () => {
  expect((await ask(number)).html).toContain("手机号码后四位");
  const { status, html } = await ask(`${number}?mobile=${lastFour}`);
  expect(status).toBe(200);
  expect(html).toContain("已接件");
  expect(html).toContain("2026年11月16日");
  expect(html).not.toContain(trialApplication.applicant.name);
  expect(html).not.toContain(trialApplication.contact.mobile);
});

it("repeats nothing a visitor made up", async () => {
  const { status, html } = await ask(`${encodeURIComponent("<script>alert(1)</script>")}?mobile=1`);
  expect(status).toBe(404);
  expect(html).not.toContain("<script");
});

it("closes a case's page for a while after five wrong guesses", async () => {
  for (let guess = 0; guess < 5; guess += 1) expect((await ask(`${number}?mobile=000${guess}`)).status).toBe(404);
  expect((await ask(`${number}?mobile=${lastFour}`)).status).toBe(429);
  centre.pass(16 * 60_000);
  expect((await ask(`${number}?mobile=${lastFour}`)).status).toBe(200);
});
