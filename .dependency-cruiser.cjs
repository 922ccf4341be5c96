/** The layers of docs/ARCHITECTURE.md. Type imports count: they tie folders together as firmly as values do. */
const layers = {
  domain: [],
  contracts: ["domain"],
  db: ["domain"],
  scanner: ["domain"],
  devices: ["domain"],
  documents: ["domain"],
  sync: ["domain", "contracts"],
  server: ["domain", "contracts", "documents"],
  renderer: ["domain", "contracts"],
  "electron/preload": ["contracts"],
  "electron/main": ["contracts"],
  "electron/workstation": ["domain", "contracts", "db", "scanner", "devices", "documents", "sync"],
  cli: ["domain", "contracts", "db", "scanner", "devices", "documents", "sync", "server", "electron/workstation"],
  build: [],
};
const anywhere = [...Object.keys(layers), "demo", "bench", "test"];
// A unit test beside its source may use the test folder's emulators and helpers; the source itself may not.
const source = (layer) => ({ path: `^${layer}/`, pathNot: "\\.test\\.tsx?$" });
const unitTest = (layer) => ({ path: `^${layer}/.*\\.test\\.tsx?$` });
const folders = (names) => `^(${names.join("|")})/`;
const forbid = (name, from, allowed) => ({
  name,
  severity: "error",
  from,
  to: { path: folders(anywhere), pathNot: folders(allowed) },
});

module.exports = {
  forbidden: [
    ...Object.entries(layers).flatMap(([layer, allowed]) => [
      forbid(`layer-${layer}`, source(layer), [layer, ...allowed]),
      forbid(`layer-${layer}-tests`, unitTest(layer), [layer, "test", ...allowed]),
    ]),
    {
      name: "domain-is-pure",
      severity: "error",
      comment: "The same rules run in the page, at the window and at the centre: no Node, no library but zod.",
      from: source("domain"),
      to: { pathNot: "^(domain/|node_modules/zod/)" },
    },
    {
      name: "page-has-no-node",
      severity: "error",
      from: { path: "^renderer/", pathNot: "\\.test\\.tsx?$" },
      to: { dependencyTypes: ["core"] },
    },
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(node_modules|out|dist|demo-out|test-results|coverage)/" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] },
  },
};
