import { describe, expect, it } from "vitest";
import { type FactContract, parseFacts, uniqueEvents } from "./parse.ts";
import { formOfFacts } from "./records.ts";

const SEVERITY = { minor: "minor", 一般: "minor", major: "major", 重大: "major", 严重: "major" };

const contract = {
  events: new Map([["gift_given", new Map([["value", "money" as const]])]]),
  currency: { code: "CNY", decimals: 2 },
  parties: {},
  words: new Map(),
};
const read = (text: string, file = "facts.ndjson") => parseFacts(contract, file, text);
const codes = (text: string, file?: string) =>
  read(text, file).diagnostics.map((one) => `${one.code} ${one.place.line}:${one.place.column}`);

describe("facts files", () => {
  it("N1: all mistakes of a file at once, each with line and column", () => {
    const text = [
      '{"id":"1","kind":"sael","at":"2026-03-01T10:00:00+08:00","amount":"1.00"}',
      '{"id":"2","kind":"sale","at":"2026-03-01","amount":"1.00"}',
      '{"id":"3","kind":"sale","at":"2026-03-01T10:00:00+08:00","amount":1.5}',
      "not json",
      '{"id":"5","kind":"sale","at":"2026-03-01T10:00:00+08:00"}',
      '{"kind":"sale","at":"2026-03-01T10:00:00+08:00","amount":"1.005"}',
    ].join("\n");
    expect(codes(text)).toEqual([
      "fact_unknown_kind_near 1:11",
      "fact_not_an_instant 2:25",
      "fact_money_as_number 3:58",
      "fact_line_not_json 4:1",
      "fact_missing_field 5:1",
      "fact_without_id 6:1",
      "fact_not_money 6:49",
    ]);
    expect(read(text).diagnostics[0]?.args).toMatchObject({ kind: "sael", nearest: "sale" });
  });
  it("C6.2: money without quotes is refused, whole amounts and amounts beyond a double's digits too", () => {
    const sale = (amount: string) =>
      `{"id":"1","kind":"sale","at":"2026-03-01T10:00:00+08:00","order":"o","amount":${amount}}`;
    for (const bare of ["9007199254740993.01", "1200.00", "1200", "1.5", "-3", "1e3", "1e-9"])
      expect([bare, ...codes(sale(bare))]).toEqual([bare, "fact_money_as_number 1:70"]);
    expect(read(sale('"9007199254740993.01"')).events[0]?.fields.amount).toBe(900719925474099301n);
  });
  it("N1: a number or an identifier whose digits a reader of JSON has lost is refused", () => {
    const of = (kind: string, field: string, written: string) =>
      codes(`{"id":"1","kind":"${kind}","at":"2026-03-01T10:00:00+08:00","amount":"1.00","${field}":${written}}`);
    expect(of("sale", "quantity", "9007199254740991")).toEqual([]);
    expect(of("sale", "quantity", "9007199254740993")).toEqual(["fact_not_a_number 1:74"]);
    expect(of("sale", "order", "17850.0")).toEqual([]);
    expect(of("sale", "order", "9007199254740993")).toEqual(["fact_field_not_text 1:74"]);
  });
  it("C3.2: an answer outside the scale of recommendation is refused", () => {
    const answer = (recommend: unknown): string =>
      JSON.stringify({ id: "a", kind: "survey_answered", at: "2026-03-01T10:00:00+08:00", recommend });
    for (const good of [0, 10, "7"]) expect(codes(answer(good))).toEqual([]);
    for (const bad of [11, -3, "-1"]) expect(codes(answer(bad))).toEqual(["fact_off_scale 1:69"]);
    expect(read(answer(11)).events).toEqual([]);
  });
  it("N1: a time outside the years in which every microsecond is exact is refused, not rounded", () => {
    const at = (time: string, more: object = {}): string =>
      JSON.stringify({ id: "a", kind: "sale", at: time, amount: "1.00", ...more });
    const served = (until: string) =>
      JSON.stringify({ id: "a", kind: "served_by", at: "2026-03-01T10:00:00+08:00", until });
    expect(codes(at("2199-12-31T23:59:59.999999-12:00"))).toEqual([]);
    expect(codes(at("2200-01-01T00:00:00Z"))).toEqual(["fact_out_of_years 1:25"]);
    expect(codes(at("1899-12-31T23:59:59Z"))).toEqual(["fact_out_of_years 1:25"]);
    expect(codes(at("2200-02-30T00:00:00Z"))).toEqual(["fact_no_such_day 1:25"]);
    expect(codes(served("9999-12-31"))).toEqual(["fact_out_of_years 1:63"]);
    expect(read(served("9999-12-31")).diagnostics[0]!.args).toMatchObject({
      written: "9999-12-31",
      from: "1900",
      to: "2199",
    });
  });
  it("N1: a time that cannot be is refused for its own fault, not for its offset", () => {
    const at = (time: unknown): string[] => codes(JSON.stringify({ id: "a", kind: "effective", at: time }));
    for (const [time, code] of [
      ["2026-03-11", "fact_not_an_instant"],
      ["2026-03-11T09:30:00", "fact_not_an_instant"],
      ["2026-02-30T09:30:00+08:00", "fact_no_such_day"],
      ["2026-03-11T09:30:60+08:00", "fact_no_such_time_of_day"],
      ["2026-03-11T24:00:00+08:00", "fact_no_such_time_of_day"],
      ["2026-03-11T09:30:00.1234567+08:00", "fact_too_many_decimals"],
      ["2026-03-11T09:30:00+25:00", "fact_no_such_offset"],
      ["2026-03-11T09:30:00+0800", "fact_no_such_offset"],
    ])
      expect([time, ...at(time)]).toEqual([time, `${code} 1:30`]);
    expect(at("2026-03-11T23:59:59.123456+08:00")).toEqual([]);
    const served = { id: "a", kind: "served_by", at: "2026-03-01T10:00:00+08:00", until: "2026-06-31" };
    expect(codes(JSON.stringify(served))).toEqual(["fact_no_such_day 1:63"]);
  });
  it("C6.2: null and an empty cell where a kind needs a field are the field left out", () => {
    const sale = (more: object): string[] =>
      codes(JSON.stringify({ id: "a", kind: "sale", at: "2026-03-01T10:00:00+08:00", ...more }));
    for (const more of [{}, { amount: null }, { amount: "" }])
      expect(sale(more).map((one) => one.split(" ")[0])).toEqual(["fact_missing_field"]);
    expect(sale({ amount: "1.00", order: null })).toEqual([]);
    expect(codes('{"id":"a","kind":"effective","at":null}')).toEqual(["fact_without_time 1:30"]);
    expect(codes("id,kind,at,amount\n1,sale,2026-03-01T10:00:00+08:00,\n", "facts.csv")).toEqual([
      "fact_missing_field 2:4",
    ]);
  });
  it("N1: CSV with a header is read like NDJSON; a BOM and quoted cells are no part of the data", () => {
    const csv = '\uFEFFid,kind,at,order,amount,customer\r\n1,sale,2026-03-01T10:00:00+08:00,"o,1",12.50,c1\r\n';
    const { events, diagnostics } = read(csv, "facts.csv");
    expect(diagnostics).toEqual([]);
    expect(events[0]).toMatchObject({ id: "1", kind: "sale", customer: "c1", fields: { order: "o,1", amount: 1250n } });
  });
  it("N1: a row of another width is told with its line and loses nothing of the others", () => {
    const csv =
      "id,kind,at,amount\n1,sale,2026-03-01T10:00:00+08:00,1.00\n2,sale,2026-03-01T10:00:00+08:00\n3,sale,2026-03-01T10:00:00+08:00,3.00\n";
    const { events, diagnostics } = read(csv, "facts.csv");
    expect(events.map((event) => event.id)).toEqual(["1", "3"]);
    expect(diagnostics.map((one) => [one.code, one.place.line])).toEqual([["fact_row_width", 3]]);
  });
  it("N1: kinds that the contract declares carry their types", () => {
    const { events } = read('{"id":"g","kind":"gift_given","at":"2026-03-01T10:00:00+08:00","value":"20.00"}');
    expect(events[0]?.fields).toEqual({ value: 2000n });
  });
  it("N1: the same id with other content is an error that names the first place", () => {
    const { events } = read(
      '{"id":"a","kind":"effective","at":"2026-03-01T10:00:00+08:00"}\n{"id":"a","kind":"effective","at":"2026-03-02T10:00:00+08:00"}',
    );
    expect(
      uniqueEvents(events, "facts.ndjson").diagnostics.map((one) => [one.code, one.place.line, one.args.first]),
    ).toEqual([["fact_same_id_other_content", 2, "1"]]);
  });
  it("C6.2 case-M9: an amount in another currency is refused, never added raw", () => {
    const text = '{"id":"a","kind":"sale","at":"2026-03-01T10:00:00+08:00","amount":"1000.00","currency":"EUR"}';
    const { events, diagnostics } = read(text);
    expect([events, diagnostics.map((one) => one.code)]).toEqual([[], ["fact_other_currency", "fact_unknown_field"]]);
    expect(read(text.replace("EUR", "CNY")).events).toHaveLength(1);
  });
  it("anchors-E37 instants keep microseconds and offsets", () => {
    const { events } = read('{"id":"a","kind":"effective","at":"2026-06-15T15:59:59.123456Z"}');
    expect(events[0]?.at).toBe(Date.UTC(2026, 5, 15, 15, 59, 59) * 1000 + 123456);
  });
  it("C6.2: the contract's own currency in a record is no unknown field", () => {
    const text = '{"id":"a","kind":"sale","at":"2026-03-01T10:00:00+08:00","amount":"1.00","currency":"CNY"}';
    expect(read(text).diagnostics).toEqual([]);
  });
  const AT = '"kind":"effective","at":"2026-03-01T10:00:00+08:00"';
  it.each([
    [`{"id":"a",${AT},"id":"b"}`, "fact_line_duplicate_key 1:63"],
    [`{"id" :"a",${AT},"id":"b"}`, "fact_line_duplicate_key 1:64"],
    [`{"id":"a",${AT},"\\u0069d":"b"}`, "fact_line_duplicate_key 1:63"],
    [`{"id":"a",${AT},"more":{"x":1,"y":[{"x":2}],"x":3}}`, "fact_line_duplicate_key 1:91"],
  ])("N1: a key twice in one record is refused with its column: %s", (line, expected) => {
    expect(codes(line)).toEqual([expected]);
  });
  it.each([
    `{"id":"id",${AT},"contract":"id"}`,
    `{"id":"a",${AT},"contract":"say \\"id\\":"}`,
    `{"id":"a",${AT},"contract":" :"}`,
  ])("N1: the same word as key and value, or a colon in a text, is no repeated key: %s", (line) => {
    expect(codes(line)).toEqual([]);
  });
  it("N1: maps side by side in a list may have the same keys", () => {
    const line = `{"id":"a",${AT},"more":[{"x":1},{"x":2}]}`;
    expect(codes(line)).toEqual(["fact_unknown_field 1:63"]);
  });
  it("N1: half a character is refused where it stands, a whole one in two escapes is not", () => {
    const line = (order: string): string => `{"id":"a",${AT},"more":"${order}"}`;
    expect(codes(line("x\\ud83d"))).toEqual([`fact_line_half_character 1:${line("x").length - 1}`]);
    expect(codes(line("\\uDE00\\ud83d"))).toEqual([`fact_line_half_character 1:${line("").length - 1}`]);
    expect(codes(line("\\ud83d\\ude00"))).toEqual(["fact_unknown_field 1:63"]);
    expect(codes(`{"id":"\\ud800",${AT}}`)).toEqual(["fact_line_half_character 1:8"]);
    expect(codes(`{"id":"a",${AT},"m\\udc00":{"x":"\\\\ud800"}}`)).toEqual(["fact_line_half_character 1:65"]);
  });
  it("N1: a CSV header that names a column twice is refused", () => {
    expect(codes("id,kind,at,id\n1,effective,2026-03-01T10:00:00+08:00,2\n", "facts.csv")).toEqual([
      "fact_line_duplicate_key 1:4",
    ]);
  });
  it("N1: nesting beyond 50 levels and lines beyond a million characters are refused; the other lines stay", () => {
    const deep = (levels: number): string => `{"id":"d",${AT},"more":${"[".repeat(levels)}${"]".repeat(levels)}}`;
    const good = `{"id":"a",${AT}}`;
    const { events, diagnostics } = read([deep(50), good, deep(100_000), "x".repeat(1_000_001)].join("\n"));
    expect(events.map((event) => event.id)).toEqual(["a"]);
    expect(diagnostics.map((one) => `${one.code} ${one.place.line}`)).toEqual([
      "fact_line_too_deep 1",
      "fact_line_too_deep 3",
      "fact_line_too_long 4",
    ]);
    expect(codes(deep(49))).toEqual(["fact_unknown_field 1:63"]);
  });
  describe("N1: words of a field", () => {
    const person = { members: [{ id: "M1", name: "王五" }], details: {} };
    const worded = {
      ...contract,
      events: new Map([["self_help", new Map([["party", "party" as const]])]]),
      parties: {
        company: { name: "恒信公司", details: { representative: "赵六" }, members: [] },
        agent: { name: "李晓", ...person },
      } as unknown as FactContract["parties"],
      words: new Map([
        ["complaint_opened.severity", { names: ["minor", "major"], of: new Map(Object.entries(SEVERITY)) }],
        ["subject.marketing_consent", { names: ["given"], of: new Map([["同意", "given"]]) }],
      ]),
    };
    const field = (kind: string, name: string, written: string, more: object = {}) => {
      const fact = { id: "1", kind, at: "2026-03-01T10:00:00+08:00", ...more, [name]: written };
      const { events, diagnostics } = parseFacts(worded, "f.ndjson", JSON.stringify(fact));
      return [events[0]!.fields[name], ...diagnostics.map(({ code, severity }) => `${severity} ${code}`)];
    };
    it("C8.3: are read in either language and whatever the capitals, and the record stays as it came", () => {
      const severity = (written: string) => field("complaint_opened", "severity", written, { case: "c" });
      for (const major of ["major", "Major", " 严重 ", "重大"]) expect(severity(major)).toEqual(["major"]);
      expect(field("subject", "marketing_consent", "同意", { of: "customer" })).toEqual(["given"]);
      const raw = { id: "1", kind: "complaint_opened", at: "2026-03-01T10:00:00+08:00", case: "c", severity: "重大" };
      expect(parseFacts(worded, "f.ndjson", JSON.stringify(raw)).events[0]!.raw).toEqual(raw);
    });
    it("C8.3: one that is not known is kept and told with the known ones", () => {
      expect(field("complaint_opened", "severity", "majr", { case: "c" })).toEqual([
        "majr",
        "warning fact_unknown_word_near",
      ]);
      expect(field("complaint_opened", "severity", "极端", { case: "c" })).toEqual([
        "极端",
        "warning fact_unknown_word",
      ]);
    });
    it("C2.3: a party goes by its word, its title, its name and its people", () => {
      const party = (written: string) => field("self_help", "party", written);
      for (const agent of ["agent", "乙方", "李晓", "M1", "王五"]) expect(party(agent)).toEqual(["agent"]);
      for (const company of ["Company", "甲方", "赵六"]) expect(party(company)).toEqual(["company"]);
      expect(party("中介方")).toEqual(["中介方", "warning fact_unknown_word"]);
    });
  });
  it("C6.2: what is wrong with an amount is told in the contract's currency", () => {
    const yen = { ...contract, currency: { code: "JPY", decimals: 0 } };
    const text = '{"id":"a","kind":"sale","at":"2026-03-01T10:00:00+08:00","amount":"1.5"}';
    expect(parseFacts(yen, "f.ndjson", text).diagnostics[0]!.args).toMatchObject({ currency: "JPY", example: "12200" });
  });
});
describe("facts without a name", () => {
  it.each([
    ['{"id":"1","kind":"sale"}\n', "ndjson"],
    ["\ufeff \n\n  id , kind,at\n", "csv"],
    ['"kind","id"\r\n', "csv"],
    ["[1, 2]\nid,kind\n", "ndjson"],
    ["hello, world\n", "ndjson"],
    ["id\n1\n", "ndjson"],
    ["", "ndjson"],
  ])("N1: %j are %s by the first line that says something", (text, form) => {
    expect(formOfFacts(text)).toBe(form);
  });
});
