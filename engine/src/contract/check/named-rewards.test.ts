import { describe, expect, it } from "vitest";
import { PLAIN_HEAD } from "../../../test/plain-head.ts";
import { loadContract } from "../load.ts";
import { checkContract } from "./check.ts";

const contract = (zh: string, en: string, statutes: string): string => `${PLAIN_HEAD}clauses:
  - {id: C1.1, title: {zh: 题, en: T}, text: {zh: ${JSON.stringify(zh)}, en: ${JSON.stringify(en)}}${statutes}}
`;
describe("law-A10 benefits for customers in the names of figures, duties and pay", () => {
  const named = (zh: string, en: string, more = ""): string[] => {
    const text = contract("依约。", "As agreed.", more).replace(
      "clauses:",
      `params:\n  x: {type: money, value: "200.00", label: {zh: ${JSON.stringify(zh)}, en: ${JSON.stringify(en)}}}\nclauses:`,
    );
    const { contract: loaded, diagnostics } = loadContract("c.yaml", () => text);
    expect(diagnostics).toEqual([]);
    return checkContract(loaded!).map((one) => `${one.code} ${one.citation}`);
  };
  const INSURANCE = ", statutes: [CN-INS-131]";
  it.each([
    ["向续保客户赠送的礼品卡", "Gift cards for customers who renew"],
    ["答卷客户可以领取红包", "Customers who answer receive a voucher"],
  ])("law-A10: %s", (zh, en) => {
    expect(named(zh, "Amount", INSURANCE)).toEqual(["customer_reward CN-INS-131@2015"]);
    expect(named("金额", en, INSURANCE)).toEqual(["customer_reward CN-INS-131@2015"]);
    expect(named("会员可以领取的礼品卡", "Amount")).toEqual([]);
  });
  it.each([
    ["续保客户的佣金费率", "Commission rate for customers who renew"],
    ["双方均不得给予客户礼品", "Neither party shall give customers a gift"],
    ["客户服务奖金（付给乙方）", "Bonus of the Agent for service"],
  ])("law-A10: %s is left alone", (zh, en) => {
    expect(named(zh, en, INSURANCE)).toEqual([]);
  });
});
