import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { loadContract } from "../src/contract/load.ts";
import type { Param } from "../src/contract/model.ts";

const main = fileURLToPath(new URL("../../templates/agent-loyalty/contract.yaml", import.meta.url));
const read = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, "utf8") : undefined);
const { contract } = loadContract(main, read);
const params: readonly Param[] = [...contract!.versions[0]!.params.values()];
/** A date depends on the contract's term, and texts and choices have no order. */
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
