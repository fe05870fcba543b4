import { expect, test } from "vitest";
import { RowFault } from "../src/convert/fault.ts";
import { readResidentId } from "../src/convert/resident-id.ts";
import { convert, put, saleMapping } from "./convert-room.ts";

const mapping = (customer: string): string =>
  saleMapping({
    fields: `      at: date("2026-03-01")\n      order: row.no\n      customer: ${customer}\n      amount: number("1")`,
  });
const ids = async (cells: readonly string[], customer: string): Promise<unknown[]> => {
  const { events, report } = await convert(
    put(`no;id\n${cells.map((cell, i) => `${i};${cell}`).join("\n")}`),
    mapping(customer),
  );
  return cells.map(
    (_, i) =>
      events.find(({ order }) => order === String(i))?.customer ??
      report.refused.find(({ row }) => row === i + 2)?.code ??
      "none",
  );
};
const resident = (text: string): string => {
  try {
    return readResidentId(text);
  } catch (problem) {
    if (problem instanceof RowFault) return `${problem.code} ${problem.args.check ?? ""}`.trim();
    throw problem;
  }
};

test("case-E17 an id that lost digits is refused and makes no record; a text that kept them is taken", async () => {
  expect(await ids(["4.40981E+17", "440981199001010012", "A1E+5B"], "row.id")).toEqual([
    "digits_lost",
    "440981199001010012",
    "A1E+5B",
  ]);
});
test("case-E18 06932169358293 keeps its zero", async () => {
  expect(await ids(["06932169358293"], "id(row.id)")).toEqual(["06932169358293"]);
});
test("17850.0 is customer 17850; 17850.5 is none", async () => {
  expect(await ids(["17850.0", "17850", "17850.00", "１７８５０", "K-1.0", "17850.5"], "id(row.id)")).toEqual([
    "17850",
    "17850",
    "17850",
    "17850",
    "K-1.0",
    "not_whole",
  ]);
});
test("case-E19 11010119900307803x is valid and stored upper-case; 61232119840216192x must end in 4", () => {
  expect(resident("11010119900307803x")).toBe("11010119900307803X");
  expect(resident("61232119840216192x")).toBe("resident_id_check 4");
});
test("case-E20 11010119900307808X is invalid: its check digit is 0", () => {
  expect(resident("11010119900307808X")).toBe("resident_id_check 0");
  expect(resident("110101199003078080")).toBe("110101199003078080");
});
test("resident ids of another form or with an impossible birthday", async () => {
  expect(
    ["110101900307803", "11010119900230803X", "abc", "１１０１０１１９９００３０７８０３Ｘ"].map(resident),
  ).toEqual(["resident_id_form", "resident_id_day", "resident_id_form", "11010119900307803X"]);
  expect(await ids(["11010119900307803x", "61232119840216192x"], "resident_id(row.id)")).toEqual([
    "11010119900307803X",
    "resident_id_check",
  ]);
});
test("C7.1: a row with nothing to be known by is refused, by its column, and takes no other row along", async () => {
  const file = put("no;part;amount\n;a;1\n;a;1\nB;;2\nB;x;3");
  const fields = `      at: date("2026-03-01")\n      order: row.no\n      amount: money(row.amount)`;
  const told = async (id: string) =>
    (await convert(file, saleMapping({ id, fields }))).report.refused.map(({ row, column, code }) => [
      row,
      column,
      code,
    ]);
  expect(await told("[row.no, row.amount]")).toEqual([
    [2, "no", "blank"],
    [3, "no", "blank"],
  ]);
  expect(await told("[order, row.part]")).toEqual([
    [2, "no", "blank"],
    [3, "no", "blank"],
    [4, "part", "blank"],
  ]);
});
