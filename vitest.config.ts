import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Whole files, whole companies and processes of their own: not part of the quick loop, which stays under a minute. */
const whole = "**/*.whole.test.ts";
/** Needs the PostgreSQL that `app/test/store/server.ts` starts for the run. */
const onDatabase = "test/store/**/*.test.ts";

export default defineConfig({
  test: {
    // Of two processors the runner would use one: it only waits for what it has started.
    maxWorkers: Math.max(availableParallelism() - 1, 2),
    projects: [
      {
        test: {
          name: "engine",
          root: "engine",
          include: ["src/**/*.{test,props}.ts", "test/**/*.{test,props}.ts"],
          exclude: [whole],
          testTimeout: 120_000,
          // Pure code: the files need no walls between them, and each room is read once instead of once a file.
          isolate: false,
        },
      },
      {
        test: {
          name: "app",
          root: "app",
          include: ["src/**/*.test.ts", "test/**/*.{test,props}.ts"],
          exclude: [whole, onDatabase],
          testTimeout: 60_000,
        },
      },
      // The store on a real server: the one that comes with Fealty, and the oldest that is served.
      ...["store", "store-15"].map((name) => ({
        test: {
          name,
          root: "app",
          include: [onDatabase],
          exclude: name === "store" ? [] : ["test/store/embedded*.test.ts", "test/store/crash*.test.ts"],
          globalSetup: ["test/store/server.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      })),
      { test: { name: "tools", root: "tools", include: ["**/*.test.ts"], exclude: [whole], testTimeout: 60_000 } },
      {
        test: { name: "web", root: "web", include: ["src/**/*.test.{ts,tsx}"], exclude: [whole], testTimeout: 60_000 },
      },
      {
        test: {
          name: "whole",
          root: ".",
          include: ["{app,engine}/test/**/*.whole.test.ts", "web/src/**/*.whole.test.ts", "tools/**/*.whole.test.ts"],
          testTimeout: 180_000,
          // Whole companies lie in the folders that are taken away at the end.
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "e2e",
          root: "web",
          include: ["e2e/**/*.test.ts"],
          globalSetup: ["e2e/founded-house.ts"],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          // Two browsers at once on two processors: what a story waits for may take its time.
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
  },
});
