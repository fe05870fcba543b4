// The one order of rooms. A room imports itself and rooms above it; this file is where that order is written.
// The engine's `ledger` and app's `documents` and `main` keep their place and have nothing in them yet.
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { maskCode } from "./mask.ts";
import { type Finding, isTest, lineAt, listFiles, print, read } from "./tree.ts";

export const engineRooms = [
  "values",
  "evidence",
  "calendar",
  "contract",
  "facts",
  "clocks",
  "metrics",
  "rules",
  "pay",
  "clauses",
  "findings",
  "remedies",
  "ledger",
] as const;

/** Files beside the rooms, in their own order: `evaluation` is the type of what `evaluate` returns, `book` what it counts in.
 * `views`, a folder, stands among them: what a party may see of an evaluation, in words. */
export const engineFiles = [
  "evaluation",
  "output",
  "adjust",
  "book",
  "seal",
  "conclude",
  "papers",
  "evaluate",
  "simulate",
  "explain",
  "verify",
  "bundle-figures",
  "bundle-case",
  "recompute-bundle",
  "verify-bundle",
  "conform",
  "doctor",
  "views",
  "index",
] as const;

/** What each room of app may import besides itself, `config` and the engine. */
export const appRooms: Readonly<Record<string, readonly string[]>> = {
  config: [],
  world: [],
  store: [],
  login: ["store"],
  documents: [],
  convert: [],
  evaluation: ["store", "world"],
  delivery: [],
  demo: [],
  commands: ["world", "store", "login", "documents", "convert", "evaluation", "demo", "delivery"],
  server: ["commands"],
  worker: ["commands"],
  cli: ["world", "demo", "commands", "documents", "convert", "server", "worker", "delivery"],
  main: ["store", "documents", "convert", "commands", "server", "worker", "cli"],
};

/** What each part of web may import besides itself; a feature is a part of its own. `source` is where contract and facts come from. */
export const webRooms: Readonly<Record<string, readonly string[]>> = {
  i18n: [],
  verifier: [],
  source: ["i18n"],
  ui: ["i18n", "source"],
  features: ["i18n", "source", "ui"],
  app: ["i18n", "source", "ui", "features"],
  main: ["i18n", "source", "ui", "features", "app"],
};

interface Import {
  readonly from: string;
  readonly specifier: string;
  readonly line: number;
  readonly typeOnly: boolean;
  /** `import()`: loaded when asked for, so it makes no cycle. */
  readonly lazy: boolean;
}

const importPattern =
  /\b(import|export)\s+(type\s+)?(?:[\w*{][^;"'`]*?\bfrom\s*)?["']([^"'\n]+)["']|\bimport\s*\(\s*["'`]([^"'`\n]+)["'`]/g;

export function importsOf(path: string, text: string): Import[] {
  return [...maskCode(text, { keepStrings: true }).matchAll(importPattern)].map((match) => ({
    from: path,
    specifier: (match[3] ?? match[4])!,
    line: lineAt(text, match.index),
    typeOnly: match[2] !== undefined || onlyTypesInBraces(match[0]),
    lazy: match[4] !== undefined,
  }));
}

/** `import { type A, type B } from` */
function onlyTypesInBraces(statement: string): boolean {
  const names = /^(?:import|export)\s*\{([^}]*)\}/.exec(statement)?.[1];
  if (names === undefined) return false;
  return names.split(",").every((name) => name.trim() === "" || /^type\s/.test(name.trim()));
}

type Workspace = "engine" | "app" | "web";

interface Place {
  readonly workspace: Workspace;
  readonly room: string;
  /** The feature, for a room that has parts that must not know each other. */
  readonly part: string;
  readonly isFile: boolean;
}

function placeOf(path: string): Place | undefined {
  const [workspace, source, first, second] = path.split("/");
  if (source !== "src" || first === undefined) return undefined;
  if (workspace !== "engine" && workspace !== "app" && workspace !== "web") return undefined;
  const isFile = second === undefined;
  const room = isFile ? first.replace(/\..*$/, "") : first;
  return { workspace, room, part: room === "features" ? (second ?? "") : "", isFile };
}

/** The path that an import means, or undefined for packages from outside the house. */
function targetOf({ from, specifier }: Import): string | undefined {
  const clean = specifier.replace(/\?.*$/, "");
  if (clean.startsWith(".")) return posix.normalize(posix.join(posix.dirname(from), clean));
  const own = /^@fealty\/(engine|app|web)(?:\/(?:src\/)?(.*))?$/.exec(clean);
  return own === null ? undefined : `${own[1]}/src/${own[2] ?? "index.ts"}`;
}

export function layers(root: string): Finding[] {
  const paths = listFiles(root).filter((path) => /^(engine|app|web)\/.*\.(ts|tsx)$/.test(path));
  const imports = paths.flatMap((path) => importsOf(path, read(root, path).text));
  const packages = declaredPackages(root);
  return [
    ...paths.flatMap(checkPlace),
    ...imports.flatMap((item) => checkPackage(item, packages)),
    ...imports.flatMap(checkWorkspace),
    ...imports.filter((item) => !isTest(item.from)).flatMap(checkRoom),
    ...checkCycles(imports),
    ...checkKey(imports),
  ];
}

/** The answer key of the demonstration company, and all that it is made from, knows nothing of the engine that it examines. */
const answerKey = "app/src/demo/key/";
function checkKey(imports: readonly Import[]): Finding[] {
  const reached = new Set(imports.map((item) => item.from).filter((path) => path.startsWith(answerKey)));
  for (const path of reached) {
    for (const item of imports) {
      const target = item.from === path ? targetOf(item) : undefined;
      if (target?.startsWith("app/")) reached.add(target);
    }
  }
  return imports
    .filter((item) => reached.has(item.from) && targetOf(item)?.startsWith("engine/"))
    .map((item) =>
      finding(item, "the engine below the answer key", "nothing of it: the key is what the engine is held against"),
    );
}

