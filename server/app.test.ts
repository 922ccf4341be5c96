import { afterAll, beforeAll, expect, it } from "vitest";
import { buildApp } from "./app.ts";
import type { App } from "./routes/route.ts";

interface Description {
  paths: Record<string, Record<string, { summary?: string; tags?: string[]; responses?: Record<string, unknown> }>>;
}

/** Pages for people, and the description itself. */
const undescribed = ["get /api/openapi.json", "get /query/{number}", "get /verify/{code}"];

let app: App;
let description: Description;
beforeAll(async () => {
  // Declaring the routes asks nothing of the centre behind them.
  app = await buildApp({ centre: {} as never, signal: {} as never });
  description = (await app.inject({ url: "/api/openapi.json" })).json();
});
afterAll(() => app.close());

it("describes every route the router knows, and no other", () => {
  const described = Object.entries(description.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
  const routed = routesOf(app);
  expect(routed).toContain("post /api/sync/push");
  expect(described.sort()).toEqual(routed.filter((route) => !undescribed.includes(route)));
  expect(routed).toEqual(expect.arrayContaining(undescribed));
});

it("says of each what it is for, and what it answers", () => {
  const routes = Object.entries(description.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, route]) => ({ name: `${method} ${path}`, ...route })));
  const isSilent = (route: (typeof routes)[number]) => !route.summary || !route.tags?.length || Object.keys(route.responses ?? {}).length === 0;
  expect(routes.filter(isSilent).map((route) => route.name)).toEqual([]);
  expect(JSON.stringify(description.paths["/api/sync/push"])).toContain("receiveCase");
});

it("knows nothing else", async () => {
  expect(await app.inject({ url: "/nowhere" })).toMatchObject({ statusCode: 404 });
});

/** `post /api/cases/{caseId}/certificate`, sorted: read from the router's own drawing, a tree of path pieces with their methods. */
function routesOf(drawn: App): string[] {
  const parents: string[] = [];
  const lines = drawn.printRoutes({ commonPrefix: false }).trimEnd().split("\n");
  const routes = lines.flatMap((line) => {
    const [, indentation = "", piece = "", methods = ""] = /^((?:[│ ] {3})*)[├└]── (\S+) \(([A-Z, ]+)\)$/.exec(line) ?? [];
    if (methods === "") throw new Error(`no route in “${line}”`);
    const depth = indentation.length / 4;
    const path = `${depth === 0 ? "" : parents[depth - 1]}${piece}`;
    parents[depth] = path;
    return methods.split(", ").map((method) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
  });
  return routes.sort();
}
