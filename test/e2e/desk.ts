import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import type { Role } from "../../domain/people/role.ts";
import type { SeedOffice } from "../../server/seed/offices.ts";
import { seedPassword, seedPeople } from "../../server/seed/people.ts";

/** What a person does at a desk of the real app, by keyboard alone. */

export interface Seat {
  readonly centreUrl: string;
  readonly enrolmentCode: string;
  readonly office: SeedOffice;
  readonly role: Role;
}

export async function joinCentre(page: Page, { centreUrl, enrolmentCode, office, role }: Seat): Promise<void> {
  await page.getByRole("form", { name: "登记本机" }).waitFor();
  await page.keyboard.type(centreUrl);
  await page.keyboard.press("Tab");
  await page.keyboard.type(enrolmentCode);
  await page.keyboard.press("Tab");
  await page.keyboard.type("三号窗口");
  await page.keyboard.press("Enter");
  await signIn(page, office, role);
}

/** The first of the office's sample people who has the role, unless another place among them is asked for. */
export function getSeedPerson(office: SeedOffice, role: Role, place = 0): (typeof seedPeople)[number] {
  const person = seedPeople.filter(({ officeId, roles }) => officeId === office.id && roles.includes(role)).at(place);
  if (person === undefined) throw new Error(`there is no ${role} among the sample people of ${office.name}`);
  return person;
}

export async function signIn(page: Page, office: SeedOffice, role: Role, place = 0): Promise<void> {
  await page.getByRole("form", { name: "登录" }).waitFor();
  await page.keyboard.type(getSeedPerson(office, role, place).account);
  await page.keyboard.press("Tab");
  await page.keyboard.type(seedPassword.initial);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "工作页面" }).waitFor();
}

/** Answers whatever has the focus and presses Enter, as a clerk who follows the form; the focus is never lost on the way. */
export async function typeThrough(page: Page, item: ItemDefinition, applicantName: string): Promise<void> {
  for (let step = 0; step < 40; step += 1) {
    // One look at both: between two the case may be received, and the form gone.
    const field = await page.evaluate(() => {
      if (document.querySelector("[data-testid=case-number]") !== null) return null;
      const active = document.activeElement as HTMLInputElement;
      const label = active.labels?.[0]?.textContent ?? "";
      return { tag: active.tagName, id: active.id, label, value: active.value };
    });
    if (field === null) break;
    expect(field.tag, `the focus is lost at step ${step}`).not.toBe("BODY");
    if (field.tag === "SELECT" && field.value === "") await page.keyboard.press("ArrowDown");
    else if (field.label.includes("事项")) await page.keyboard.type(item.name);
    else if (field.tag !== "SELECT" && field.tag !== "BUTTON" && field.value === "") await page.keyboard.type(answerTo(field, item, applicantName));
    await page.keyboard.press(field.tag === "TEXTAREA" ? "Tab" : "Enter");
  }
  await page.getByTestId("case-number").waitFor({ timeout: 5000 });
}

function answerTo({ label, id }: { label: string; id: string }, item: ItemDefinition, applicantName: string): string {
  if (label.includes("证件号码")) return "11010519491231002X";
  if (label.includes("手机")) return "13800000000";
  if (label.includes("姓名")) return applicantName;
  const field = item.form.find(({ key }) => id.endsWith(key));
  if (field?.kind === "number" || field?.kind === "fen") return "100";
  if (field?.kind === "date") return "2026-12-01";
  return "一窗书店";
}

export async function hasNoSeriousViolation(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}
