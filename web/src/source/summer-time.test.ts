import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadContract } from "@fealty/engine/contract/load.ts";
import { checkedInstant } from "@fealty/engine/views/checked-instant.ts";
import { ContractBook } from "@fealty/engine/views/contract-book.ts";
import { expect, test } from "vitest";
import { makeFormat } from "../ui/format.ts";
import { shippedCalendars, zoneOf } from "./shipped.ts";

test("N1: a due time in winter reads 24:00 of its day, seen in summer", async () => {
  const name = "contracts/good/flat-rate-published.yaml";
  const text = readFileSync(fileURLToPath(new URL(`../../../${name}`, import.meta.url)), "utf8");
  const { contract } = loadContract(name, () => text);
  const zone = (await zoneOf("Europe/London"))!;
  const sha256 = (words: string): string => hash("sha256", words, "hex");
  const book = new ContractBook(contract!, "dropped", "x", name, [], { calendars: shippedCalendars(), zone, sha256 });
  const view = book.view({ asOf: checkedInstant("2011-06-20T12:00:00Z"), party: "company", language: "en" });
  const format = makeFormat("en", "GBP", view.zone, view.asOf);
  const due = Object.values(view.clauses)
    .flatMap((clause) => clause.rules.flatMap((rule) => rule.instances))
    .flatMap((one) => (one.dueAt === undefined ? [] : [format.due(one.dueAt)]));
  expect(due).toContain("2011-01-10 24:00");
  expect(due.every((time) => time.endsWith(" 24:00"))).toBe(true);
});
