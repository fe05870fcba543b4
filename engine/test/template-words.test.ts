import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { loadContract } from "../src/contract/load.ts";
import { kindTable } from "../src/facts/parse.ts";
import { words as en } from "../src/messages/words/en.ts";
import { words as zh } from "../src/messages/words/zh.ts";

const main = fileURLToPath(new URL("../../templates/agent-loyalty/contract.yaml", import.meta.url));
const read = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, "utf8") : undefined);
const { contract } = loadContract(main, read);

/** Ids of products are the company's own and no closed list. */
const OPEN = ["sale.product"];
/** Each condition of a rule beside the kind of event that it is asked of. */
const CONDITIONS = { when: ["event", "doneBy", "starts", "by"], endsWhen: ["ends"], over: ["ends"] } as const;
const conditionsIn = (node: unknown): { kind: string; written: string }[] => {
  if (typeof node !== "object" || node === null) return [];
  const own = node as Readonly<Record<string, unknown>>;
  const here = Object.entries(CONDITIONS).flatMap(([key, kinds]) => {
    const { written } = (own[key] ?? {}) as { written?: unknown };
    const kind = kinds.map((name) => own[name]).find((value) => typeof value === "string");
    return typeof written === "string" && typeof kind === "string" ? [{ kind, written }] : [];
  });
  return [...here, ...Object.values(own).flatMap(conditionsIn)];
};
/** The fields that a condition compares with words: `complaint_opened.severity`. */
const comparedIn = ({ kind, written }: { kind: string; written: string }): string[] =>
  [...written.matchAll(/(event|agent|customer)\.(\w+) (?:==|!=|in) (?:'|\['?)/g)].map(
    ([, of, field]) => `${of === "event" ? kind : "subject"}.${field}`,
  );

test("C1.2: every field that a condition of the template compares with words has a list of the ways to write them", () => {
  const rules = [...contract!.versions[0]!.rules.values()];
  const compared = new Set(rules.flatMap(conditionsIn).flatMap(comparedIn));
  expect([...compared]).toEqual(expect.arrayContaining(["subject.licence", "rule_violated.rulebook"]));
  const kinds = kindTable(contract!);
  const listed = (name: string): boolean => {
    const [kind, field] = name.split(".") as [string, string];
    return kinds.get(kind)?.get(field)?.words !== undefined || field === "by" || OPEN.includes(name);
  };
  expect([...compared].filter((name) => !listed(name))).toEqual([]);
});

test("N1: every kind of event that the template and the filled contracts know has words in both languages", () => {
  const folders = ["contracts/filled/company-led", "contracts/filled/agent-led", "contracts/filled/intermediary-led"];
  const kinds = ["templates/agent-loyalty", ...folders].flatMap((folder) => {
    const path = fileURLToPath(new URL(`../../${folder}/contract.yaml`, import.meta.url));
    return [...kindTable(loadContract(path, read).contract!).keys()];
  });
  expect(kinds).toEqual(expect.arrayContaining(["sale", "fee_paid_by_agent"]));
  const without = (words: Readonly<Record<string, string>>) => [...new Set(kinds)].filter((kind) => !(kind in words));
  expect([without(zh.event), without(en.event)]).toEqual([[], []]);
});
