import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { loadContract } from "../src/contract/load.ts";
import type { Param } from "../src/contract/model.ts";
import { dayText } from "../src/values/date.ts";

const main = fileURLToPath(new URL("../../templates/agent-loyalty/contract.yaml", import.meta.url));
const read = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, "utf8") : undefined);
const { contract } = loadContract(main, read);
const params: readonly Param[] = [...contract!.versions[0]!.params.values()];
/** Dates are looked at apart: their range is the term. Texts and choices have no order. */
const ORDERED = ["money", "rate", "number", "duration"];

test("C1.1: every parameter of the template is explained in both languages", () => {
  expect(params.length).toBeGreaterThan(200);
  const bare = params.filter(({ label, help }) => [label?.zh, label?.en, help?.zh, help?.en].some((words) => !words));
  expect(bare.map(({ id }) => id)).toEqual([]);
});
test("C1.1: every figure of the template has a range on both sides, and its own value has room in it", () => {
  const ordered = params.filter(({ type }) => ORDERED.includes(type));
  expect(ordered.filter(({ min, max }) => min === undefined || max === undefined).map(({ id }) => id)).toEqual([]);
  expect(ordered.filter(({ min, max }) => min === max).map(({ id }) => id)).toEqual([]);
});
test("C1.1: every parameter has a default, and what the parties of each contract choose is marked as asked for", () => {
  expect(params.filter((one) => one.default === undefined).map(({ id }) => id)).toEqual([]);
  const asked = params.filter((one) => one.asked).map(({ id }) => id.replace(/_(zh|en)$/, ""));
  const own = ["authority_products", "authority_territory", "dispute_forum", "dispute_place"];
  expect([...new Set(asked)].sort()).toEqual(own);
  expect(asked).toHaveLength(2 * own.length);
});
test("A2: the days of the authority lie in the term", () => {
  const ranges = params.filter(({ type }) => type === "date").map(({ id, min, max }) => [id, min, max]);
  const { from, until } = contract!.term;
  expect(ranges).toEqual([
    ["authority_from", dayText(from), dayText(until)],
    ["authority_until", dayText(from), "2099-12-31"],
  ]);
});
test("C12.1: every figure of the template is printed in its texts, so that no clock runs that they do not name", () => {
  const modes = ["company", "agent", "intermediary"].map((lead) =>
    fileURLToPath(new URL(`../../contracts/filled/${lead}-led/contract.yaml`, import.meta.url)),
  );
  const clauses = modes.flatMap((file) => loadContract(file, read).contract!.versions[0]!.clauses);
  const unprinted = (language: "zh" | "en"): string[] => {
    const texts = clauses.map(({ text }) => text[language]).join("\n");
    return params.filter(({ id, type }) => ORDERED.includes(type) && !texts.includes(`{{${id}}}`)).map(({ id }) => id);
  };
  expect([unprinted("zh"), unprinted("en")]).toEqual([[], []]);
});
