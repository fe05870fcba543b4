import { describe, expect, test } from "vitest";
import { MappingProblem, parseMapping } from "../src/convert/mapping.ts";
import { mappingText } from "../src/convert/mapping-messages.ts";
import { convert, put, saleMapping } from "./convert-room.ts";

const problems = (text: string): string[] => {
  try {
    parseMapping("m.yaml", text);
    return [];
  } catch (problem) {
    if (!(problem instanceof MappingProblem)) throw problem;
    for (const diagnostic of problem.diagnostics)
      for (const lang of ["zh", "en"] as const) expect(mappingText(diagnostic, lang)).toMatch(/^m\.yaml:\d+:\d+ \S/);
    return problem.diagnostics.map(({ line, column, code, args }) =>
      `${line}:${column} ${code} ${args.nearest ?? ""}`.trim(),
    );
  }
};

const diagnosticsOf = (text: string): MappingProblem["diagnostics"] => {
  try {
    parseMapping("m.yaml", text);
    return [];
  } catch (problem) {
    if (problem instanceof MappingProblem) return problem.diagnostics;
    throw problem;
  }
};

describe("mistakes in a mapping, all at once with place and nearest right name", () => {
  test("keys, values, kinds and fields", () => {
    const text = `mapping: 1
sorce: {zone: Europe/London}
source: {zone: Europe/Londn, currency: POUND, number: "1.2", date: dym, separator: "#", header: 99}
answers: {number_formt: "1,234.56", date_order: ymd2}
emit:
  - kind: sal
    id: [order]
    fields: {}
  - kind: sale
    id: [ordr, amount]
    fields:
      at: date(row.d)
      ordr: row.o
      quantity: row.q
  - kind: refund
    fields: {at: date(row.d), amount: number(row.a), order: matched.order}
`;
    expect(problems(text)).toEqual([
      "2:1 mapping_unknown_key source",
      "3:16 mapping_unknown_zone",
      "3:40 mapping_unknown_currency",
      "3:55 mapping_bad_value",
      "3:68 mapping_bad_value dmy",
      "3:84 mapping_bad_value",
      "3:97 mapping_bad_value",
      "4:11 mapping_bad_value number_format",
      "4:49 mapping_bad_value",
      "6:11 mapping_unknown_kind sale",
      "7:10 mapping_unknown_key_part",
      "8:13 mapping_missing_field",
      "8:13 mapping_missing_field",
      "10:10 mapping_unknown_key_part",
      "10:16 mapping_unknown_key_part",
      "12:7 mapping_missing_field",
      "13:7 mapping_unknown_field order",
      "14:17 mapping_type",
      "15:5 mapping_missing_key",
      "16:13 mapping_matched_alone",
    ]);
  });
  test("C7.1: a kind that is misspelt hides no other mistake of its entry", () => {
    const entry = (kind: string) =>
      `mapping: 1\nemit:\n  - kind: ${kind}\n    id: [row.o]\n    fields: {at: dat(row.d), amount: row.a, ordr: row.o}\n`;
    expect(problems(entry("sail"))).toEqual(["3:11 mapping_unknown_kind sale", ...problems(entry("sale"))]);
    expect(problems(entry("zzzzzz")).length).toBe(2);
  });
  test("expressions are checked when the mapping is read, with the place of the mistake", () => {
    const of = (expression: string): string[] =>
      problems(
        saleMapping({
          fields: `      at: date("2026-03-01")\n      order: row.no\n      amount: ${JSON.stringify(expression)}`,
        }),
      ).map((one) => one.slice(one.indexOf(" ") + 1));
    expect(of("number(row.a) *")).toEqual(["mapping_expression_ends_early"]);
    expect(of("number(row.a) + row.b")).toEqual(["mapping_expression_text_for_number"]);
    expect(of("nummer(row.a)")).toEqual(["mapping_expression_unknown_function number"]);
    expect(of("row.a")).toEqual(["mapping_type"]);
    expect(of("7 / 2")).toEqual(["mapping_not_offered"]);
    expect(of("number(row.a) * 1e3")).toEqual(["mapping_not_offered"]);
    expect(of('row.a.matches("x") ? number(row.a) : number(row.b)')).toEqual(["mapping_not_offered"]);
    expect(of("number(other.a)")).toEqual(["mapping_expression_unknown_name"]);
    expect(of('number(lookup(row.a, "none"))')).toEqual(["mapping_unknown_table"]);
  });
  test.each([
    ["row.amuont > 0", "请先写成 number(row.amuont)", "write number(row.amuont)"],
    [
      "datetme(row.day)",
      "没有函数 datetme；是否想写 datetime？",
      "There is no function datetme; did you mean datetime?",
    ],
    ["number(row.a) +", "表达式没有写完：number(row.a) +", "The expression ends too early: number(row.a) +"],
    ["rwo.a", "没有“rwo”", "do not know “rwo”"],
    ["row.a.startWith('x')", "是否想写 startsWith？", "did you mean startsWith?"],
    ["number(row.a)(", "在“(”处读不下去", "does not read at “(”"],
    ["number(row.a) > date(row.b)", "> 不能用于数和日期", "> does not join a number and a date"],
    ["number(3)", "number(…) 不能用于这里给出的 整数", "number(…) does not take what is given here: a whole number"],
    ["[1, 'a']", "列表各项须同类", "items of a list of one type"],
    ["row.a ? 1 : 2", "条件须得真假", "a condition must be true or false"],
    ["row.a # b", "在“# b”处读不下去", "does not read at “# b”"],
  ])("the mistake in %s is told in the reader's language", (expression, zh, en) => {
    const found = diagnosticsOf(saleMapping({ rest: `    when: ${JSON.stringify(expression)}` }));
    expect(mappingText(found[0]!, "zh")).toContain(zh);
    expect(mappingText(found[0]!, "en")).toContain(en);
    for (const one of found) expect(mappingText(one, "zh")).not.toMatch(/overload|Unexpected|Unknown|string|Exact/);
  });
  test("a wrong type is told in the reader's language", () => {
    const [found] = diagnosticsOf(saleMapping({ rest: "    when: row.a" }));
    expect(mappingText(found!, "zh")).toContain("when 需要真假，表达式给出的是文字");
    expect(mappingText(found!, "en")).toContain("when wants true or false, the expression gives text");
  });
  test("an empty id is no key", () => {
    const [found] = diagnosticsOf(saleMapping({ id: "[]" }));
    expect([found?.code, found?.line]).toEqual(["mapping_empty_key", 6]);
    expect(mappingText(found!, "zh")).toContain("id 是空的");
  });
  test("YAML that is no plain tree", () => {
    expect(problems("mapping: 1\nmapping: 1\n")).toEqual(["2:1 duplicate_key"]);
    expect(problems("a: &x 1\nb: *x\n").length).toBeGreaterThan(0);
    expect(problems("mapping: 2\nemit: []\n")).toContain("1:10 mapping_version");
  });
  test("an id cannot be made of itself", () => {
    expect(
      problems(
        saleMapping({ fields: `      at: date("2026-03-01")\n      order: event_id()\n      amount: number("1")` }),
      ),
    ).toEqual(["6:9 mapping_key_of_itself"]);
  });
});

