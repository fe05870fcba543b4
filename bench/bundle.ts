import { basename, join } from "node:path";
import { build } from "esbuild";

/**
 * Bundles a program, as the command line is bundled: what is measured is what is shipped, not source that a
 * loader rewrites while it runs. Packages stay outside, so that native parts are found.
 */
export const bundleProgram = async (root: string, source: string, folder: string): Promise<string> => {
  const out = join(folder, `${basename(source, ".ts")}.mjs`);
  await build({
    entryPoints: [join(root, source)],
    outfile: out,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    external: ["@duckdb/node-api", "json-rules-engine", "exceljs", "esbuild", "pg-native", "playwright-core"],
    legalComments: "none",
    logLevel: "error",
    banner: {
      js: 'import { createRequire as $require } from "node:module"; const require = $require(import.meta.url);',
    },
  });
  return out;
};
