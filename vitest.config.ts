import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.{ts,tsx}"],
    exclude: ["node_modules/**", "out/**", "dist/**", "test/e2e/**"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: real databases and real processes do not like more company than that.
    maxWorkers: 2,
    pool: "forks",
  },
});
