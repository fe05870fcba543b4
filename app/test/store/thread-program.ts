import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll } from "vitest";

/** The thread that evaluates, bundled as the command line bundles it. */
export const threadProgram = async (): Promise<URL> => {
  const folder = mkdtempSync(join(tmpdir(), "fealty-thread-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, "evaluation-thread.mjs");
  const entry = fileURLToPath(new URL("../../src/evaluation/thread.ts", import.meta.url));
  const banner = {
    js: 'import { createRequire as $require } from "node:module"; const require = $require(import.meta.url);',
  };
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    banner,
    logLevel: "silent",
  });
  return pathToFileURL(outfile);
};
