import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseDay } from "../../values/date.ts";
import { loadContract } from "../load.ts";
import { checkContract } from "./check.ts";
import { citationOn, LAW_PACKS } from "./pack.ts";

const bad = fileURLToPath(new URL("../../../../contracts/bad/", import.meta.url));
const pack = LAW_PACKS[0]!;
const contract = (clauses: string, asOf = "2026-03-01", country = "CN"): string => `fealty: 1
number: T-1
title: {zh: 甲, en: A}
languages: [zh, en]
mode: company_led
law: {country: ${country}, as_of: ${asOf}}
currency: CNY
time_zone: Asia/Shanghai
calendar: {id: CN, hours: "09:00-18:00"}
term: {from: 2026-01-01, until: 2026-12-31}
parties:
  company: {name: 甲, kind: organisation, address: 杭州}
  agent: {name: 乙, kind: person, address: 宁波}
clauses:
${clauses}`;
const textClause = (zh: string, en = "As agreed."): string =>
  `  - {id: C1.1, title: {zh: 题, en: T}, text: {zh: "${zh}", en: "${en}"}, statutes: [CN-INS-131]}\n`;
const check = (text: string) => {
  const { contract: loaded, diagnostics } = loadContract("c.yaml", () => text);
  expect(diagnostics).toEqual([]);
  return checkContract(loaded!);
};
const codes = (zh: string, en?: string): string[] => check(contract(textClause(zh, en))).map((one) => one.code);

