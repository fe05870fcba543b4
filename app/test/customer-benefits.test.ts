import { describe, expect, it } from "vitest";
import { benefitProblem, namesBenefit } from "../src/evaluation/customer-benefits.ts";

const problemOf = (kind: string, more: object = {}): string | undefined =>
  benefitProblem({ kind, raw: { id: "e", kind, at: "2026-06-10T10:00:00+08:00", ...more } })?.field;

describe("law-A10: benefits for customers in facts", () => {
  it.each([
    "gift_given",
    "customer_gift",
    "giftCard",
    "gift value",
    "cash_back",
    "cashback_paid",
    "renewal_rebate",
    "gift_to_customer_for_renewal",
    "customer_reward",
    "cash_for_survey",
    "voucher_to_policyholder",
    "礼品",
    "客户礼品金额",
    "续保礼品",
    "返佣",
    "返现金额",
    "向客户赠送购物卡",
    "送红包",
    "礼品已发放",
    "给投保人返还返佣",
  ])("law-A10: %s names nothing but a benefit", (name) => expect(namesBenefit(name)).toBe(true));
  it.each([
    // Reporting, refusing, punishing, teaching.
    "gift_refused",
    "gift_returned",
    "gift_complaint",
    "gift_policy",
    "no_gift_declared",
    "anti_rebate_training",
    "客户赠送礼品",
    "客户送礼品已婉拒",
    "退回礼品",
    "不得返佣",
    "核实有无返佣",
    "返佣投诉",
    // What the agent earns, and what the books and the policy themselves have.
    "agent_reward",
    "reward",
    "payment_voucher",
    "tax_rebate",
    "no_claim_rebate",
    "cash_value",
    "customer_cash_payment",
    "cash_value_to_customer",
    "现金价值",
    "退保金",
    "红利",
    "分红",
    "佣金",
    "奖金",
    // Services.
    "送达保单",
    "赠送保单复印件",
    "保单年检",
    "生日问候",
    "理赔协助",
    "contact_purpose",
    "present",
    "delivery",
    "gift_shop_visit",
    "",
  ])("law-A10: %s is left alone", (name) => expect(namesBenefit(name)).toBe(false));
  it("law-A10: a declared kind, a field and a coded value are refused, a field that says none was given is not", () => {
    expect(problemOf("gift_given", { value: "200.00" })).toBe("kind");
    expect(problemOf("visit", { gift: "油卡" })).toBe("gift");
    expect(problemOf("sale", { amount: "100.00", 返现: "50" })).toBe("返现");
    expect(problemOf("contact_made", { purpose: "赠送礼品" })).toBe("purpose");
    expect(problemOf("authority_act", { act: "cash_back" })).toBe("act");
    expect(problemOf("refund", { amount: "1.00", reason: "返佣给客户" })).toBe("reason");
    expect(problemOf("corrected", { target: "e", fields: { purpose: "送红包" } })).toBe("purpose");
    expect(problemOf("corrected", { target: "e", fields: { gift_value: "50.00" } })).toBe("gift_value");
    for (const none of ["", "0", "0.00", "无", "没有", "no", "-", null, false, 0])
      expect(problemOf("sale", { amount: "100.00", gift: none }), String(none)).toBeUndefined();
  });
  it("law-A10: what tells of a gift is heard: complaints, findings, papers, words of customers and ordinary service", () => {
    expect(problemOf("complaint_opened", { case: "c1", cause: "返佣" })).toBeUndefined();
    expect(problemOf("rule_violated", { rulebook: "礼品", gift: "油卡" })).toBeUndefined();
    expect(problemOf("disclosure_made", { disclosure: "gift" })).toBeUndefined();
    expect(problemOf("survey_answered", { comment: "送红包" })).toBeUndefined();
    expect(problemOf("need_recorded", { need: "礼品" })).toBeUndefined();
    expect(problemOf("contact_made", { purpose: "送达保单" })).toBeUndefined();
    expect(problemOf("contact_made", { purpose: "核实有无返佣" })).toBeUndefined();
    expect(problemOf("refund", { amount: "1.00", reason: "犹豫期退保" })).toBeUndefined();
    expect(problemOf("policy_ended", { policy: "p1", reason: "退保金已付" })).toBeUndefined();
  });
});
