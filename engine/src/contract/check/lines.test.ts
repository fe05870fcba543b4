import { describe, expect, it } from "vitest";
import { PLAIN_HEAD } from "../../../test/plain-head.ts";
import { loadContract } from "../load.ts";
import { checkContract } from "./check.ts";
import { withoutBreaks } from "./lines.ts";

const check = (zh: string, en = "As agreed.") => {
  const text = `${PLAIN_HEAD}clauses:
  - id: C1.1
    title: {zh: 题, en: T}
    text:
      zh: ${zh}
      en: ${en}
`;
  const { contract, diagnostics } = loadContract("c.yaml", () => text);
  expect(diagnostics).toEqual([]);
  return checkContract(contract!);
};
const block = (style: string, ...lines: string[]): string =>
  `${style}\n${lines.map((line) => `        ${line}\n`).join("")}`;
const codes = (zh: string, en?: string): string[] => check(zh, en).map((one) => one.code);

describe("C13.1 N1 a line that breaks within a sentence hides nothing", () => {
  const CLOCKING = ["乙方应每日打", "卡，并遵守考", "勤制度。"];
  it.each(["|", "|-", ">-", ">"])("C13.1: a word broken in a block text %s", (style) => {
    const [found, ...others] = check(block(style, ...CLOCKING));
    expect([found!.code, others]).toEqual(["sign_of_employment", []]);
    expect([found!.clause, found!.place.line]).toEqual(["C1.1", PLAIN_HEAD.split("\n").length + 1]);
    expect(found!.args.excerpt).toBe("乙方应每日打卡，并遵守考勤制度");
  });
  it.each(["|", ">-"])("C13.1: a sentence broken after a comma or before a figure %s", (style) => {
    expect(codes(block(style, "乙方未完成当月销售目标的，", "应当向甲方支付违约金", "5000元。"))).toContain(
      "damages_on_target_in_text",
    );
    expect(codes(block(style, "争议可提交杭州仲", "裁委员会仲裁，也可以向人民法", "院提起诉", "讼。"))).toEqual([
      "arbitration_or_litigation",
    ]);
  });
  it.each(["|", ">-"])("C13.1: an English sentence over several lines %s", (style) => {
    expect(codes("依约。", block(style, "The company may change the", "goals at any", "time."))).toEqual([
      "one_sided_change_in_text",
    ]);
  });
  it("C13.1: what denies the sign denies it over the break too", () => {
    for (const style of ["|", ">-"]) {
      expect(codes(block(style, "甲方不得要求乙方坐", "班、打", "卡。"))).toEqual([]);
      expect(codes("依约。", block(style, "The company pays no", "base salary."))).toEqual([]);
    }
  });
  it("C12.1: words that say in two lines what was chosen fit it", () => {
    const label = "label: {zh: 方式, en: Way}";
    const params = `params:
  dispute_way: {type: choice, value: arbitration, options: [arbitration, litigation], ${label}}
  dispute_words_zh: {type: text, value: "提交杭州仲 裁委员会仲 裁", ${label}}
  dispute_words_en: {type: text, value: arbitration by the Hangzhou Arbitration Commission, ${label}}
`;
    const text = `${PLAIN_HEAD}${params}clauses:
  - {id: C12.1, title: {zh: 题, en: T}, text: {zh: "争议{{dispute_words_zh}}。", en: "Disputes are settled by {{dispute_words_en}}."}}
`;
    expect(checkContract(loadContract("c.yaml", () => text).contract!)).toEqual([]);
  });
  it("C13.1: items of a list and numbered parts keep their lines", () => {
    for (const text of [
      "双方约定：\n（一）仲裁\n（二）诉讼",
      "一、权利\n二、义务",
      "6.2.5 追回\n6.2.6 封顶",
      "第一条\n第二条",
      "1. 甲\n2. 乙",
      "甲。\n乙。",
    ])
      expect(withoutBreaks(text, "zh")).toBe(text);
    for (const text of ["One.\nTwo.", "The ways are:\n(a) this\n(b) that", "First\n\nSecond", "1.1 One\n1.2 Two"])
      expect(withoutBreaks(text, "en")).toBe(text);
  });
  it("C13.1: what stands between Han characters alone is taken away", () => {
    expect(withoutBreaks("甲 方\n每 月支付\n300元，\n不低于\n3.5%", "zh")).toBe("甲方每月支付300元，不低于3.5%");
    expect(withoutBreaks("甲方 A 计划  乙方", "zh")).toBe("甲方 A 计划  乙方");
  });
});
