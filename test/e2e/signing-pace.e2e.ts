import { expect, test } from "@playwright/test";
import { publicationsRetailLicence as item } from "../../server/seed/items/publications-retail-licence.ts";
import { publicationsDepartment, serviceCenter } from "../../server/seed/offices.ts";
import { isReading, openRow } from "./story-acts.ts";
import { startStory } from "./story.ts";

/**
 * A hundred cases an hour by one reviewer: what a case costs besides the reading is two keys, and no mouse. The keys are counted where they
 * arrive, so that a dialog that asks for one more fails here.
 */

const projects = ["春风书店", "夏雨书店", "秋月书店", "冬雪书店", "四季书店"];
const keysPerCase = 2;

declare global {
  interface Window {
    pressed: string[];
    clickCount: number;
  }
}

test("an inbox is signed through by two keys a case", async () => {
  const story = await startStory("signing-pace");
  await story.accept(serviceCenter, item, ...projects);
  const desk = await story.openDesk(publicationsDepartment, "handler");
  const { page, press, dialog } = desk;
  try {
    const [first = ""] = projects;
    for (const project of projects) await expect(page.getByRole("grid").getByRole("row").filter({ hasText: project })).toContainText("（待签）", { timeout: 30_000 });
    await openRow(desk, first, "（待签）");
    await isReading(desk, first);
    await page.evaluate(() => {
      Object.assign(window, { pressed: [], clickCount: 0 });
      addEventListener("keydown", ({ key }) => !["Control", "Shift", "Alt"].includes(key) && window.pressed.push(key), { capture: true });
      addEventListener("pointerdown", () => (window.clickCount += 1), { capture: true });
    });
    const signed: string[] = [];
    for (let count = 0; count < projects.length; count += 1) {
      const head = (await page.locator(".reviewer-head").textContent()) ?? "";
      signed.push(projects.find((project) => head.includes(project)) ?? head);
      await press("F9");
      await expect(page.getByRole("listbox", { name: "常用意见" })).toBeFocused();
      await press("Control+Enter");
      await expect(dialog()).toBeHidden();
      // The next comes by itself; behind the last, the inbox.
      if (count < projects.length - 1) await expect(page.locator(".reviewer-head")).not.toContainText(signed.at(-1) ?? "");
    }
    await expect(page.getByRole("grid")).toBeFocused();
    expect(signed.toSorted()).toEqual(projects.toSorted());
    const { pressed, clickCount } = await page.evaluate(() => ({ pressed: window.pressed, clickCount: window.clickCount }));
    expect({ keys: pressed.length, clickCount }).toEqual({ keys: keysPerCase * projects.length, clickCount: 0 });
    await story.isWhole();
  } finally {
    await desk.close();
    await story.close();
  }
});
