import { expect, test } from "vitest";
import { PLAIN_HEAD } from "../../../test/plain-head.ts";
import { loadContract } from "../load.ts";
import { checkContract } from "./check.ts";

/** Clauses in which a contract tells both ways; each clause is a pair of texts, Chinese and English. */
const told = (clauses: readonly (readonly [string, string])[], params = ""): (string | undefined)[] => {
  const texts = clauses.map(
    ([zh, en], at) =>
      `  - {id: C12.${at + 1}, title: {zh: 题, en: T}, text: {zh: ${JSON.stringify(zh)}, en: ${JSON.stringify(en)}}}\n`,
  );
  const { contract, diagnostics } = loadContract("c.yaml", () => `${PLAIN_HEAD}${params}clauses:\n${texts.join("")}`);
  expect(diagnostics).toEqual([]);
  return checkContract(contract!).flatMap(({ code, clause }) => (code === "arbitration_or_litigation" ? [clause] : []));
};
const FORM = {
  zh: (number: string) => `争议按下列第${number}种方式解决：（一）提交杭州仲裁委员会仲裁；（二）依法向人民法院起诉。`,
  en: (number: string) =>
    `Disputes are settled in way no. ${number} of the following: (1) arbitration by the Hangzhou Arbitration Commission; (2) litigation in the People’s Court.`,
};
const ARBITRATION = {
  zh: "争议提交杭州仲裁委员会仲裁。",
  en: "Disputes are arbitrated by the Hangzhou Arbitration Commission.",
};

test("C12.1: a form that is left blank in both languages chooses nothing and is told once", () => {
  expect(told([[FORM.zh("__"), FORM.en("__")]])).toEqual(["C12.1"]);
  expect(told([[FORM.zh("（一）"), FORM.en("1")]])).toEqual([]);
});
test("C12.1: a form that is filled in in one language is filled in in the other", () => {
  expect(told([[FORM.zh("（一）"), FORM.en("__")]])).toEqual([]);
  expect(told([[FORM.zh("__"), FORM.en("2")]])).toEqual([]);
});
test("C12.1: a parameter fills in the blank", () => {
  const params = "params:\n  way: {type: number, value: 1, label: {zh: 方式, en: Way}}\n";
  expect(told([[FORM.zh("{{way}}"), FORM.en("{{way}}")]], params)).toEqual([]);
});
test("C12.1: what is filled in in one clause fills in no blank of another", () => {
  const [filled, blank] = [FORM.zh("（一）"), FORM.zh("（ ）")];
  expect(
    told([
      [filled, "As agreed."],
      [blank, "As agreed."],
    ]),
  ).toEqual(["C12.2"]);
});
test("C12.1: a court in one language beside the arbitration of the other leaves both open", () => {
  expect(told([[ARBITRATION.zh, "Disputes are settled by the courts of Hangzhou."]])).toEqual(["C12.1"]);
  expect(told([[ARBITRATION.zh, `${ARBITRATION.en} The Company may instead elect to sue at its domicile.`]])).toEqual([
    "C12.1",
  ]);
  expect(told([[ARBITRATION.zh, ARBITRATION.en]])).toEqual([]);
});
test("C12.1: of clauses that stand apart the later one is told, and only if it is about disputes", () => {
  const pair = (zh: string): [string, string][] => [
    [ARBITRATION.zh, ARBITRATION.en],
    [zh, "As agreed."],
  ];
  expect(told(pair("争议由甲方住所地人民法院管辖。"))).toEqual(["C12.2"]);
  expect(told(pair("甲方可以向人民法院起诉。"))).toEqual([]);
});
test("C12.1: beside a chosen way that the sentences contradict, only a sentence that holds both ways is told of itself", () => {
  const label = "label: {zh: 方式, en: Way}";
  const params = `params:\n  dispute_way: {type: choice, value: arbitration, options: [arbitration, litigation], ${label}}\n`;
  expect(told([["争议可提交仲裁机构仲裁或向法院提起诉讼。", "As agreed."]], params)).toEqual(["C12.1"]);
  expect(told([[`${ARBITRATION.zh}甲方也可以选择向人民法院起诉。`, "As agreed."]], params)).toEqual([]);
  expect(told([[`${ARBITRATION.zh}甲方也可以选择向人民法院起诉。`, "As agreed."]])).toEqual(["C12.1"]);
});
test("C12.1 domain-E: beside a chosen way, that proceedings suspend nothing opens no other way", () => {
  const label = "label: {zh: 方式, en: Way}";
  const params = (way: string) =>
    `params:\n  dispute_way: {type: choice, value: ${way}, options: [arbitration, litigation], ${label}}\n`;
  const codes = (way: string, zh: string, en: string): string[] => {
    const text = `${PLAIN_HEAD}${params(way)}clauses:
  - {id: C12.1, title: {zh: 题, en: T}, text: {zh: ${JSON.stringify(zh)}, en: ${JSON.stringify(en)}}}
`;
    return checkContract(loadContract("c.yaml", () => text).contract!).map((one) => one.code);
  };
  const zh = "任何一方提起仲裁或诉讼的，不影响无争议佣金的按期支付。";
  const en = "The commencement of arbitration or litigation does not suspend payment of undisputed commission.";
  const tried = [
    "争议由甲方住所地人民法院管辖。",
    "Disputes are decided by the court at the domicile of the Company.",
  ] as const;
  expect(codes("arbitration", ARBITRATION.zh + zh, `${ARBITRATION.en} ${en}`)).toEqual([]);
  expect(codes("litigation", tried[0] + zh, `${tried[1]} ${en}`)).toEqual([]);
  const elsewhere = "送达地址适用于仲裁、诉讼各阶段。人民法院受理乙方破产申请的，甲方可以解除本合同。";
  const aside = "Either party may apply to the people's court to set the award aside.";
  expect(codes("arbitration", ARBITRATION.zh + elsewhere, `${ARBITRATION.en} ${aside}`)).toEqual([]);
  expect(codes("arbitration", `${ARBITRATION.zh}任何一方也可以提起诉讼。`, ARBITRATION.en)).toEqual([
    "dispute_way_mismatch",
  ]);
});
