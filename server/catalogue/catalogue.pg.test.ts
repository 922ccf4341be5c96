import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogueSchema } from "../../contracts/sync.ts";
import { calendar2026 } from "../../domain/calendar/calendar-2026.ts";
import { itemDefinitionSchema, type ItemDefinition } from "../../domain/item/item-definition.ts";
import { postgresFlavours, type TestPostgres } from "../../test/centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";
import { failureCode, type TrialWindow } from "../../test/centre/trial-window.ts";
import { seedItems } from "../seed/items/catalogue.ts";
import { seedTrial } from "../trial.ts";
import { listVersions } from "./catalogue.ts";
import { seedCatalogue } from "./seed-catalogue.ts";

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`the catalogue on ${name}`, () => {
    let postgres: TestPostgres;
    let centre: TrialCentre;
    let window: TrialWindow;
    let author: TrialWindow;
    const item = seedItems[0]!;
    const nextVersion = (version: number, change: Partial<ItemDefinition> = {}) => {
      const { change: _change, officeName: _officeName, ...definition } = { ...item, ...change, version };
      return { ...definition, reason: "承诺时限压缩" };
    };

    beforeAll(async () => {
      postgres = await start();
      centre = await startTrialCentre(postgres);
      window = await centre.openWindow();
      author = await centre.openWindow({ account: "tangwenbin" });
    });
    afterAll(async () => {
      await centre.close();
      await postgres.stop();
    });

    it("is the shipped one, once, however often it is seeded", async () => {
      await seedTrial(centre.centre);
      const answer = await window.request("GET", "/api/catalogue");
      const catalogue = catalogueSchema.parse(answer.body);
      expect(catalogue.calendar).toEqual(calendar2026);
      expect(catalogue.items).toHaveLength(seedItems.length);
      expect(catalogue.items).toEqual(expect.arrayContaining([...seedItems]));
    });

    it("takes a shipped item that was changed as the next version, once, and lets the earlier one stand (R-ITEM-2)", async () => {
      const [, shipped] = seedItems;
      const changed = { ...shipped!, promisedWorkingDays: shipped!.promisedWorkingDays - 1, change: { author: "江涛", reason: "承诺时限压缩", date: "2026-11-01" } };
      const versions = async () => listVersions(centre.centre.database, shipped!.code);
      await Promise.all([1, 2].map(() => seedCatalogue(centre.centre, [changed], calendar2026)));
      expect(await versions()).toEqual([shipped, { ...changed, version: 2 }]);
      // A program from before the change, beside the newer one, takes nothing back.
      await seedCatalogue(centre.centre, [shipped!], calendar2026);
      // Its words alone are no change of the item.
      await seedCatalogue(centre.centre, [{ ...changed, change: { ...changed.change, reason: "文字" } }], calendar2026);
      expect(await versions()).toHaveLength(2);
    });

    it("leaves a version an item administrator made of a shipped item the newest", async () => {
      const [, , shipped] = seedItems;
      const { change: _change, officeName: _officeName, ...definition } = { ...shipped!, phones: ["0791-83000000"], version: 2 };
      expect((await author.request("POST", "/api/items", { body: { ...definition, reason: "电话变更" } })).status).toBe(200);
      await seedTrial(centre.centre);
      expect((await listVersions(centre.centre.database, shipped!.code)).at(-1)).toMatchObject({ version: 2, phones: ["0791-83000000"] });
    });

    it("is sent again only when it changed", async () => {
      const etag = (await window.request("GET", "/api/catalogue")).headers.get("etag") ?? "";
      const again = await window.request("GET", "/api/catalogue", { headers: { "if-none-match": etag } });
      expect([again.status, again.body]).toEqual([304, Buffer.alloc(0)]);
      const added = await author.request("POST", "/api/items", { body: nextVersion(2, { promisedWorkingDays: 3 }) });
      const definition = itemDefinitionSchema.parse(added.body);
      expect(definition.change).toEqual({ author: "唐文斌", reason: "承诺时限压缩", date: "2026-11-16" });
      const changed = await window.request("GET", "/api/catalogue", { headers: { "if-none-match": etag } });
      expect(catalogueSchema.parse(changed.body).items).toEqual(expect.arrayContaining([item, definition]));
    });

    it("R-ITEM-2: takes only the next version, from an item administrator", async () => {
      expect(failureCode(await window.request("POST", "/api/items", { body: nextVersion(3) }))).toBe("not-entitled");
      for (const version of [1, 2, 4]) {
        const answer = await author.request("POST", "/api/items", { body: nextVersion(version) });
        expect([answer.status, failureCode(answer)]).toEqual([409, "item-version-conflict"]);
      }
      const atOnce = await Promise.all([1, 2, 3].map(() => author.request("POST", "/api/items", { body: nextVersion(3) })));
      expect(atOnce.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
    });

    it("takes no leaders' meeting that could be taken for a step of the flow", async () => {
      const meeting = { code: item.flow[1]!.code, name: "局长办公会", role: "chief-leader", limitWorkingDays: 5 } as const;
      const answer = await author.request("POST", "/api/items", { body: nextVersion(4, { meeting }) });
      expect([answer.status, failureCode(answer)]).toEqual([400, "request-invalid"]);
      expect((await author.request("POST", "/api/items", { body: nextVersion(4, { meeting: { ...meeting, code: "leaders-meeting" } }) })).status).toBe(200);
    });

    it("lets a system administrator set next year's calendar", async () => {
      const administrator = await centre.openWindow({ account: "pengjian" });
      const calendar = { ...calendar2026, closesAt: "17:30" };
      expect((await administrator.request("PUT", "/api/calendar", { body: calendar })).status).toBe(200);
      expect(catalogueSchema.parse((await window.request("GET", "/api/catalogue")).body).calendar).toEqual(calendar);
      const wrong = await administrator.request("PUT", "/api/calendar", { body: { ...calendar, opensAt: "18:00" } });
      expect([wrong.status, failureCode(wrong)]).toEqual([400, "request-invalid"]);
    });
  });
}
