import { expect, test } from "vitest";
import { PLAIN_HEAD } from "../../../test/plain-head.ts";
import { loadContract } from "../load.ts";
import { checkContract } from "./check.ts";

const codesOf = (title: string, text: string, more = ""): string[] => {
  const other = { zh: "依约。", en: "As agreed." };
  const language = /[\u4e00-\u9fff]/.test(text) ? "zh" : "en";
  const [titles, texts] = [
    { zh: "题", en: "T", [language]: title },
    { ...other, [language]: text },
  ];
  const clause = `clauses:\n  - {id: C1.1, title: ${JSON.stringify(titles)}, text: ${JSON.stringify(texts)}}\n`;
  const { contract, diagnostics } = loadContract("c.yaml", () => `${PLAIN_HEAD}${clause}${more}`);
  expect(diagnostics).toEqual([]);
  return checkContract(contract!).map((one) => one.code);
};
const second = (zh: string): string => `  - {id: C1.2, title: {zh: 题, en: T}, text: {zh: ${zh}, en: As agreed.}}\n`;

test.each([
  ["违约行为及认定", "（一）甲方未提供约定的支持；（二）乙方未履行职责；（三）乙方未达到业绩目标；（四）双方未沟通。"],
  ["违约行为及认定", "甲方未提供约定的支持。\n乙方未达到业绩目标。\n客户满意度未达到约定标准。"],
  ["违约情形", "1. 甲方逾期付款的；\n2. 客户满意度未达标的；\n3. 泄密的。"],
  [
    "题",
    "有下列情形之一的，视为乙方违约：\n（一）泄露客户信息；\n（二）未能完成甲方下达的销售任务；\n（三）擅自离岗。",
  ],
  ["Breaches and their determination", "(a) The Company does not pay; (b) the Agent misses its performance goals."],
  ["Events of Default", "1. late payment;\n2. customer satisfaction is below the agreed standard;\n3. disclosure."],
])("C11.2 L7: a missed goal among the breaches under the title %s is told: %s", (title, text) => {
  expect(codesOf(title, text)).toEqual(["target_undetermined"]);
});
test.each([
  ["改进", "（一）乙方未达到业绩目标；（二）双方未沟通。"],
  ["违约行为及认定", "乙方未达到业绩目标的，双方商定改进计划。"],
  ["违约行为及认定", "（一）乙方连续两个季度未达到业绩目标；（二）双方未沟通。"],
  ["违约责任", "（一）乙方未达到业绩目标；（二）双方未沟通。"],
  ["违约行为及认定", "下列情形不属于违约：\n（一）乙方未达到业绩目标；\n（二）客户满意度未达标。"],
  ["Improvement", "(a) the Agent misses its performance goals; (b) the parties do not communicate."],
  ["Breaches", "If the Agent misses its performance goals, the parties agree a plan."],
])("C11.2 L7: nothing is told under the title %s of %s", (title, text) => {
  expect(codesOf(title, text)).toEqual([]);
});
test("C11.2 L7: another clause that sets the goal in figures answers the list", () => {
  const list = "违约行为包括：（一）甲方未提供支持；（二）客户满意度未达到约定标准。";
  expect(codesOf("违约", list, second("客户满意度以每季度抽样五十份、平均分不低于四分为达标。"))).toEqual([]);
  expect(codesOf("违约", list, second("客户满意度达到四分的，奖金上浮。"))).toEqual(["target_undetermined"]);
});
