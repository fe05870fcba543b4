import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { loadContract } from "../src/contract/load.ts";

const read = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, "utf8") : undefined);
const contracts = ["company", "agent", "intermediary"].map(
  (lead) =>
    loadContract(fileURLToPath(new URL(`../../contracts/filled/${lead}-led/contract.yaml`, import.meta.url)), read)
      .contract!,
);
/** The parties, the customer and the contract are named in nearly every sentence: a link in each would hide the others. */
const EVERYWHERE = ["contract", "company", "agent", "customer"];
/** In English these are words of every day as well: a team's lead, to find something. */
const EVERYDAY: { readonly [language: string]: readonly string[] } = { en: ["mode", "finding"] };
/** Where a word stands in its ordinary sense: in the contract's own title, of a rating, of a petition to an authority, of another statement. */
const ORDINARY = [
  ...["loyalty", "strategy"].flatMap((term) => [`A1 ${term}`, `C1.1 ${term}`]),
  "A7 csat",
  "C7.3 csat",
  "C13.3 complaint",
  ...["A3 statement", "A9 statement", "S10 statement"],
];

test.each(["zh", "en"] as const)("C1.1: every clause links the first use of a defined term (%s)", (language) => {
  const bare = contracts.flatMap(({ terms, versions }) => {
    const passed = [...EVERYWHERE, ...(EVERYDAY[language] ?? [])];
    const links = terms.flatMap(({ id, title }) => (passed.includes(id) ? [] : [{ id, title: title[language]! }]));
    // The longer title first: what stands in it is no use of a shorter one.
    links.sort((a, b) => b.title.length - a.title.length);
    return versions[0]!.clauses.flatMap(({ id: clause, text }) => {
      let rest = text[language]!;
      const unmarked = links.filter(({ id, title }) => {
        const use = new RegExp(language === "zh" ? title : `\\b${title}s?\\b(?!-led)`, "gi");
        const before = rest;
        rest = rest.replace(use, " ");
        return rest !== before && !text[language]!.includes(`[[${id}]]`);
      });
      return unmarked.map(({ id }) => `${clause} ${id}`);
    });
  });
  expect([...new Set(bare)].filter((one) => !ORDINARY.includes(one))).toEqual([]);
});