describe("C12.1 C13.1 legal findings", () => {
  it("C13.1: every finding of the pack has a bad contract that shows it, and rests on provisions of the pack", () => {
    const shown = new Set(
      readdirSync(bad).flatMap((name) =>
        [...readFileSync(bad + name, "utf8").matchAll(/^# expect: (\w+) /gm)].map((match) => match[1]!),
      ),
    );
    for (const finding of pack.findings) {
      expect([finding.code, shown.has(finding.code)]).toEqual([finding.code, true]);
      for (const name of finding.cites)
        expect([name, pack.provisions.some((one) => `${one.law}-${one.article}` === name)]).toEqual([name, true]);
    }
  });
  it.each([
    ...[
      "本条略。",
      "【待补充】",
      "待定",
      "TBD",
      "略",
      "同上",
      "待双方另行商定。",
      "本条待补充。",
      "具体内容另行约定。",
      "暂空",
    ],
    ...[
      "To be determined.",
      "To follow.",
      "Reserved.",
      "(omitted)",
      "XXX",
      "To be agreed later.",
      "This clause is left blank.",
    ],
  ])(
    "C1.1: a clause whose text only holds its place has none, and one that is marked as blank is meant so: %s",
    (text) => {
      const clause = textClause(text, text);
      expect(check(contract(clause)).map((one) => one.code)).toEqual(["clause_text_missing"]);
      expect(check(contract(clause.replace("statutes:", "intentionally_blank: true, statutes:")))).toEqual([]);
    },
  );
  it.each([
    ...[
      "无。",
      "没有。",
      "本条所称佣金包括续期佣金。",
      "略高于市价的，从其约定。",
      "同上述约定的，从其约定。",
      "待客户确认后付款。",
    ],
    ...[
      "None.",
      "Reserved seats are free.",
      "【重要】双方依约履行。",
      "Later payments bear interest.",
      "As above, the parties act in good faith.",
    ],
  ])("C1.1: a short text that says something is a text: %s", (text) => {
    expect(check(contract(textClause(text, text)))).toEqual([]);
  });
  it("C13.1: L1 to L10 and A10 of the lint list are all served", () => {
    const served = new Set(pack.findings.map((finding) => finding.lint));
    for (const row of ["L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L9", "L10", "A10"])
      expect(served).toContain(row);
  });
  it("C13.1: a finding cites the version of the law in force on the day that the contract names", () => {
    const text = textClause("协商不成的，可以提交仲裁，也可以向人民法院起诉。");
    const on = (day: string): string[] => check(contract(text, day)).map((one) => `${one.code} ${one.citation}`);
    expect(on("2026-03-01")[0]).toBe("arbitration_or_litigation CN-ARBI-7@2006, CN-ARB-29@2025");
    expect(on("2026-02-28")[0]).toBe("arbitration_or_litigation CN-ARBI-7@2006, CN-ARB-18@2017");
    const arbitration = pack.findings.find((one) => one.code === "arbitration_without_institution")!;
    expect(citationOn(pack, arbitration, parseDay("2017-01-01")!)).toBe("");
  });
  it("C13.1: a country without a pack has no findings", () => {
    expect(check(contract(textClause("提交仲裁或者起诉。"), "2026-03-01", "GB"))).toEqual([]);
  });
  it.each([
    ["各方只能选择一种：提交杭州仲裁委员会仲裁，或者向人民法院起诉，二者择一。", undefined],
    ["乙方不受甲方考勤约束，甲方不支付底薪。", "There are no fixed salary and no attendance record."],
    ["双方均不得给予客户礼品、红包。", "Neither party shall give customers a gift or rebate."],
    ["仅以勾选方式提示的，不视为已履行说明义务。", "A tick box is not deemed to be explained."],
    ["诉讼时效依法律规定，本合同不作任何变更。", "The limitation period is as the law says."],
    ["本条权利不因任何约定而放弃情势变更。", undefined],
    ["双方签名并盖章。", "The parties both sign and seal."],
    ["乙方未达到目标的，不构成违约。", "Not meeting a target is no breach."],
  ])("C12.1: a text that denies the sign is left alone: %s", (zh, en) => {
    expect(codes(zh, en)).toEqual([]);
  });
  it.each([
    ["arbitration_or_litigation", "Disputes go to arbitration or to the court."],
    ["sign_of_employment", "The agent receives a base salary each month."],
    ["customer_reward", "Customers who renew receive a gift voucher."],
    ["click_acceptance", "Clicking the box is deemed consent to all terms."],
    ["hardship_waived", "The parties waive any claim for change of circumstances."],
    ["one_sided_change_in_text", "The company may change the goals at any time."],
  ])("C12.1: %s is also found in English", (code, en) => {
    expect(codes("双方依约履行。", en)).toEqual([code]);
  });
  it.each([
    "无",
    "暂无",
    "待定",
    "另行通知",
    "-",
    "——",
    "N/A",
    "none",
    "TBD",
    "to be determined",
    "【填写】",
    "（空）",
    "待双方另行确认",
    "to follow",
    "同上",
    "居无定所",
    "微信：lixiao",
    "以后补",
    "后补",
    "待补",
    "见营业执照",
    "地址以身份证为准",
    "由双方另行约定",
    "123",
    "13800138000",
    "电话：0571-88001234",
    "WeChat: lixiao",
    "Tel. 0571 88001234",
    "same as above",
    "of no fixed abode",
    "to be agreed later",
    "see business licence",
  ])("C9.4: an address that says there is none is none: %s", (address) => {
    const text = contract(textClause("双方依约履行。")).replace("address: 宁波", `address: ${JSON.stringify(address)}`);
    expect(check(text).map((one) => [one.code, one.args.party])).toEqual([["service_address_missing", "agent"]]);
  });
  it.each([
    ...[
      "无锡市梁溪区人民路1号",
      "宁波",
      "No. 1 Nanjing Road",
      "待贤坊路2号",
      "同安区环城路3号",
      "后海大街8号",
      "电话村12号",
    ],
    ...["以北路1号", "见龙巷5号", "Later Street 5, Leeds", "Mobile, Alabama 36602", "12 Blank Road", "微山县微信路9号"],
    ...["Phoenix House, 1 Tel Aviv Street", "123 Main Street", "杭州市上城区望江路1号（电话：0571-88001234）"],
  ])("C9.4: an address that begins like one that says none is an address: %s", (address) => {
    const text = contract(textClause("双方依约履行。")).replace("address: 宁波", `address: ${JSON.stringify(address)}`);
    expect(check(text)).toEqual([]);
  });
  it("C12.1: arbitration in one clause or language and a court in the other are both ways (L1)", () => {
    const two = (first: string, second: string): string =>
      check(contract(`${first}${second.replace("C1.1", "C1.2")}`))
        .map((one) => `${one.code} ${one.clause}`)
        .join();
    const arbitration = textClause("因本合同发生的争议，提交杭州仲裁委员会仲裁。");
    const court = textClause("因本合同发生的争议，由杭州市上城区人民法院管辖。");
    expect(two(arbitration, court)).toBe("arbitration_or_litigation C1.2");
    expect(two(court, arbitration)).toBe("arbitration_or_litigation C1.2");
    expect(two(arbitration, textClause("一方不履行裁决的，可以向人民法院申请执行。"))).toBe("");
    expect(codes("因本合同发生的争议，由杭州仲裁委员会仲裁。", "Disputes are decided by the Shanghai courts.")).toEqual(
      ["arbitration_or_litigation"],
    );
  });
  it("C12.1: a suit after the award is told by itself and leaves the arbitration alone; a court beside it is both ways (L1)", () => {
    const suit = textClause("发生争议，由杭州仲裁委员会仲裁；对裁决不服的，可以向人民法院起诉。");
    const court = textClause("因本合同发生的争议，由杭州市上城区人民法院管辖。").replace("C1.1", "C1.2");
    const on = (text: string, day?: string): string[] =>
      check(contract(text, day)).map((one) => `${one.severity} ${one.code} ${one.citation}`);
    expect(on(suit)).toEqual(["finding suit_after_award CN-ARB-70@2025"]);
    expect(on(suit, "2026-02-28")).toEqual(["finding suit_after_award CN-ARB-9@2017"]);
    expect(check(contract(suit + court)).map((one) => `${one.code} ${one.clause}`)).toEqual([
      "suit_after_award C1.1",
      "arbitration_or_litigation C1.2",
    ]);
  });
  it("C12.1: the commission may be named in another clause, or in one language of the contract", () => {
    const two = (zh: string, en: string): string[] =>
      check(
        contract(
          `${textClause("争议由仲裁解决。", "Disputes are settled by arbitration.")}${textClause(zh, en).replace("C1.1", "C1.2")}`,
        ),
      ).map((one) => one.code);
    expect(two("仲裁由北仲受理。", "BAC administers the case.")).toEqual([]);
    // 北仲 is not CIETAC: named they are, and not the same.
    expect(two("仲裁由北仲受理。", "CIETAC administers the case.")).toEqual(["dispute_bodies_differ"]);
    expect(two("仲裁由北仲受理。", "The parties perform.")).toEqual([]);
    expect(two("双方依约履行。", "CIETAC administers the case.")).toEqual([]);
    expect(two("双方依约履行。", "The parties perform.")).toEqual(["arbitration_without_institution"]);
    expect(two("劳动争议由杭州市劳动人事争议仲裁委员会处理。", "The parties perform.")).toEqual([
      "arbitration_without_institution",
    ]);
  });
});
