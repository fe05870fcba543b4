#!/usr/bin/env node
// Starts the command line from its bundle, and builds the bundle first where a source is newer.
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";
import { buildBundle, bundleFile, bundleIsFresh, hasCommandLine } from "../../tools/bundle.mjs";

const setUpFirst =
  "Nothing is installed yet in this clone. Run `npm start` (or `npm test`) once: it does all set-up.\n";

function say(text) {
  process.stderr.write(text);
  process.exitCode = 2;
}

async function bundleReady() {
  if (!hasCommandLine() || bundleIsFresh()) return existsSync(bundleFile);
  if (!existsSync(fileURLToPath(new URL("../../node_modules/esbuild", import.meta.url)))) {
    say(setUpFirst);
    return false;
  }
  try {
    await buildBundle();
    return true;
  } catch (error) {
    say(`The command line could not be built:\n${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}

if (await bundleReady()) {
  module.enableCompileCache?.(fileURLToPath(new URL("../../.fealty/compiled", import.meta.url)));
  await import("../dist/fealty.mjs");
} else if (process.exitCode === undefined) {
  say(setUpFirst);
}
