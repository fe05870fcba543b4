import { expect, test } from "vitest";
import { parseSearch, readSearch, stringifySearch } from "./search.ts";

test("N1: a link says the moment, whose eyes and what is explained, and stays readable", () => {
  const search = { asOf: "2026-09-20T18:00:00+08:00", as: "agent", explain: "C3.2/nps@2026-Q2" };
  const text = stringifySearch(search);
  expect(text).toBe("?asOf=2026-09-20T18:00:00%2B08:00&as=agent&explain=C3.2/nps@2026-Q2");
  expect(readSearch(parseSearch(text))).toEqual(search);
});
test("N1: what a link says wrongly is left out", () => {
  expect(readSearch({ as: "auditor", lang: "fr", explain: "", other: "1" })).toEqual({});
});
