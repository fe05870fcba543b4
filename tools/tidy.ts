// The house rules that a machine can read. Prints `file:line: X is banned, use Y`.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { clauseIds, idsOfFirstLine } from "./clause-list.ts";
import { maskCode } from "./mask.ts";
import { type Finding, isCode, isTest, lineAt, listFiles, print, read, type SourceFile } from "./tree.ts";

interface Ban {
  readonly where: (path: string) => boolean;
  readonly pattern: RegExp;
  /** What is named in the message: the text that was found unless given. */
  readonly name?: string;
  readonly instead: string;
  /** Comments and strings are blanked unless it says otherwise. */
  readonly reads?: "strings too" | "everything";
}

const engine = (path: string): boolean => path.startsWith("engine/src/") && path.endsWith(".ts") && !isTest(path);
/** Views show what was decided before them; nothing is computed from what they print. */
const exact = (path: string): boolean =>
  engine(path) && !/^engine\/src\/(?:values|views)\//.test(path) && !path.endsWith("display.ts");
const anywhere = (): boolean => true;
const unfinished = new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME"].join("|")})\\b`, "g");

/** What would not hold in a database that is spread over machines (docs/decisions/0023). */
const inSql = (pattern: RegExp, name: string, instead: string, exempt?: string): Ban => ({
  where: (path) => /^app\/src\/store\/.*\.(ts|sql)$/.test(path) && !isTest(path) && path !== exempt,
  pattern,
  name,
  instead,
  reads: "strings too",
});
const sqlBans: readonly Ban[] = [
  inSql(/\bmerge\s+into\b/gi, "merge", "insert … on conflict"),
  inSql(
    /\bas\s+identity\b|\b(?:small|big)?serial\b|\bnextval\s*\(/gi,
    "a number that the server draws",
    "a uuid of the client, or a counter row",
  ),
  inSql(/\bset_config\s*\(/gi, "set_config", "a literal set local in transaction.ts"),
  inSql(
    /(?<![\w.])now\s*\(\s*\)|\bcurrent_(?:timestamp|date|time)\b|\b(?:clock|statement|transaction)_timestamp\s*\(/gi,
    "a time of the server",
    "a time as parameter",
    // What the server's clock says is what is asked there, to hold the machine's against it.
    "app/src/store/moments.ts",
  ),
  inSql(/\b(?:gen_random_uuid|uuid_generate_v\d|uuidv\d)\s*\(/gi, "a uuid of the server", "newUuid()"),
  inSql(/\b(?:json_table|without\s+overlaps)\b/gi, "what PostgreSQL 15 does not know", "what it knows"),
];

export const bans: readonly Ban[] = [
  { where: engine, pattern: /\bDate\.now\b/g, instead: "an instant that is passed in" },
  { where: engine, pattern: /\bnew Date\b/g, instead: "the dates of values/" },
  { where: engine, pattern: /\bMath\.random\b/g, instead: "a value that is passed in" },
  {
    where: engine,
    pattern: /\bMath\.(exp|expm1|log|log2|log10|log1p|pow|cbrt|hypot|a?(sin|cos|tan)h?|atan2)\b/g,
    instead: "exact rationals or an own series in fixed order (its bits differ by machine)",
  },
  {
    where: engine,
    pattern: /(?<![\w.])\d[\d_.]*\s*\*\*|\*\*\s*\d[\d_.]*(?!n|[\d_.])/g,
    name: "** on floats",
    instead: "a product, or ** on bigints",
  },
  { where: engine, pattern: /\bIntl\b/g, instead: "display.ts with data that is passed in" },
  { where: engine, pattern: /\blocaleCompare\b/g, instead: "a comparison by code unit" },
  { where: engine, pattern: /\btoLocale\w*/g, instead: "display.ts with data that is passed in" },
  { where: exact, pattern: /\bparseFloat\b/g, instead: "a parser of values/" },
  { where: exact, pattern: /\bNumber\s*\(|\(Number\)/g, name: "Number()", instead: "a parser of values/" },
  { where: exact, pattern: /\.toFixed\b/g, name: "toFixed", instead: "a printer of values/ or display.ts" },
  { where: exact, pattern: /\bMath\.round\b/g, instead: "the one round of values/" },
  {
    where: (path) => engine(path) && !path.startsWith("engine/src/contract/"),
    pattern: /\b(?:try\s*\{|catch\s*[({])/g,
    name: "try/catch",
    instead: "a result for what a user may do, assert for what only a bug can do",
  },
  {
    where: (path) => /^app\/src\/(?!(?:config|main|cli\/main)\.ts$)/.test(path) && !isTest(path),
    pattern: /\bprocess\.env\b/g,
    instead: "config.ts",
  },
  {
    where: (path) => /^(app|web)\/src\/(?!store\/)/.test(path) && !isTest(path),
    pattern: /\bfrom\s*["'](?:pg|pg-copy-streams|kysely)["']/g,
    name: "SQL outside of the store",
    instead: "a function of app/src/store",
    reads: "strings too",
  },
  ...sqlBans,
  {
    where: (path) => /\.(ts|tsx|mjs)$/.test(path),
    pattern: /\b(?:from|import)\s*\(?\s*["'](\.{1,2}\/(?:[^"']*\/)?[^"'./]+)["']/g,
    name: "an import without extension",
    instead: "the file's whole name",
    reads: "strings too",
  },
  {
    where: (path) => isCode(path) && path !== "engine/src/index.ts",
    pattern: /\bexport \*/g,
    name: "export *",
    instead: "an import of the file that holds the thing",
  },
  {
    where: anywhere,
    pattern: /\bregistry\.[a-z0-9-]+\.[a-z]{2,}|\b(?:npmmirror\.com|pypi\.org|crates\.io)\b/g,
    instead: "no registry by name: npm's own settings decide",
    reads: "everything",
  },
  {
    where: anywhere,
    pattern: /(?<![\w.-])\/(?:home|Users)\/[a-z][\w.-]*\/|(?<![\w.-])\/root\/[\w.]|[A-Z]:\\Users\\/g,
    instead: "a path from the clone's root",
    reads: "everything",
  },
  { where: anywhere, pattern: unfinished, instead: "an issue, or docs/progress.md", reads: "everything" },
];

/** Bytes that are not text, and texts that others wrote. */
const notOurs = /\.(png|jpg|ico|pdf|woff2|gz|zip|xlsx|ttf|otf)$|^LICENSE$|^data\//;

export function tidy(root: string): Finding[] {
  const files = listFiles(root)
    .filter((path) => !notOurs.test(path))
    .map((path) => read(root, path));
  const code = files.filter((file) => isCode(file.path));
  return [
    ...files.flatMap(checkBans),
    ...code.flatMap(checkName),
    ...code.flatMap(checkFirstLine),
    ...checkSizes(code),
  ];
}

function checkBans(file: SourceFile): Finding[] {
  const isScript = /\.(ts|tsx|mjs)$/.test(file.path);
  const masked = (keepStrings: boolean): string => (isScript ? maskCode(file.text, { keepStrings }) : file.text);
  const texts = { code: masked(false), "strings too": masked(true), everything: file.text };
  return bans
    .filter((ban) => ban.where(file.path))
    .flatMap((ban) =>
      [...texts[ban.reads ?? "code"].matchAll(ban.pattern)].map((match) => ({
        path: file.path,
        line: lineAt(file.text, match.index),
        banned: ban.name ?? match[0],
        instead: ban.instead,
      })),
    );
}

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const drawer = /(?:^|[-.])(utils?|helpers?|managers?)(?=[-.]|$)/;

function checkName({ path }: SourceFile): Finding[] {
  const at = (banned: string, instead: string): Finding => ({ path, line: 1, banned, instead });
  const odd = path.split("/").find((part) => !kebab.test(part) && !part.startsWith("__"));
  const word = path.split("/").flatMap((part) => drawer.exec(part)?.[1] ?? [])[0];
  return [
    ...(odd === undefined ? [] : [at(`the name ${odd}`, "kebab-case")]),
    ...(word === undefined ? [] : [at(`a file named ${word}`, "the name of the thing it holds")]),
  ];
}

function checkFirstLine({ path, text }: SourceFile): Finding[] {
  const findings: Finding[] = [];
  for (const id of idsOfFirstLine(text) ?? []) {
    if (!clauseIds.has(id))
      findings.push({ path, line: 1, banned: `the clause id ${id}`, instead: "an id of tools/clauses.json" });
  }
  text.split("\n").forEach((line, index) => {
    const looksLike = /^\s*(?:\/\/|\/?\*)\s*clauses?\s*:/i.test(line);
    if (looksLike && (index > 0 || idsOfFirstLine(text) === undefined)) {
      findings.push({
        path,
        line: index + 1,
        banned: "this Clauses line",
        instead: "`// Clauses: C6.2, C6.3` as the first line",
      });
    }
  });
  return findings;
}

const mostLines = 450;
const usualLines = 300;
const shareOverUsual = 0.1;

function checkSizes(code: readonly SourceFile[]): Finding[] {
  const sized = code.map((file) => ({ ...file, lines: file.text.replace(/\n$/, "").split("\n").length }));
  const findings: Finding[] = sized
    .filter((file) => file.lines > mostLines && !givesReason(file.text))
    .map(({ path, lines }) => ({
      path,
      line: 1,
      banned: `a file of ${lines} lines without a reason`,
      instead: `two files, or \`// Long: <why>\` in its first 5 lines (limit ${mostLines})`,
    }));
  const over = sized.filter((file) => file.lines > usualLines).sort((a, b) => b.lines - a.lines);
  if (over.length > sized.length * shareOverUsual) {
    findings.push({
      path: over[0]!.path,
      line: 1,
      banned: `having ${over.length} of ${sized.length} files over ${usualLines} lines (${over.map((file) => `${file.path} ${file.lines}`).join(", ")})`,
      instead: `smaller files: at least 90 % stay under ${usualLines} lines`,
    });
  }
  return findings;
}

function givesReason(text: string): boolean {
  return text.split("\n", 5).some((line) => /^\s*(?:\/\/|\/?\*) ?Long: \S.{14,}/.test(line));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const findings = tidy(join(import.meta.dirname, ".."));
  for (const finding of findings) console.log(print(finding));
  process.exitCode = findings.length === 0 ? 0 : 1;
}
