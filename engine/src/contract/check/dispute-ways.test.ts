import { expect, test } from "vitest";
import { ARBITRATION_DECIDES, COURT_DECIDES } from "./dispute-ways.ts";

test.each([
  "仲裁方式解决；一方不同意仲裁的，由法院管辖",
  "仲裁方式解决，对裁决不服的，可以向人民法院起诉",
  "仲裁方式解决；仲裁不成的，由杭州中院判决",
  "仲裁方式解决，任何一方亦有权通过诉讼方式解决",
  "仲裁或者司法途径解决",
  "仲裁方式解决；向法院申请保全的，由法院一并审理",
  "仲裁方式解决；不影响任何一方向有管辖权的法院起诉",
  "仲裁方式解决；不得限制任何一方起诉",
  "仲裁方式解决，仲裁委员会不予受理的由法院处理",
  "仲裁方式解决；一方不选择仲裁的，上城区法庭受理",
])("C12.1: beside arbitration this opens the way to a court: %s", (words) => {
  expect(COURT_DECIDES.zh.test(words)).toBe(true);
});
test.each([
  "arbitration; if a party does not agree to arbitration the courts of Hangzhou decide",
  "arbitration or litigation",
  "arbitration, without prejudice to the right to sue",
  "arbitration; a party dissatisfied with the award may bring a lawsuit",
  "arbitration; failing that, the Intermediate People’s Court of Hangzhou",
  "arbitration, and the court that grants interim measures shall decide the merits",
  "arbitration, which does not exclude court proceedings",
  "arbitration; where arbitration is not possible the dispute is for the courts",
  "not only by arbitration but by any court",
])("C12.1: beside arbitration this opens the way to a court: %s", (words) => {
  expect(COURT_DECIDES.en.test(words)).toBe(true);
});
test.each([
  "仲裁方式解决，仲裁按照申请时该会现行有效的仲裁规则进行；仲裁裁决是终局的，对各方均有约束力",
  "仲裁方式解决；一裁终局，任何一方不得就同一纠纷再申请仲裁或者向人民法院起诉",
  "仲裁方式解决；一方不履行裁决的，另一方可以向有管辖权的人民法院申请强制执行",
  "仲裁方式解决；不影响任何一方向人民法院申请财产保全、证据保全",
  "仲裁方式解决；当事人可以依法向人民法院申请撤销裁决",
  "仲裁方式解决；对仲裁协议的效力有异议的，可以请求人民法院裁定仲裁协议无效",
  "仲裁方式解决，而非诉讼",
  "仲裁方式解决，不适用诉讼程序；诉讼时效、仲裁时效依法律规定",
  "仲裁方式解决，仲裁费由败诉方承担",
  "深圳国际仲裁院",
])("C12.1: beside arbitration this is harmless: %s", (words) => {
  expect(COURT_DECIDES.zh.test(words)).toBe(false);
});
test.each([
  "arbitration under that commission’s rules in force at the time of the application; the award is final and binds all parties",
  "arbitration; judgment upon the award may be entered in any court having jurisdiction",
  "arbitration; a party may ask a court of competent jurisdiction for interim measures",
  "arbitration; the award may be set aside or enforced by the people’s court as the law provides",
  "arbitration and not litigation",
  "arbitration, to the exclusion of the courts",
  "arbitration; neither party shall sue in any court over the same matter",
  "arbitration; the place suits both parties, who pursue it in good faith",
  "the Shenzhen Court of International Arbitration",
])("C12.1: beside arbitration this is harmless: %s", (words) => {
  expect(COURT_DECIDES.en.test(words)).toBe(false);
});
test.each([
  ["zh", "诉讼方式解决；一方不同意诉讼的，提交杭州仲裁委员会仲裁", true],
  ["zh", "诉讼方式解决，也可以仲裁", true],
  ["zh", "诉讼方式解决；对方不反对的可以仲裁", true],
  ["zh", "诉讼方式解决；不选择诉讼的由贸仲裁决", true],
  ["zh", "诉讼方式解决，不提交仲裁", false],
  ["zh", "诉讼方式解决；各方未订立仲裁协议", false],
  ["zh", "诉讼方式解决；各方确认该院为甲方住所地人民法院，与争议有实际联系", false],
  ["en", "litigation; with the other party’s consent arbitration at CIETAC", true],
  ["en", "litigation unless a party asks for an arbitral tribunal", true],
  ["en", "litigation and not arbitration", false],
  ["en", "litigation; the parties have made no agreement to arbitrate", false],
  ["en", "litigation; it is the court of the Company’s domicile and has an actual connection to the dispute", false],
] as const)("C12.1: beside litigation, in %s, %s opens the way to arbitration: %s", (language, words, opens) => {
  expect(ARBITRATION_DECIDES[language].test(words)).toBe(opens);
});
