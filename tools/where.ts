// npm run where [ID… | --shrink]: what serves each clause, and what is not built yet.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { clauseList, idsIn, idsOfFirstLine } from "./clause-list.ts";
import { rulesWithoutFacts } from "./template-facts.ts";
import { isCode, isTest, lineAt, listFiles, read, type SourceFile } from "./tree.ts";

export interface Place {
  readonly path: string;
  readonly line: number;
}

export interface Serving {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly template: readonly Place[];
  readonly rooms: readonly Place[];
  readonly screens: readonly Place[];
  readonly tests: readonly Place[];
}

const openFile = "tools/open-clauses.json";

/** What each clause of the list is served by, in the order of the list. */
export function servings(root: string): Serving[] {
  const files = listFiles(root);
  const code = files.filter(isCode).map((path) => read(root, path));
  const template = collect(
    files.filter(isTemplate).map((path) => read(root, path)),
    idsOfTemplate,
  );
  const rooms = collect(
    code.filter(({ path }) => !isTest(path) && !path.startsWith("web/")),
    idsOfHead,
  );
  const screens = collect(
    code.filter(({ path }) => !isTest(path) && path.startsWith("web/")),
    idsOfHead,
  );
  const tests = collect(
    code.filter(({ path }) => isTest(path) && !path.startsWith("tools/")),
    (file) => [...idsOfHead(file), ...idsOfTitles(file)],
  );
  const at = (places: ReadonlyMap<string, Place[]>, id: string): Place[] => places.get(id) ?? [];
  return clauseList.map((row) => ({
    ...row,
    template: at(template, row.id),
    rooms: at(rooms, row.id),
    screens: at(screens, row.id),
    tests: at(tests, row.id),
  }));
}

/** What a clause lacks to count as served. Features of our own (N) have no line in a contract. */
export function lacks(serving: Serving): string[] {
  const lacking: string[] = [];
  if (serving.template.length === 0 && !serving.id.startsWith("N")) lacking.push("template line");
  if (serving.rooms.length + serving.screens.length === 0) lacking.push("code");
  if (serving.tests.length === 0) lacking.push("test");
  return lacking;
}

export function openClauses(root: string): string[] {
  return JSON.parse(read(root, openFile).text);
}

/** Where the list of open clauses and the tree disagree. */
export function contradictions(all: readonly Serving[], open: readonly string[]): string[] {
  const known = new Set(all.map((serving) => serving.id));
  return [
    ...open.filter((id) => !known.has(id)).map((id) => `${id} stands in ${openFile} and is no clause`),
    ...open.filter((id, index) => open.indexOf(id) !== index).map((id) => `${id} stands twice in ${openFile}`),
    ...all.flatMap((serving) => {
      const lacking = lacks(serving);
      if (lacking.length > 0 && !open.includes(serving.id)) return [`${serving.id} lacks ${lacking.join(", ")}`];
      if (lacking.length === 0 && open.includes(serving.id)) {
        return [`${serving.id} is served: take it out of ${openFile} (npm run where -- --shrink)`];
      }
      return [];
    }),
  ];
}

function isTemplate(path: string): boolean {
  return /^templates\/agent-loyalty\/(?:.*\/)?[^/]+\.ya?ml$/.test(path) && !path.includes("/facts/");
}

type Named = readonly [id: string, line: number];

function collect(files: readonly SourceFile[], idsOf: (file: SourceFile) => readonly Named[]): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  for (const file of files) {
    for (const [id, line] of idsOf(file)) {
      const known = places.get(id) ?? [];
      if (!known.some((place) => place.path === file.path)) places.set(id, [...known, { path: file.path, line }]);
    }
  }
  return places;
}

function idsOfHead({ text }: SourceFile): Named[] {
  return (idsOfFirstLine(text) ?? []).map((id) => [id, 1]);
}

/** `id: C6.2` of a clause, annex, term or playbook entry; `finding: B2` of a rule. */
function idsOfTemplate({ text }: SourceFile): Named[] {
  const lines = text.matchAll(
    /(?<![\w-])(?:id|finding):\s*["']?([A-Z]\d{1,2}(?:\.\d{1,2})?)["']?(?=\s*(?:[,}#\n\r]|$))/g,
  );
  return [...lines].flatMap((match) => idsIn(match[1]!).map((id): Named => [id, lineAt(text, match.index)]));
}

/** Ids in the title of a test or of a group of tests. */
function idsOfTitles({ text }: SourceFile): Named[] {
  const titles = text.matchAll(/\b(?:test|it|describe)(?:\.\w+)*\s*\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|`([^`]*)`)/g);
  const each = text.matchAll(/\]\s*(?:as const)?,?\s*\)\s*\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|`([^`]*)`)/g);
  return [...titles, ...each].flatMap((match) =>
    idsIn(match[1] ?? match[2] ?? match[3] ?? "").map((id): Named => [id, lineAt(text, match.index)]),
  );
}

function printAll(root: string, all: readonly Serving[]): void {
  for (const serving of all) {
    const lacking = lacks(serving);
    const counts = (["template", "rooms", "screens", "tests"] as const)
      .map((part) => `${part} ${String(serving[part].length).padStart(3)}`)
      .join("  ");
    const state = lacking.length === 0 ? "served" : `open: no ${lacking.join(", no ")}`;
    console.log(`${serving.id.padEnd(6)}${counts}  ${state.padEnd(40)}  ${serving.zh} · ${serving.en}`);
  }
  const served = all.filter((serving) => lacks(serving).length === 0).length;
  console.log(`\n${served} of ${all.length} served, ${all.length - served} open.`);
  const { rules, lacking } = rulesWithoutFacts(root);
  console.log(`${rules} rules in the template, ${lacking.length} without facts that drive them.`);
  for (const line of lacking) console.log(`  ${line}`);
}

function printOne(serving: Serving): void {
  console.log(`${serving.id}  ${serving.zh} · ${serving.en}`);
  for (const part of ["template", "rooms", "screens", "tests"] as const) {
    console.log(`\n${part}`);
    for (const { path, line } of serving[part]) console.log(`  ${path}:${line}`);
    if (serving[part].length === 0) console.log("  –");
  }
}

/** What `npm run where` prints for what was asked, and the code it ends with. */
export function where(root: string, asked: readonly string[]): number {
  const all = servings(root);
  if (asked.includes("--shrink")) {
    if (asked.length > 1) return refused("--shrink stands alone.");
    const open = new Set(openClauses(root));
    const left = all
      .filter((serving) => open.has(serving.id) && lacks(serving).length > 0)
      .map(({ id }) => `  "${id}"`);
    writeFileSync(join(root, openFile), left.length === 0 ? "[]\n" : `[\n${left.join(",\n")}\n]\n`);
    console.log(`${left.length} open clauses are left in ${openFile}.`);
    return 0;
  }
  if (asked.length === 0) {
    printAll(root, all);
    return 0;
  }
  const found = asked.map((word) => all.find(({ id }) => id.toLowerCase() === word.toLowerCase()));
  const strange = asked.filter((_, index) => found[index] === undefined);
  if (strange.length > 0)
    return refused(
      `${strange.join(", ")} ${strange.length === 1 ? "is no clause" : "are no clauses"} of the list. Example: npm run where C6.2`,
    );
  for (const [index, serving] of found.entries()) {
    if (index > 0) console.log("");
    printOne(serving!);
  }
  return 0;
}

function refused(why: string): number {
  console.error(why);
  return 2;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // A reader who goes away (`| head`) has seen enough.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  process.exitCode = where(join(import.meta.dirname, ".."), process.argv.slice(2));
}
