import { defineConfig } from "vitest/config";

const shared = { resolve: { tsconfigPaths: true } };

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: { name: "unit", include: ["{src,emails}/**/*.test.{ts,tsx}", "tests/architecture/**/*.test.ts"] },
      },
      {
        ...shared,
        test: {
          name: "integration",
          sequence: { groupOrder: 1 }, // after the unit tests: these start a database of their own
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/support/global-setup.ts"],
          setupFiles: ["tests/support/database.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