function checkPlace(path: string): Finding[] {
  const place = placeOf(path);
  if (place === undefined || isTest(path) || path.endsWith(".d.ts")) return [];
  const known =
    place.workspace === "engine"
      ? place.isFile
        ? engineFiles.some((name) => name === place.room)
        : place.room === "messages" || place.room === "views" || engineRooms.some((name) => name === place.room)
      : Object.hasOwn(place.workspace === "app" ? appRooms : webRooms, place.room);
  if (known) return [];
  return [{ path, line: 1, banned: `the room ${place.room}`, instead: "a room of the list in tools/layers.ts" }];
}

interface Declared {
  readonly own: Readonly<Record<Workspace, ReadonlySet<string>>>;
  readonly house: ReadonlySet<string>;
}

function declaredPackages(root: string): Declared {
  const names = (path: string): ReadonlySet<string> => {
    if (!listFiles(root).includes(path)) return new Set();
    const manifest: { dependencies?: object; devDependencies?: object } = JSON.parse(read(root, path).text);
    return new Set([...Object.keys(manifest.dependencies ?? {}), ...Object.keys(manifest.devDependencies ?? {})]);
  };
  return {
    own: { engine: names("engine/package.json"), app: names("app/package.json"), web: names("web/package.json") },
    house: names("package.json"),
  };
}

function checkPackage(item: Import, declared: Declared): Finding[] {
  const workspace = item.from.split("/")[0] as Workspace;
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(item.specifier)?.[0] ?? item.specifier;
  if (item.specifier.startsWith(".") || name.startsWith("node:")) return [];
  const ours = name === `@fealty/${workspace}` && isTest(item.from);
  const known = declared.own[workspace].has(name) || ours;
  // Tests and configuration may use what the house declares for everybody.
  const isSource = /^\w+\/src\//.test(item.from) && !isTest(item.from);
  if (
    known ||
    (!isSource && declared.house.has(name)) ||
    (workspace === "web" && name === "@fealty/app" && item.typeOnly)
  )
    return [];
  return [finding(item, `the undeclared package ${name}`, `one that ${workspace}/package.json names`)];
}

/** engine knows nobody, app knows engine, web knows engine and app's types; between workspaces by package name. */
function checkWorkspace(item: Import): Finding[] {
  const target = targetOf(item);
  if (target === undefined) return [];
  const from = item.from.split("/")[0];
  const to = target.split("/")[0];
  if (from === to || !["engine", "app", "web"].includes(to ?? "")) return [];
  if (item.specifier.startsWith(".") && !isTest(item.from)) {
    return [finding(item, `a path into ${to}`, `the package name @fealty/${to}`)];
  }
  if (from === "engine" || to === "web")
    return [
      finding(item, `importing ${to} from ${from}`, "an argument: the engine knows nobody, and nobody knows web"),
    ];
  if (to === "app" && from === "web" && !item.typeOnly) return [finding(item, "code of app in web", "import type")];
  return [];
}

function checkRoom(item: Import): Finding[] {
  const from = placeOf(item.from);
  const target = targetOf(item);
  const to = target === undefined ? undefined : placeOf(target);
  if (from === undefined || to === undefined || from.workspace !== to.workspace) return [];
  if (from.room === to.room && from.part === to.part) return [];
  if (mayImport(from, to)) return [];
  const name = (place: Place): string => (place.part === "" ? place.room : `${place.room}/${place.part}`);
  return [
    finding(item, `importing ${name(to)} from ${name(from)}`, "what stands above it in the list of tools/layers.ts"),
  ];
}

function mayImport(from: Place, to: Place): boolean {
  if (from.workspace === "engine") return mayImportInEngine(from, to);
  if (from.workspace === "app") return to.room === "config" || (appRooms[from.room]?.includes(to.room) ?? true);
  return webRooms[from.room]?.includes(to.room) ?? true;
}

function mayImportInEngine(from: Place, to: Place): boolean {
  if (to.room === "messages") return true;
  if (from.room === "messages") return false;
  const order: readonly string[] = [...engineRooms, ...engineFiles];
  if (!order.includes(from.room)) return true;
  return order.indexOf(to.room) < order.indexOf(from.room);
}

/** Cycles between files, types included; one finding for each, at its first file by name. */
function checkCycles(imports: readonly Import[]): Finding[] {
  const edges = new Map<string, Import[]>();
  for (const item of imports) {
    if (!item.lazy) edges.set(item.from, [...(edges.get(item.from) ?? []), item]);
  }
  const findings: Finding[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly Import[]): void => {
    const start = trail.findIndex((item) => item.from === path);
    if (start !== -1) {
      findings.push(cycleFinding(trail.slice(start)));
      return;
    }
    if (done.has(path)) return;
    for (const item of edges.get(path) ?? []) {
      const target = targetOf(item);
      if (target !== undefined) walk(target, [...trail, item]);
    }
    done.add(path);
  };
  for (const path of [...edges.keys()].sort()) walk(path, []);
  return findings;
}

function cycleFinding(cycle: readonly Import[]): Finding {
  const files = cycle.map((item) => item.from);
  return finding(cycle[0]!, `the cycle ${[...files, files[0]].join(" → ")}`, "a third file that both import");
}

function finding(item: Import, banned: string, instead: string): Finding {
  return { path: item.from, line: item.line, banned, instead };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const findings = layers(join(import.meta.dirname, ".."));
  for (const item of findings) console.log(print(item));
  process.exitCode = findings.length === 0 ? 0 : 1;
}