describe("what a mapping can say", () => {
  const csv =
    "no,qty,price,kind,country,ok,a,b\n1,3,2.125,S,France,yes,4,5\n2,2,1.10,R,Spain,no,,3\n3,1,1,X,Peru,no,1,2\n";
  test("filters, products rounded where it says so, tables, ternaries, lists, truths and events of its own", async () => {
    const mapping = `mapping: 1
source: {number: "1234.56", currency: GBP, zone: Europe/London}
tables: {partner: {France: P-1, Spain: P-2}}
events: {gift_given: {value: money, to: text, fine: boolean, scores: numbers}}
emit:
  - kind: sale
    when: row.kind in ["S", "T"] && number(row.qty) > 0
    id: [order, row.kind, number(row.price)]
    fields:
      at: datetime("2026-07-01 10:00")
      order: '"N-" + row.no + (row.ok == "yes" ? "+" : "-")'
      quantity: number(row.qty)
      amount: {value: number(row.qty) * number(row.price), round: half_up}
      contract: {column: country, lookup: {France: FR, Spain: ES}, otherwise: REST}
  - kind: gift_given
    when: row.kind != "S"
    id: [to, value]
    fields:
      at: date("2026-03-01")
      value: number(row.price)
      to: lookup(row.country, "partner")
      fine: row.ok == "yes" || number(row.qty) >= 2
      scores: "[number(row.b), number(row.a)]"
`;
    const { events, report } = await convert(put(csv), mapping);
    expect(events).toEqual([
      {
        id: "sale/N-1+/S/2.125",
        kind: "sale",
        at: "2026-07-01T10:00:00+01:00",
        order: "N-1+",
        quantity: 3,
        amount: "6.38",
        contract: "FR",
      },
    ]);
    expect(report.refused.map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, "a", "blank"],
      [4, "country", "not_in_table"],
    ]);
  });
  test("quantity × price is exact; a finer amount is refused unless it says round", async () => {
    const fields = (amount: string) => `      at: date("2026-03-01")\n      order: row.no\n      amount: ${amount}`;
    const of = async (amount: string): Promise<unknown[]> => {
      const { events, report } = await convert(
        put(csv),
        saleMapping({ source: 'number: "1234.56"', fields: fields(amount) }),
      );
      return [...events.map((event) => event.amount), ...report.refused.map(({ code }) => code)];
    };
    expect(await of("number(row.qty) * number(row.price)")).toEqual(["2.20", "1.00", "finer_than_currency"]);
    const { report } = await convert(
      put(`no,price\n1,"$2.345"\n`),
      saleMapping({ source: 'number: "1,234.56"', fields: fields("-money(row.price)") }),
      { answers: { currency_sign: "same" } },
    );
    expect(report.refused).toMatchObject([{ column: "price", value: "$2.345", code: "finer_than_currency" }]);
    expect(await of("{value: -number(row.qty) * number(row.price), round: half_up}")).toEqual([
      "-6.38",
      "-2.20",
      "-1.00",
    ]);
    expect(await of("{value: number(row.qty) / 3, round: half_up}")).toEqual(["1.00", "0.67", "0.33"]);
  });
  test("case-E40 half up away from zero: 8.165, 35.175, 1.005, 259.605, -61.005", async () => {
    const cells = ["8.165", "35.175", "1.005", "259.605", "-61.005"];
    const fields = `      at: date("2026-03-01")\n      order: row.no\n      amount: {value: number(row.v), round: half_up}`;
    const file = put(`no,v\n${cells.map((cell, i) => `${i},${cell}`).join("\n")}\n`);
    const { events } = await convert(file, saleMapping({ source: 'number: "1234.56"', fields }));
    expect(events.map(({ amount }) => amount)).toEqual(["8.17", "35.18", "1.01", "259.61", "-61.01"]);
  });
  test("fields that may be left out are, where their cell is blank; the others are refused", async () => {
    const fields = `      at: date("2026-03-01")\n      order: row.no\n      quantity: number(row.a)\n      amount: number("1")`;
    const { events } = await convert(put(csv), saleMapping({ fields }));
    expect(events.map((event) => event.quantity)).toEqual([4, undefined, 1]);
  });
  test("a side of && that decides outweighs one that fails", async () => {
    const mapping = (when: string) =>
      saleMapping({
        rest: `    when: ${when}`,
        fields: `      at: date("2026-03-01")\n      order: row.no\n      amount: number("1")`,
      });
    const count = async (when: string) => {
      const { report } = await convert(put(csv), mapping(when));
      return [report.rows.new, report.rows.leftOut, report.rows.refused];
    };
    expect(await count('number(row.a) > 0 && row.no != "2"')).toEqual([2, 1, 0]);
    expect(await count("number(row.a) > 0")).toEqual([2, 0, 1]);
    expect(await count('number(row.a) > 0 || row.no == "2"')).toEqual([3, 0, 0]);
  });
  test("several events of one row come all or not at all", async () => {
    const mapping = `mapping: 1
emit:
  - kind: sale
    id: [order]
    fields: {at: date("2026-03-01"), order: row.no, amount: number("1")}
  - kind: refund
    id: [order]
    fields: {at: date("2026-03-01"), order: row.no, amount: number(row.a)}
`;
    const { events, report } = await convert(put(csv), mapping);
    expect(events.map(({ id }) => id)).toEqual(["sale/1", "refund/1", "sale/3", "refund/3"]);
    expect(report.refused.map(({ row }) => row)).toEqual([3]);
    expect((await convert(put(csv), mapping, { only: ["sale"] })).report.events).toEqual({ sale: 3 });
  });
});
describe("records, for fields that take what the format leaves open", () => {
  const mapping = (fields: string, head = ""): string => `mapping: 1
source: {number: "1,234.56"}
${head}
emit:
  - kind: opening_credit
    id: [order]
    fields: {at: date("2026-05-01"), order: row.no, sold_at: date("2026-01-01"), amount: money(row.a), ${fields}}
`;
  const csv = "no,a,base,bonus\n1,100.00,4.5,\n2,200.00,,\n3,300.00,1.234,\n4,400.00,6,x\n";
  test("parts are written as money or as they are, blank ones left out, and a bad part refuses its row", async () => {
    const { events, report } = await convert(
      put(csv),
      mapping("earned: {record: {base: {money: money(row.base)}, bonus: {money: money(row.bonus)}, note: row.bonus}}"),
    );
    expect(events.map(({ order, earned }) => [order, earned])).toEqual([
      ["1", { base: "4.50" }],
      ["2", undefined],
    ]);
    expect(report.refused.map(({ row, code }) => [row, code])).toEqual([
      [4, "finer_than_currency"],
      [5, "not_a_number"],
    ]);
  });
  test("a list of records keeps its order and leaves out what is empty", async () => {
    const list = "earned: {records: [{component: '\"base\"', amount: {money: money(row.base)}}, {bonus: row.bonus}]}";
    const { events } = await convert(put("no,a,base,bonus\n1,1.00,2,\n2,1.00,3,b\n"), mapping(list));
    expect(events.map(({ earned }) => earned)).toEqual([
      [{ component: "base", amount: "2.00" }],
      [{ component: "base", amount: "3.00" }, { bonus: "b" }],
    ]);
  });
  test("a column that only a record names must be in the file, and a field of one value takes no record", async () => {
    await expect(convert(put("no,a\n1,1.00\n"), mapping("earned: {record: {base: row.base}}"))).rejects.toMatchObject({
      code: "missing_columns",
    });
    expect(problems(mapping("customer: {record: {a: row.a}}"))).toEqual(["7:114 mapping_record"]);
    expect(problems(mapping("earned: {record: {a: event_id()}}"))).toEqual(["7:112 mapping_event_id_alone"]);
    expect(problems(mapping("earned: {record: {a: 'lookup(row.a, \"t\")'}}"))[0]).toContain("mapping_unknown_table");
  });
  test("a mapping that finds contracts by their agents wants the field that names them, and a house", async () => {
    expect(problems(mapping("by: row.no", "contracts: agent_code"))).toEqual(["3:12 mapping_missing_key"]);
    expect(problems(mapping("by: row.no", "contracts: agent_cod"))[0]).toBe("3:12 mapping_bad_value agent_code");
    const named = mapping("contract: row.no", "contracts: agent_name");
    await expect(convert(put(csv), named)).rejects.toMatchObject({ code: "needs_house" });
  });
  test("a title is one text or one in each language; without it the file's name", () => {
    const titleOf = (head: string) => parseMapping("m.yaml", mapping("by: row.no", head)).title;
    expect([titleOf("title: 销售"), titleOf("title: {en: Sales}"), titleOf("")]).toEqual([
      { zh: "销售", en: "销售" },
      { zh: "Sales", en: "Sales" },
      { zh: "m.yaml", en: "m.yaml" },
    ]);
  });
});
