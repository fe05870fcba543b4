import { parseInstant } from "@fealty/engine/values/date.ts";
import { expect, test } from "vitest";
import { readMoment, withMoment } from "./moment.ts";
import { parseSearch, readSearch } from "./search.ts";

const at = (text: string): number => parseInstant(text)!;
const entry = {
  opensAt: at("2026-09-20T18:00:00+08:00"),
  offset: 28_800,
  from: at("2026-01-01T00:00:00+08:00"),
  until: at("2027-03-01T00:00:00+08:00"),
};
test("N1: a moment of the term is taken as it is, a day is its end", () => {
  expect(readMoment(undefined, entry)).toEqual({ at: entry.opensAt });
  expect(readMoment("2026-02-03T10:00:00+08:00", entry)).toEqual({ at: at("2026-02-03T10:00:00+08:00") });
  expect(readMoment("2026-02-03", entry)).toEqual({ at: at("2026-02-03T23:59:59+08:00") });
});
test("N1: a time that names no zone is one of the contract's", () => {
  expect(readMoment("2026-10-31T23:59", entry)).toEqual({ at: at("2026-10-31T23:59:00+08:00") });
  expect(readMoment("2026-10-31T23:59:30", entry)).toEqual({ at: at("2026-10-31T23:59:30+08:00") });
  expect(readMoment("2026-10-31T25:59", entry).trouble).toBe("unreadable");
});
test("N1: a moment that cannot be read, or lies where the contract is not, is named as such", () => {
  for (const text of ["banana", "2026-02-30", "2026-02-30T10:00:00+08:00", "2026-13-01"])
    expect(readMoment(text, entry)).toEqual({ at: entry.opensAt, trouble: "unreadable" });
  expect(readMoment("1999-01-01", entry)).toEqual({ at: entry.from, trouble: "before" });
  expect(readMoment("2150-01-01", entry).trouble).toBe("after");
});
test("N1: a plus that a mail program left bare in a link is still a plus", () => {
  const search = readSearch(parseSearch("?asOf=2026-02-03T10:00:00+08:00"));
  expect(readMoment(search.asOf, entry)).toEqual({ at: at("2026-02-03T10:00:00+08:00") });
});
test("N1: the moment it opens at needs no word in the link", () => {
  expect(withMoment({ as: "agent", asOf: "x" }, entry.opensAt, entry)).toEqual({ as: "agent" });
  expect(withMoment({}, entry.from, entry)).toEqual({ asOf: "2026-01-01T00:00:00+08:00" });
});
