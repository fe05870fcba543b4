import { describe, expect, test } from "vitest";
import { columnNumber } from "../src/convert/cell-number.ts";
import { exactly } from "../src/convert/compile-number.ts";
import { Ambiguity, RowFault } from "../src/convert/fault.ts";
import { NUMBER_FORMATS, type NumberReading, readNumber } from "../src/convert/number-text.ts";
import { RowState } from "../src/convert/row-state.ts";
import { amounts } from "./convert-room.ts";

describe("amounts as files write them", () => {
  test("case-E4 ¥1,020.00 is 102000 fen, in either width of the sign", async () => {
    expect(await amounts(["¥1,020.00", "￥1,020.00", "￥１，０２０．００"])).toEqual(["1020.00", "1020.00", "1020.00"]);
  });
  test("case-E5 a text cell 12,345.67 is 1234567 fen", async () => {
    expect(await amounts(["12,345.67"])).toEqual(["12345.67"]);
  });
  test("case-E6 amounts in parentheses are negative", async () => {
    expect(await amounts(["(53,180.08)", "（1,234.56）", "¥(0.01)", "(¥0.01)"])).toEqual([
      "-53180.08",
      "-1234.56",
      "-0.01",
      "-0.01",
    ]);
    expect(await amounts(["$(0.01)"], "", { answers: { currency_sign: "same" } })).toEqual(["-0.01"]);
  });
  test("case-E7 a trailing minus is negative; what is not understood is reported, never dropped", async () => {
    expect(await amounts(["50.00-", "1,200.00-", "50.00 CR"])).toEqual(["-50.00", "-1200.00", "not_a_number"]);
  });
  test("case-E8 ISD(rupee) $100 is refused, never -100", async () => {
    expect(await amounts(["ISD(rupee) $100"])).toEqual(["currency_mismatch"]);
  });
  test("case-E9 thousands set apart by U+00A0 and U+202F", async () => {
    expect(await amounts(["4\u00a0709", "4\u202f709", "1\u00a0234\u00a0567.5"])).toEqual([
      "4709.00",
      "4709.00",
      "1234567.50",
    ]);
  });
  test("case-E10 1.400,82 and 1.234 are asked once per file, with both readings, and then read as answered", async () => {
    expect(await amounts(["1.400,82"])).toEqual(["asks number_format"]);
    expect(await amounts(["1.234", "5.00", "1.234", "2.345"])).toEqual(["asks number_format"]);
    const german = { answers: { number_format: "1.234,56" } };
    expect(await amounts(["1.400,82", "1.234", "12,5"], "", german)).toEqual(["1400.82", "1234.00", "12.50"]);
    const english = { answers: { number_format: "1,234.56" } };
    expect(await amounts(["1.400,82", "1,234", "12.5"], "", english)).toEqual([
      "wrong_number_format",
      "1234.00",
      "12.50",
    ]);
  });
  test("another currency's sign is asked about, and refused when it does not mean this currency", async () => {
    expect(await amounts(["$100", "5"])).toEqual(["asks currency_sign"]);
    expect(await amounts(["$100", "5"], "", { answers: { currency_sign: "refuse" } })).toEqual([
      "currency_mismatch",
      "5.00",
    ]);
    expect(await amounts(["CNY 100", "100元", "人民币100", "USD 100"])).toEqual([
      "100.00",
      "100.00",
      "100.00",
      "currency_mismatch",
    ]);
  });
  test("an amount finer than the currency is refused unless the mapping rounds", async () => {
    expect(await amounts(["8.165", "8.1650"], 'number: "1234.56"')).toEqual([
      "finer_than_currency",
      "finer_than_currency",
    ]);
    expect(await amounts(["8.160"], 'number: "1234.56"')).toEqual(["8.16"]);
  });
  test("numbers with an exponent lost digits", async () => {
    expect(await amounts(["4.40981E+17", "1.5e3"])).toEqual(["exponent", "exponent"]);
  });
  test("amounts beyond 2^53 stay exact", async () => {
    expect(await amounts(["90071992547409931234.57", "-90,071,992,547,409,931.01"])).toEqual([
      "90071992547409931234.57",
      "-90071992547409931.01",
    ]);
  });
});

const judged = (read: () => string): string => {
  try {
    return read();
  } catch (problem) {
    if (problem instanceof RowFault) return problem.code;
    if (problem instanceof Ambiguity) return `asks ${problem.question}`;
    throw problem;
  }
};
test("the quick reader of bytes and the careful reader of texts agree", () => {
  const pieces = [
    "",
    "1",
    "12",
    "123",
    "0",
    "1234",
    ".",
    ",",
    "-",
    "(",
    ")",
    "¥",
    "$",
    " ",
    ".5",
    ",678",
    ".001",
    "'",
    "９",
  ];
  const readings: NumberReading[] = [undefined, ...NUMBER_FORMATS.values()].map((format) => ({
    format,
    currency: "CNY",
    sign: "refuse",
  }));
  let seed = 7;
  const next = (below: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % below;
  };
  for (let i = 0; i < 30_000; i++) {
    const text = Array.from({ length: 1 + next(5) }, () => pieces[next(pieces.length)]!).join("");
    const how = readings[i % readings.length]!;
    const slow = judged(() => {
      const { digits, scale } = readNumber(text, how);
      const value = exactly(Number.NaN, 0, { n: digits, d: 10n ** BigInt(scale) });
      return `${value.n}/${value.d}`;
    });
    const state = new RowState(1);
    state.buf = new TextEncoder().encode(text);
    state.end[0] = state.buf.length;
    state.row = 1;
    const run = columnNumber(0, how, 1900);
    const quick = judged(() => {
      const value = run(state);
      const { n, d } = exactly(value, state.scale, state.big);
      const whole = 10n ** BigInt(Number.isNaN(value) ? 0 : state.scale);
      return `${Number.isNaN(value) ? n : (n * whole) / d}/${Number.isNaN(value) ? d : whole}`;
    });
    if (slow.includes("/") && quick.includes("/")) {
      const [a, b] = [slow, quick].map((one) => one.split("/").map(BigInt)) as [bigint[], bigint[]];
      expect(a[0]! * b[1]!, text).toBe(b[0]! * a[1]!);
    } else expect(quick, `${text} as ${how.format?.name}`).toBe(slow);
  }
});
