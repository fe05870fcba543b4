// Clauses: N2, N3
import type { MeasureKind } from "../../contract/model.ts";
import { fromFloat6, toDecimalText } from "../../values/rational.ts";
import type { Text } from "../../values/text.ts";
import { betaPrior, furtherCount, JEFFREYS, lengthOf, pacePrior } from "./history.ts";
import { type ForecastInput, trialsOf } from "./input.ts";
import { priorOf } from "./promoters.ts";
import { pastShares } from "./shares.ts";
import { bunchingOf } from "./totals.ts";

/** One thing that a forecast was reckoned from. */
export interface BasisPart {
  readonly what: Text;
  readonly formula: string;
  readonly value: string;
}
export interface Basis {
  readonly method: Text;
  readonly parts: readonly BasisPart[];
}
const SHARE: Text = { zh: "贝塔—二项模型", en: "beta-binomial model" };
const MEAN: Text = { zh: "学生 t 分布模型", en: "Student’s t model" };
const RANK: Text = { zh: "达到者比例的贝塔—二项模型", en: "beta-binomial model of those that reach it" };
/** Named as docs/forecast.md names them. */
const METHODS = {
  repeat_purchase_rate: { zh: "等待时间的伽马率与贝塔—二项模型", en: "Gamma rate of waiting, beta-binomial" },
  nps: { zh: "狄利克雷—多项模型", en: "Dirichlet-multinomial model" },
  csat: SHARE,
  trust: MEAN,
  effort: SHARE,
  retention: { zh: "流失的伽马率与贝塔—二项模型", en: "Gamma rate of loss, beta-binomial" },
  persistency: SHARE,
  response_rate: SHARE,
  within: SHARE,
  mean: MEAN,
  median: RANK,
  percentile: RANK,
  sum: { zh: "笔数与金额的复合伽马模型", en: "compound model of number and size" },
  count: { zh: "负二项模型", en: "negative binomial model" },
  ratio: SHARE,
  index: { zh: "各组成部分的正态近似", en: "normal approximation of its parts" },
} as const satisfies Record<MeasureKind, Text>;
/** Measures whose rest is not a number of further answers: who is there, or what ripens, is known. */
const KNOWN_IN_NUMBER: readonly MeasureKind[] = ["retention", "persistency", "index"];
const number = (value: number, digits = 2): string => toDecimalText(fromFloat6(value), digits);

/** What the forecast was reckoned from: the part of the window that is over, the prior, and how many more are expected. */
export const basisOf = (input: ForecastInput): Basis => {
  const { definition, history, result, elapsed } = input;
  const { measure } = definition;
  const windows = history.filter((earlier) => trialsOf(earlier) > 0);
  const parts: BasisPart[] = [
    {
      what: { zh: "期间已过", en: "Part of the period that is over" },
      formula: "",
      value: `${number(elapsed * 100, 1)}%`,
    },
    {
      what: { zh: "此前期间的样本", en: "Sample of earlier periods" },
      formula: windows.map((earlier) => String(trialsOf(earlier))).join(" + "),
      value: String(windows.reduce((sum, earlier) => sum + trialsOf(earlier), 0)),
    },
  ];
  const prior = priorText(input);
  if (prior !== undefined)
    parts.push({
      what: { zh: "先验（此前期间折算）", en: "Prior, from earlier periods" },
      formula: "",
      value: prior,
    });
  const further = KNOWN_IN_NUMBER.includes(measure) ? undefined : furtherPart(input);
  if (further) parts.push(further);
  return { method: METHODS[measure], parts: result.n === null ? parts.slice(0, 1) : parts };
};
/** `Beta(14.2, 3.1)`: so many successes and failures it is worth. */
const priorText = (input: ForecastInput): string | undefined => {
  const beta = ({ a, b }: { readonly a: number; readonly b: number }): string => `Beta(${number(a)}, ${number(b)})`;
  switch (METHODS[input.definition.measure]) {
    case SHARE:
      return beta(betaPrior(pastShares(input)));
    case RANK:
      return beta(JEFFREYS);
    case METHODS.nps: {
      const { promoters, passives, detractors } = priorOf(input.history);
      return `Dirichlet(${[promoters, passives, detractors].map((one) => number(one)).join(", ")})`;
    }
    default:
      return undefined;
  }
};
/** `(r + n) ÷ (w + f) × (1 − f)`, docs/forecast.md "How many more come". */
const furtherPart = (input: ForecastInput): BasisPart | undefined => {
  const { definition, history, result, elapsed } = input;
  const bunching = definition.measure === "sum" || definition.measure === "count" ? bunchingOf(input) : 1;
  const whole = lengthOf(result.period);
  const pace = pacePrior(
    history.map((window) => ({ count: trialsOf(window) / bunching, length: lengthOf(window.period) / whole })),
  );
  const count = trialsOf(result) / bunching;
  const further = furtherCount(pace, count, elapsed);
  if (!further) return undefined;
  const [size, seen] = [number(pace.size, 4), number(count, 4)];
  const factors = `(${size} + ${seen}) ÷ (${number(pace.windows, 4)} + ${number(elapsed, 4)}) × ${number(1 - elapsed, 4)}`;
  return {
    what: { zh: "预计期末前还有", en: "Expected until the end" },
    formula: bunching === 1 ? factors : `${factors} × ${number(bunching)}`,
    value: number(further.mean * bunching, 1),
  };
};
