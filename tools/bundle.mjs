// Builds the command line into app/dist, and says whether what stands there is still newer than its sources.
// app/bin/fealty.mjs imports this file on every start: keep it light.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const entry = join(root, "app/src/cli/main.ts");
/** Threads are programs of their own: the second one of `convert`, and those that evaluate contracts. */
const threads = {
  "settle-worker": join(root, "app/src/convert/settle-worker.ts"),
  "evaluation-thread": join(root, "app/src/evaluation/thread.ts"),
  "typeset-thread": join(root, "app/src/documents/typeset-thread.ts"),
};
const outFolder = join(root, "app/dist");
/** The page that verifies a bundle of evidence from a disk, whole in one file. */
const verifier = join(root, "web/src/verifier/main.ts");
export const verifierFile = join(outFolder, "verifier.html");
export const bundleFile = join(outFolder, "fealty.mjs");

/**
 * Latest change below these paths, in milliseconds. Folders count too: a deleted file changes its folder.
 * @param {readonly string[]} paths
 * @returns {number}
 */
export function latestChange(paths) {
  let latest = 0;
  for (const path of paths) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) continue;
    if (stat.mtimeMs > latest) latest = stat.mtimeMs;
    if (stat.isDirectory()) latest = Math.max(latest, latestInFolder(path));
  }
  return latest;
}

/** @param {string} folder */
function latestInFolder(folder) {
  const children = readdirSync(folder, { withFileTypes: true })
    .filter((child) => !child.name.endsWith(".test.ts") && !child.name.endsWith(".props.ts"))
    .map((child) => `${folder}/${child.name}`);
  return latestChange(children);
}

export function hasCommandLine() {
  return existsSync(entry);
}

export function bundleIsFresh() {
  const built = statSync(bundleFile, { throwIfNoEntry: false });
  if (built === undefined) return false;
  const sources = ["app/src", "engine/src", "web/src/verifier", "package-lock.json", "tools/bundle.mjs"].map((path) =>
    join(root, path),
  );
  return built.mtimeMs > latestChange(sources);
}

/**
 * Chunks have their content in their name, and the entry is moved into place last: two builds at once do no harm,
 * and a running command keeps its chunks (leftovers go after a day).
 */
export async function buildBundle() {
  const begun = new Date();
  const { build } = await import("esbuild");
  const result = await build({
    entryPoints: {
      fealty: entry,
      ...Object.fromEntries(Object.entries(threads).filter(([, program]) => existsSync(program))),
    },
    outdir: outFolder,
    outExtension: { ".js": ".mjs" },
    chunkNames: "part-[hash]",
    splitting: true,
    write: false,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    legalComments: "none",
    logLevel: "silent",
    external: ["pg-native"],
    banner: {
      js: 'import { createRequire as $require } from "node:module"; const require = $require(import.meta.url);',
    },
  });
  mkdirSync(outFolder, { recursive: true });
  if (existsSync(verifier)) await buildVerifier();
  const written = new Set(result.outputFiles.map((file) => basename(file.path)));
  for (const file of result.outputFiles) {
    if (file.path !== bundleFile) writeFileSync(file.path, file.contents);
  }
  const main = result.outputFiles.find((file) => file.path === bundleFile);
  if (main === undefined) throw new Error("esbuild gave no app/dist/fealty.mjs");
  const draft = `${bundleFile}.${process.pid}`;
  writeFileSync(draft, main.contents);
  utimesSync(draft, begun, begun);
  renameSync(draft, bundleFile);
  removeLeftovers(written);
}

/** The thread that sets pages, alone: for tests, which run from the sources. */
export async function buildTypesetter() {
  const { build } = await import("esbuild");
  mkdirSync(outFolder, { recursive: true });
  const draft = join(outFolder, `typeset-thread.${process.pid}`);
  await build({
    entryPoints: [threads["typeset-thread"]],
    outfile: draft,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    logLevel: "silent",
  });
  renameSync(draft, join(outFolder, "typeset-thread.mjs"));
}

/** Also for tests, which run from the sources. */
export async function buildVerifier() {
  const { build } = await import("esbuild");
  const result = await build({
    entryPoints: [verifier],
    write: false,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    platform: "browser",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
  });
  const script = result.outputFiles[0]?.text.replaceAll("</script", "<\\/script") ?? "";
  const page = readFileSync(join(root, "web/src/verifier/page.html"), "utf8");
  mkdirSync(outFolder, { recursive: true });
  const draft = `${verifierFile}.${process.pid}`;
  writeFileSync(
    draft,
    page.replace("<!-- script -->", () => `<script>${script}</script>`),
  );
  renameSync(draft, verifierFile);
}

/** @param {ReadonlySet<string>} keep */
function removeLeftovers(keep) {
  const dayAgo = Date.now() - 86_400_000;
  for (const name of readdirSync(outFolder)) {
    const stat = statSync(join(outFolder, name), { throwIfNoEntry: false });
    if (!keep.has(name) && name !== basename(verifierFile) && stat !== undefined && stat.mtimeMs < dayAgo)
      rmSync(join(outFolder, name), { force: true });
  }
}

export async function ensureBundle() {
  if (hasCommandLine() && !bundleIsFresh()) await buildBundle();
}
