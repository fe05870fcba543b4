import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checkContract } from "../src/contract/check/check.ts";
import { loadContract } from "../src/contract/load.ts";
import { piecesOf, plainText } from "../src/views/clause-text.ts";
import { clauseParagraphs } from "../src/views/clause-texts.ts";
import { printedIn } from "../src/views/clause-view.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const main = `${root}contracts/filled/x/contract.yaml`;
/** A filled contract with other lines in its place. */
const filled = (name: string, change: (text: string) => string = (text) => text) => {
  const text = change(readFileSync(`${root}contracts/filled/${name}/contract.yaml`, "utf8"));
  return loadContract(main, (path) =>
    path === main ? text : existsSync(path) ? readFileSync(path, "utf8") : undefined,
  );
};
const setting = (lines: string) => (text: string) => text.replace(/^set:$/m, `set:\n${lines}`);
const codes = (change: (text: string) => string, name = "company-led"): string[] => {
  const { contract, diagnostics } = filled(name, change);
  return [...diagnostics, ...(contract ? checkContract(contract) : [])].map((one) => one.code);
};
const paragraphs = (id: string, language: "zh" | "en", change?: (text: string) => string, name = "company-led") => {
  const contract = filled(name, change).contract!;
  const version = contract.versions[0]!;
  const clause = version.clauses.find((one) => one.id === id)!;
  return clauseParagraphs(contract, version, clause, language).join("\n");
};

describe("C1.2 the authorisation letter", () => {
  const term = (text: string): string => text.replace(/^term:.*$/m, "term: {from: 2026-07-15, until: 2027-07-14}");
  test("C1.2: its dates are those of the contract unless others are written", () => {
    expect(paragraphs("A2", "zh", term)).toContain("授权期限自2026-07-15至2027-07-14");
    expect(codes(term)).toEqual([]);
  });
  test("C1.2: the last day before the first is an error, a day outside the contract a finding", () => {
    expect(codes(setting("  authority_from: 2026-06-01\n  authority_until: 2026-05-31"))).toEqual([
      "param_out_of_range",
    ]);
    expect(codes(setting("  authority_until: 2027-01-31"))).toEqual(["authority_outside_term"]);
  });
  test("C1.2: it names its products, and the law's thirty days to ratify are no figure of the contract", () => {
    expect(paragraphs("A2", "zh")).toContain("授权产品为甲方在售的");
    expect(paragraphs("A2", "zh")).toContain("自收到之日起三十日内予以追认");
    expect(codes(setting("  ratify_within: 15 days"))).toEqual(["unknown_param"]);
  });
});
test("C12.1: the way elected and the words beside it belong together, in both languages", () => {
  expect(codes(setting("  dispute_way: litigation"))).toEqual(Array(4).fill("dispute_way_mismatch"));
  expect(codes(setting("  dispute_forum_en: the Hangzhou Intermediate Court"))).toEqual([
    "dispute_way_mismatch",
    "language_left_behind",
  ]);
});
test("C12.1 L1: words that open the court as well are an error, and so are two places in two languages", () => {
  const both = setting("  dispute_words_zh: 仲裁方式解决；一方不同意仲裁的，由法院管辖");
  expect(codes(both)).toContain("dispute_way_mismatch");
  expect(codes(setting("  dispute_forum_zh: 上海仲裁委员会"))).toEqual(["dispute_bodies_differ"]);
  expect(codes(setting("  dispute_place_zh: 上海"))).toEqual(["dispute_bodies_differ"]);
  expect(codes(setting("  dispute_forum_zh: 上海仲裁委员会\n  dispute_forum_en: SHIAC"))).toEqual([]);
  expect(codes(setting("  dispute_forum_zh: 义乌仲裁委员会"))).toEqual(["language_left_behind"]);
});
test("C10.1: so do the way of execution and its words", () => {
  expect(codes(setting("  agent_execution: sign_and_seal"))).toEqual(Array(2).fill("execution_mismatch"));
});
test.each([
  ["C6.2: the second uplift under the first", "  loyalty_times_1: 1.10\n  loyalty_times_2: 1.00", "param_out_of_range"],
  ["C6.2: the second rate under the first", "  rate_1: 6%\n  rate_2: 5%", "param_out_of_range"],
  ["S2: a bonus lower than the one agreed", '  s2_bonus_min: "0.00"', "param_out_of_range"],
  ["S1: a target outside its own bounds", "  nps_target: 45", "power_value_outside_bounds"],
])("%s is told", (_, lines, code) => {
  expect(codes((text) => setting(lines)(text.replace(/^ {2}nps_target: 30\n/m, "")))).toEqual([code]);
});
test("A1: the text of 9.4.1 says where notices and court papers reach each party", () => {
  const zh = paragraphs("C9.4", "zh");
  expect(zh).toContain(
    "甲方恒信保险代理有限公司：送达地址浙江省杭州市上城区望江路88号6层，联系人合同管理部，电话0571-5550 0188",
  );
  expect(zh).toContain("乙方李晓：送达地址");
  expect(zh).not.toContain("中介方");
  expect(paragraphs("C9.4", "en", undefined, "intermediary-led")).toMatch(
    /Intermediary Xinqiao Consulting \(Hangzhou\) Co., Ltd. \(信桥咨询（杭州）有限公司\): .*e-mail desk@xinqiao.example/,
  );
});
test("C6.2: amounts stand in the words of a Chinese contract, in its own currency", () => {
  expect(paragraphs("C6.2", "zh")).toContain("定额人民币200,000.00元以内的部分");
  const dollars = paragraphs("C6.2", "zh", (text) => `${text}\ncurrency: USD\n`);
  expect(dollars).toContain("200,000.00美元");
  expect(`${dollars}${paragraphs("C6.2", "zh")}`).not.toMatch(/人民币[¥\d,.]+美元|人民币¥|\$/);
});
test("C8.1: the business hour is the one of the contract's calendar", () => {
  const hours = (language: "zh" | "en"): string => {
    const contract = filled("company-led", (text) => `${text}\ncalendar: {id: CN, hours: "08:30-17:30"}\n`).contract!;
    const term = contract.terms.find(({ id }) => id === "business_hour")!;
    return piecesOf(term.text[language]!, printedIn(contract, contract.versions[0]!, language))
      .map(plainText)
      .join("");
  };
  expect([hours("zh"), hours("en")]).toEqual([
    "工作日内8时30分至17时30分的时间。",
    "Time on a business day from 8:30 to 17:30.",
  ]);
});
test("C1.1: a contract speaks of an intermediary's items only where it says “where there is one”", () => {
  for (const name of ["company-led", "agent-led"]) {
    const contract = filled(name).contract!;
    const texts = contract.versions[0]!.clauses.map(({ text }) => `${text.zh} ${text.en}`).join("\n");
    expect(texts).not.toMatch(/\bB6\b|附件九|Annexes 1 to 9/);
  }
});
