import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      { test: { name: "engine", root: "engine", include: ["src/**/*.{test,props}.ts", "test/**/*.{test,props}.ts"] } },
      {
        test: {
          name: "app",
          root: "app",
          include: ["src/**/*.test.ts", "test/**/*.{test,props}.ts"],
          testTimeout: 60_000,
        },
      },
      { test: { name: "tools", root: "tools", include: ["**/*.test.ts"], testTimeout: 60_000 } },
      { test: { name: "web", root: "web", include: ["src/**/*.test.{ts,tsx}"] } },
      {
        test: {
          name: "e2e",
          root: "web",
          include: ["e2e/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
