import { expect, test } from "vitest";
import { PLAIN_HEAD } from "../../../test/plain-head.ts";
import { loadContract } from "../load.ts";
import { checkContract } from "./check.ts";

/** The gaps of a contract whose clauses have these numbers. */
const gapsOf = (ids: string): (string | undefined)[] => {
  const texts = ids
    .split(" ")
    .map((id) => `  - {id: ${id}, title: {zh: 题, en: T}, text: {zh: 双方依约履行。, en: As agreed.}}\n`);
  const { contract, diagnostics } = loadContract("c.yaml", () => `${PLAIN_HEAD}clauses:\n${texts.join("")}`);
  expect(diagnostics).toEqual([]);
  return checkContract(contract!).flatMap(({ code, args }) => (code === "clause_number_gap" ? [args.gap] : []));
};
test.each([
  ["C1.1 C2.1 C2.3 C9.2 C9.3", ["C2.2", "C9.1"]],
  ["C1.1 C1.2 C9.2 C9.3", ["C9.1"]],
  ["C1.2 C1.3 C2.1 C2.2", ["C1.1"]],
  ["C1.1 C1.2 C2.2", ["C2.1"]],
  ["C1.1 C1.2 C2.4 C2.5 C3.1", ["C2.1–C2.3"]],
  ["C1.1 C1.2 C2.2 C2.4", ["C2.1", "C2.3"]],
  ["C9.3 C9.2 C1.2 C1.1", ["C9.1"]],
  ["C1.1 C2.1 C2.2 C3.2 C4.1", ["C3.1"]],
] as const)("C1.1 L6: clauses %s lack %j", (ids, gaps) => {
  expect(gapsOf(ids)).toEqual(gaps);
});
test.each([
  "C1.1 C1.2 C2.1",
  "C1.1",
  "C6.2",
  // A supplement counts on from another paper.
  "C9.2 C9.3",
  "C2.4 C2.5 C7.3",
  // A short contract borrows the numbers of a form.
  "C1.1 C6.2 C11.2",
  "C1.1 C4.1 C6.2 C6.3",
  "C1.1 C1.2 C6.2",
  "C1.0 C1.1 C2.0 C2.1",
  "C3 C4 C5",
  "C1.9 C1.10 C1.11",
])("C1.1 L6: nothing is told of clauses %s", (ids) => {
  expect(gapsOf(ids)).toEqual([]);
});
