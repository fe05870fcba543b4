import { fixedZone } from "@fealty/engine/calendar/zone.ts";
import { expect, test } from "vitest";
import type { DroppedFile } from "./contract-source.ts";
import { openDropped } from "./open-dropped.ts";

const world = { calendars: [], zone: fixedZone("UTC", 0), sha256: (text: string) => String(text.length) };
const file = (name: string, text: string): DroppedFile => ({
  name,
  bytes: new TextEncoder().encode(text).buffer as ArrayBuffer,
});
const main = `fealty: 1
number: F-1
title: {en: Folder}
languages: [en]
mode: company_led
law: {country: GB, as_of: 2026-01-01}
currency: GBP
time_zone: UTC
calendar: {id: GB, hours: "09:00-17:00"}
term: {from: 2026-01-01, until: 2026-12-31}
parties:
  company: {name: A, kind: organisation}
  agent: {name: B, kind: person}
include: [parts/c1.yaml]
clauses: []
`;
const part = `clauses:
  - id: C1.1
    title: {en: One}
    text: {en: Words.}
`;
const open = (files: readonly DroppedFile[]) => openDropped(files, "en", undefined, async () => world, "local-1");

test("C1.1: a folder's includes are found by their path in it; what is not used is said", async () => {
  const { book, result } = await open([
    file("shop/parts/c1.yaml", part),
    file("shop/notes.yaml", "a: 1"),
    file("shop/contract.yaml", main),
  ]);
  expect(result.problems).toEqual([]);
  expect(book?.contract.versions[0]?.clauses.map((clause) => clause.id)).toEqual(["C1.1"]);
  expect(result.files.map(({ name, role }) => `${name} ${role}`)).toEqual([
    "shop/parts/c1.yaml contract",
    "shop/notes.yaml unread",
    "shop/contract.yaml contract",
  ]);
});
test("C1.1: a missing include is named with its place", async () => {
  const { book, result } = await open([file("contract.yaml", main)]);
  expect(book).toBeUndefined();
  expect(result.problems[0]).toMatchObject({ severity: "error", file: "contract.yaml", line: 14 });
});
test("N1: a facts file in GB18030 is read", async () => {
  // The order is called 王秀兰, in the bytes of GB18030.
  const head = new TextEncoder().encode("id,kind,at,order,amount\n1,sale,2026-01-05T10:00:00Z,");
  const name = Uint8Array.of(0xcd, 0xf5, 0xd0, 0xe3, 0xc0, 0xbc);
  const tail = new TextEncoder().encode(",10.00\n");
  const csv = { name: "facts.csv", bytes: Uint8Array.of(...head, ...name, ...tail).buffer };
  const { book, result } = await open([file("contract.yaml", main), file("parts/c1.yaml", part), csv]);
  expect(result.files.find((one) => one.name === "facts.csv")).toMatchObject({ role: "facts", events: 1 });
  const page = book!.timeline(
    { asOf: book!.entry().opensAt, party: "company", language: "en" },
    { kinds: ["sale"], words: "", offset: 0, limit: 9 },
  );
  expect(page.total).toBe(1);
  expect(page.events[0]?.details[0]).toEqual({ name: "order", text: "王秀兰" });
});
test("N1: facts alone that all belong to another contract open nothing and say whose they are", async () => {
  const { book } = await open([file("contract.yaml", main), file("parts/c1.yaml", part)]);
  const current = { contract: book!.contract, main: "contract.yaml" };
  const sale = (id: string, contract: string): string =>
    `{"id":"${id}","kind":"sale","at":"2026-01-05T10:00:00Z","contract":"${contract}","order":"${id}","amount":"1.00"}\n`;
  const alone = (text: string) =>
    openDropped([file("facts.ndjson", text)], "en", current, async () => world, "local-2");
  const others = await alone(sale("1", "F-2") + sale("2", "F-3"));
  expect(others.book).toBeUndefined();
  expect(others.result.entry).toBeUndefined();
  expect(others.result.foreign).toEqual({ open: "F-1", named: ["F-2", "F-3"] });
  for (const text of [sale("1", "F-2") + sale("2", "F-1"), sale("1", "F-1").replace('"contract":"F-1",', "")]) {
    const mixed = await alone(text);
    expect(mixed.book?.contract.number).toBe("F-1");
    expect(mixed.result.foreign).toBeUndefined();
  }
});
test("N1: a long file is read piece by piece: progress is told, and lines keep their numbers in the whole file", async () => {
  const sale = (n: number): string =>
    `{"id":"s${n}","kind":"sale","at":"2026-01-05T10:00:00Z","customer":"c","order":"o${n}","amount":"1.00"}`;
  const lines = Array.from({ length: 50_000 }, (_, n) => (n === 45_000 ? "{" : sale(n)));
  const told: number[] = [];
  const files = [file("contract.yaml", main), file("parts/c1.yaml", part), file("facts.ndjson", lines.join("\n"))];
  const { result } = await openDropped(
    files,
    "en",
    undefined,
    async () => world,
    "local-1",
    (done) => told.push(done),
  );
  expect(told.length).toBeGreaterThan(1);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(result.files.find((one) => one.name === "facts.ndjson")).toMatchObject({ events: 49_999 });
  expect(result.problems).toHaveLength(1);
  expect(result.problems[0]).toMatchObject({ file: "facts.ndjson", line: 45_001 });
});
