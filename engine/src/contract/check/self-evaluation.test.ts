import { expect, test } from "vitest";
import { PLAIN_HEAD } from "../../../test/plain-head.ts";
import { loadContract } from "../load.ts";
import { checkContract } from "./check.ts";

const codesOf = (...texts: readonly string[]): string[] => {
  const clauses = texts.map(
    (zh, at) =>
      `  - {id: C1.${at + 1}, title: {zh: 题, en: T}, text: {zh: ${JSON.stringify(zh)}, en: As agreed.}, prominent: true}\n`,
  );
  const { contract, diagnostics } = loadContract("c.yaml", () => `${PLAIN_HEAD}clauses:\n${clauses.join("")}`);
  expect(diagnostics).toEqual([]);
  return checkContract(contract!).map((one) => one.code);
};
const BY_A = "甲方定期对代理人的工作绩效进行评估，评估结果作为奖励的依据。";
const BY_B = "乙方定期对代理人的工作绩效进行评估，评估结果作为奖励的依据。";

test("C6.2 L8: the agent is who the contract says it is, and 乙方 where it does not say", () => {
  expect(codesOf(BY_B)).toEqual(["self_evaluation_in_text"]);
  expect(codesOf(BY_A)).toEqual([]);
  for (const parties of [
    "甲方（代理人）：李晓。乙方（公司）：恒信公司。",
    "代理人（以下简称“甲方”）受托推广产品。",
    "甲方为代理人。",
  ]) {
    expect(codesOf(parties, BY_A)).toEqual(["self_evaluation_in_text"]);
    expect(codesOf(parties, BY_B)).toEqual([]);
  }
});
test("C6.2 L8: the pay may be told in the next sentence of the clause, not in another clause", () => {
  expect(codesOf("乙方每季度对代理人的服务进行考核。考核结果决定其奖金。")).toEqual(["self_evaluation_in_text"]);
  expect(codesOf("乙方每季度对代理人的服务进行考核。考核结果存档。")).toEqual([]);
  expect(codesOf("乙方每季度对代理人的服务进行考核。", "考核结果决定其奖金。")).toEqual([]);
});
