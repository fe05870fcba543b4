import { expect, it } from "vitest";
import { exportCustomer } from "../../src/commands/export-customer.ts";
import { previewCustomers } from "../../src/commands/import-customers.ts";
import { previewLicences } from "../../src/commands/import-licences.ts";
import { previewPeople } from "../../src/commands/import-people.ts";
import { importReportCsv, importReportJson } from "../../src/commands/import-report.ts";
import { keepCustomer } from "../../src/commands/keep-customer.ts";
import { makeBundle } from "../../src/commands/make-bundle.ts";
import { company, HEAD, importHouse, put } from "./import-room.ts";

const whole = async (pieces: AsyncIterable<string>): Promise<string> => {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
};
const LANGUAGES = ["zh", "en"] as const;
const rowsOf = (csv: string): string[] => csv.replace("\ufeff", "").trim().split("\r\n");
const lastCells = (csv: string): string[] => rowsOf(csv).map((row) => row.slice(row.lastIndexOf(",") + 1));

it.each([
  { of: "a demonstration", demonstration: true },
  { of: "a real company", demonstration: false },
])("N1: what leaves the house of $of is marked: $demonstration", async ({ demonstration }) => {
  const room = await importHouse(demonstration);
  const { house } = room;
  const number = await room.add("DM-1");
  // One row refused, one taken in that no statement counts, since it is before the contract's term.
  const rows = `${HEAD}\nA1,c1,abc,2026-06-20\nA2,c1,5.00,2025-01-20`;
  const { importRunId } = await room.take(rows, { contract: number });
  const marks = { zh: "演示数据", en: "Demonstration data" };
  for (const language of LANGUAGES) {
    const last = lastCells(await whole(importReportCsv(house, company, importRunId, language)));
    expect(last.length).toBe(3);
    expect(last.map((cell) => cell === marks[language])).toEqual([demonstration, demonstration, demonstration]);
    const json = JSON.parse(await whole(importReportJson(house, company, importRunId, language)));
    expect(json.demonstration).toBe(demonstration ? marks[language] : undefined);
    expect([json.refused.length, json.warnings.length]).toEqual([1, 1]);
  }
  await keepCustomer(house, company, {
    key: "kept-1",
    code: "K1",
    kind: "person",
    name: "王芳",
    fromOn: "2026-01-01",
  });
  const told = await exportCustomer(house, company, "K1");
  expect(told.demonstration).toBe(demonstration ? "演示数据 / Demonstration data" : undefined);
  const lists = [
    await previewPeople(house, company, { path: put("工号,姓名\nX1,\n"), role: "agent", rename: false }),
    await previewCustomers(house, company, { path: put("客户编号,姓名\nX1,\n"), overwrite: false }),
    await previewLicences(house, company, {
      path: put("工号,执业登记号,所属机构,起始日期\nX1,,,\n"),
      kind: "agency_staff",
      overwrite: false,
    }),
  ];
  for (const { refused } of lists)
    expect(lastCells(refused).map((cell) => cell === "演示数据 / Demonstration data")).toEqual([
      demonstration,
      demonstration,
    ]);
  const { fileName } = await makeBundle(house, company, { number });
  expect(fileName).toMatch(demonstration ? /^demonstration-DM-1-evidence-/ : /^DM-1-evidence-/);
});
