import type { TFunction } from "i18next";
import { expect, test } from "vitest";
import { cureWords } from "./cure-words.ts";

const t = ((key: string, { at, by }: { at: string; by?: string }) =>
  [key, at, by].filter(Boolean).join(" ")) as TFunction;
const format = { due: String, time: String };
const told = (finding: object): readonly string[] => cureWords(t, format, { since: 100, ...finding }, 500);

test("C11.3: what was performed late is told by its day, not as a time to cure that ran out", () => {
  expect(told({ late: 50, cureBy: 200 })).toEqual(["finding.performedInCure 150 200"]);
  expect(told({ late: 150, cureBy: 200 })).toEqual(["finding.performed 250 200"]);
  expect(told({ late: 50 })).toEqual(["finding.performed 150"]);
  expect(told({ late: 50, cureBy: null })).toEqual(["finding.performed 150"]);
});

test("C11.3: what is still open tells until when it can be cured, if a time runs", () => {
  expect(told({ cureBy: 200 })).toEqual(["finding.cureOver 200"]);
  expect(told({ cureBy: 500 })).toEqual(["finding.cureBy 500"]);
  expect(told({ cureBy: null })).toEqual([]);
  expect(told({})).toEqual([]);
});
