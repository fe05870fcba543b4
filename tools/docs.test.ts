import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { ROOT_KEYS } from "@fealty/engine/contract/assemble.ts";
import { RULE_KINDS } from "@fealty/engine/contract/clauses.ts";
import { EVENT_KINDS } from "@fealty/engine/contract/event-kinds.ts";
import { MEASURE_KEYS } from "@fealty/engine/contract/measure-keys.ts";
import { MEASURES, POWERS } from "@fealty/engine/contract/model.ts";
import { COMPONENT_LABELS } from "@fealty/engine/pay/labels.ts";
import { expect, test } from "vitest";
import { listFiles, read } from "./tree.ts";

const root = join(import.meta.dirname, "..");
const documents = listFiles(root).filter((path) => /^(?:[^/]+|docs\/.*)\.md$/.test(path));

test.each(documents)("%s links to files that are there", (path) => {
  const links = [...read(root, path).text.matchAll(/(?<!!)\[[^\]]*\]\((?!https?:|#)([^)#\s]+)/g)].map(
    (match) => match[1]!,
  );
  const missing = links.filter((link) => !existsSync(join(root, posix.join(posix.dirname(path), link))));
  expect(missing).toEqual([]);
});

test("F: each threat has its row, and the tests that the row names are there", () => {
  const rows = [...read(root, "docs/security.md").text.matchAll(/^\| (T\d+) \|(.*)\|$/gm)];
  expect(rows.map(([, threat]) => threat)).toEqual(Array.from({ length: 25 }, (_, index) => `T${index + 1}`));
  const named = rows.flatMap(([, threat, row]) =>
    [...row!.matchAll(/`([\w./-]+\.test\.ts)`(?: "([^"]+)")?/g)].map(([, file, title]) => ({ threat, file, title })),
  );
  expect(named.length).toBeGreaterThan(30);
  const lost = named.filter(
    ({ file, title }) => !existsSync(join(root, file!)) || (title && !read(root, file!).text.includes(title)),
  );
  expect(lost).toEqual([]);
  // A row without a test says why.
  expect(rows.filter(([, , row]) => !row!.includes(".test.ts") && !row!.includes("*")).map(([, one]) => one)).toEqual(
    [],
  );
});

test("ARCHITECTURE names every room of the engine", () => {
  const text = read(root, "ARCHITECTURE.md").text;
  const rooms = new Set(listFiles(root).flatMap((path) => /^engine\/src\/([^/]+)\//.exec(path)?.[1] ?? []));
  expect([...rooms].filter((room) => !text.includes(`${room}/`))).toEqual([]);
});

test("pictures that documents show are there", () => {
  const missing = documents.flatMap((path) =>
    [...read(root, path).text.matchAll(/!\[[^\]]*\]\((?!https?:)([^)\s]+)\)/g)]
      .map((match) => posix.join(posix.dirname(path), match[1]!))
      .filter((picture) => !existsSync(join(root, picture))),
  );
  expect(missing).toEqual([]);
});

test("ARCHITECTURE names files that are there", () => {
  const named = [
    ...read(root, "ARCHITECTURE.md").text.matchAll(/`([\w./{},-]+\.(?:ts|mjs|json|yaml|py|md))`/g),
  ].flatMap(([, name]) => eachOf(name!));
  expect(named.length).toBeGreaterThan(20);
  const places = ["", "engine/src", "app/src", "web/src", "web/src/source", "web/src/app"];
  const lost = named.filter((name) => !places.some((place) => existsSync(join(root, place, name))));
  expect(lost).toEqual([]);
});
/** `words.{zh,en}.json` is two names. */
function eachOf(name: string): string[] {
  const choice = /\{([^}]*)\}/.exec(name);
  return choice ? choice[1]!.split(",").map((one) => name.replace(choice[0], one)) : [name];
}

test("the format's reference names all kinds, and the keys and fields that the engine reads", () => {
  const text = read(root, "docs/format.md").text;
  const parts: [string, readonly string[]][] = [
    ["contract keys", ROOT_KEYS],
    ["rule kinds", RULE_KINDS],
    ["measures", MEASURES],
    ["measure keys", Object.values(MEASURE_KEYS).flatMap(({ keys }) => keys)],
    ["powers", POWERS],
    ["components", Object.keys(COMPONENT_LABELS)],
    ["events", Object.keys(EVENT_KINDS)],
    ["event fields", Object.values(EVENT_KINDS).flatMap((fields) => Object.keys(fields))],
  ];
  const absent = parts.flatMap(([part, names]) =>
    names
      .filter((name) => !new RegExp(`\\b${name.replace("?", "\\?")}(?!\\w)`).test(text))
      .map((name) => `${part}: ${name}`),
  );
  expect(absent).toEqual([]);
});

test("every line of progress has a status, and what is shown says where it is seen", () => {
  const rows = read(root, "docs/progress.md")
    .text.split("\n")
    .filter((line) => /^\| [A-Z]\d/.test(line))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
  expect(rows.length).toBeGreaterThan(80);
  const faulty = rows.filter(
    ([, , sentence, status, seen, , ...more]) =>
      sentence === "" ||
      !["shown", "built", "open"].includes(status ?? "") ||
      (status === "shown" && (seen ?? "") === "") ||
      more.length > 0,
  );
  expect(faulty.map(([, tag]) => tag)).toEqual([]);
});
