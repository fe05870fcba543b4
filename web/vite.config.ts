import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));

// Whoever builds (a test runner says NODE_ENV=test), what is built is the page that people get.
process.env.NODE_ENV = "production";

export default defineConfig({
  root: here,
  base: "./",
  plugins: [react()],
  worker: { format: "es" },
  // Found only once the worker runs, its packages would have the page load anew, and drop what was just opened in it.
  optimizeDeps: { entries: ["index.html", "src/source/engine-worker.ts"] },
  build: {
    // Agents and customers open it inside WeChat, on phones that nobody brings up to date: docs/decisions/0054.
    target: ["chrome88", "safari15"],
    outDir: "dist",
    emptyOutDir: true,
    chunkSizeWarningLimit: 800,
    // Dates and hashes of the shipped example are read by name; everything else carries its content in its name.
    assetsInlineLimit: 0,
    // What several parts of the page share is small, and packs better together than each by itself.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: "shared",
              test: /\/web\/src\/ui\/(?!event-table|decision|house-|sheet|print|field|form-|person-|role-|branch-|day-|text-field|check-field|choice-field|retention-|qr-|due-mark|use-form|end-span)[\w-]+\.tsx?$/,
            },
          ],
        },
      },
    },
  },
});
