import { existsSync } from "node:fs";
import { join, posix } from "node:path";
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

test("ARCHITECTURE names every room of the engine", () => {
  const text = read(root, "ARCHITECTURE.md").text;
  const rooms = new Set(listFiles(root).flatMap((path) => /^engine\/src\/([^/]+)\//.exec(path)?.[1] ?? []));
  expect([...rooms].filter((room) => !text.includes(`${room}/`))).toEqual([]);
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
