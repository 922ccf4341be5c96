import { defineConfig } from "vitest/config";

/** What touches nothing but its own values: such files may share a process, which spares each the start and the reading of modules and fonts. */
const pure = ["domain", "contracts", "documents", "renderer"].map((folder) => `${folder}/**/*.test.{ts,tsx}`);

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: real databases and real processes do not like more company than that.
    maxWorkers: 2,
    pool: "forks",
    projects: [
      { extends: true, test: { name: "pure", include: pure, isolate: false } },
      { extends: true, test: { name: "real", globalSetup: "test/centre/run-postgres.ts", include: ["**/*.test.{ts,tsx}"], exclude: ["node_modules/**", "out/**", "dist/**", "test/e2e/**", ...pure] } },
    ],
  },
});
