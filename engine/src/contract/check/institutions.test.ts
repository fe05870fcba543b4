import { describe, expect, it } from "vitest";
import { PLAIN_HEAD } from "../../../test/plain-head.ts";
import { loadContract } from "../load.ts";
import { checkContract } from "./check.ts";
import { withOneName } from "./institutions.ts";

const codes = (zh: string, en: string): string[] => {
  const text = `${PLAIN_HEAD}clauses:
  - {id: C12.1, title: {zh: 争议, en: Disputes}, text: {zh: ${JSON.stringify(zh)}, en: ${JSON.stringify(en)}}}
`;
  const { contract, diagnostics } = loadContract("c.yaml", () => text);
  expect(diagnostics).toEqual([]);
  return checkContract(contract!).map(({ code }) => code);
};

describe("C12.1 what an arbitration commission is called", () => {
  it.each([
    ["争议提交北京仲裁委员会/北京国际仲裁中心仲裁", "争议提交北京仲裁委员会仲裁"],
    ["争议提交深圳国际仲裁院（华南国际经济贸易仲裁委员会、深圳仲裁委员会）仲裁", "争议提交深圳国际仲裁院）仲裁"],
    ["争议提交合肥仲裁委员会（同时使用“合肥国际仲裁院”名称）仲裁", "争议提交合肥仲裁委员会）仲裁"],
    ["争议提交北京仲裁委员会/上海仲裁委员会仲裁", "争议提交北京仲裁委员会/上海仲裁委员会仲裁"],
    [
      "由北京仲裁委员会或者上海仲裁委员会按北京仲裁委员会规则仲裁",
      "由北京仲裁委员会或者上海仲裁委员会按北京仲裁委员会规则仲裁",
    ],
    ["争议提交上海仲裁委员会（上海国际仲裁中心）仲裁", "争议提交上海仲裁委员会或者上海国际仲裁中心）仲裁"],
    ["甲方所在地仲裁委员会或乙方所在地仲裁委员会", "甲方所在地仲裁委员会或乙方所在地仲裁委员会"],
  ])("C12.1: %s", (text, once) => {
    expect(withOneName({ language: "zh", text }).text).toBe(once);
  });
  it.each([
    ["the Wuhan Arbitration Commission / Wuhan International Arbitration Center", "the Wuhan Arbitration Commission"],
    ["CIETAC or SHIAC under the CIETAC rules", "CIETAC or SHIAC under the CIETAC rules"],
  ])("C12.1: %s", (text, once) => {
    expect(withOneName({ language: "en", text }).text).toBe(once);
  });
  it("C12.1: both languages name one, by whichever of its names", () => {
    expect(
      codes("争议提交北京国际仲裁中心仲裁。", "Disputes are arbitrated by the Beijing Arbitration Commission."),
    ).toEqual([]);
    expect(codes("争议提交贸仲委仲裁。", "Disputes are arbitrated by CIETAC.")).toEqual([]);
    expect(codes("争议提交中国国际商会仲裁院仲裁。", "Disputes are arbitrated by CIETAC.")).toEqual([]);
    expect(
      codes("争议提交杭州仲裁委员会仲裁。", "Disputes are arbitrated by the Hangzhou Arbitration Commission."),
    ).toEqual([]);
    expect(codes("争议提交北京仲裁委员会仲裁。", "Disputes are arbitrated as the Chinese text says.")).toEqual([]);
  });
  it("C12.1, A8: two that differ leave the contract without one", () => {
    const apart = ["dispute_bodies_differ"];
    expect(codes("争议提交北京仲裁委员会仲裁。", "Disputes are arbitrated by CIETAC.")).toEqual(apart);
    expect(codes("争议提交上海仲裁委员会仲裁。", "Disputes are arbitrated by SHIAC.")).toEqual(apart);
    expect(codes("争议提交中国国际商会仲裁院仲裁。", "Disputes are arbitrated by the ICC.")).toEqual(apart);
  });
});
