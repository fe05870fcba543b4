/** One part of a plan: what is paid for one product, or (the override) on all that the lead's members sold. Amounts in yuan, rates as decimals; all are text, so nothing is rounded. */
export interface Block {
  readonly product: string;
  readonly kind: BlockKind;
  readonly rate: string;
  /** Tiers: lower bounds in yuan with their rates. */
  readonly tiers: readonly { readonly from: string; readonly rate: string }[];
  readonly each: string;
  /** Factors by the share of satisfied customers. */
  readonly factors: readonly { readonly from: string; readonly times: string }[];
  readonly cap: string;
}
export const PRODUCT_KINDS = ["marginal", "retroactive", "rate_and_unit", "factor_and_cap", "split"] as const;
export type BlockKind = (typeof PRODUCT_KINDS)[number] | "override";
export const MEMBERS = [
  { id: "m0", share: "0.4" },
  { id: "m1", share: "0.3" },
  { id: "m2", share: "0.2" },
  { id: "m3", share: "0.1" },
] as const;
export const PRODUCTS = Array.from({ length: 10 }, (_, index) => `p${index}`);
export const SHAPES = 20;
const ALL_PRODUCTS = "all";

/** A whole number of hundred-thousandths as a decimal. */
const rate = (hundredThousandths: number): string => `0.${String(hundredThousandths).padStart(5, "0")}`;
const blockOf = (shape: number, index: number, product: string, kind: BlockKind): Block => {
  const turn = (shape * 7 + index * 3) % 20;
  const quota = 10_000 + 1_000 * turn;
  const low = 2_000 + 125 * turn;
  return {
    product,
    kind,
    rate: rate(1_115 + 77 * turn),
    tiers: [
      { from: "0.00", rate: rate(low) },
      { from: `${quota}.00`, rate: rate(low + 1_500) },
      { from: `${quota + quota / 5}.00`, rate: rate(low + 3_333) },
    ],
    each: `${2 + (turn % 5)}.35`,
    factors: [
      { from: "0", times: "0.97" },
      { from: "0.6", times: "1.00" },
      { from: "0.8", times: `1.0${(turn % 9) + 1}5` },
    ],
    cap: `${250 + 20 * turn}.00`,
  };
};
/** Twenty plan shapes of eleven parts each; every kind of part stands in every shape, on other products with other figures. */
export const planShapes = (): Block[][] =>
  Array.from({ length: SHAPES }, (_, shape) => [
    ...PRODUCTS.map((product, index) =>
      blockOf(shape, index, product, PRODUCT_KINDS[(shape + index) % PRODUCT_KINDS.length]!),
    ),
    blockOf(shape, PRODUCTS.length, ALL_PRODUCTS, "override"),
  ]);

const componentsOf = (block: Block): object[] => {
  const { product, kind } = block;
  const when = `event.product == '${product}'`;
  const rateLine = { id: `rate-${product}`, kind: "rate", rate: block.rate, when };
  const tiers = (method: string): object => ({
    id: `tiers-${product}`,
    kind: "tiers",
    method,
    accumulate: "period",
    table: block.tiers,
    when,
  });
  const parts: Readonly<Record<BlockKind, () => object[]>> = {
    marginal: () => [tiers("marginal")],
    retroactive: () => [tiers("retroactive")],
    rate_and_unit: () => [rateLine, { id: `unit-${product}`, kind: "per_unit", event: "sale", each: block.each, when }],
    factor_and_cap: () => [
      rateLine,
      {
        id: `factor-${product}`,
        kind: "multiplier",
        on: [rateLine.id],
        metric: "csat",
        indeterminate: "1.00",
        table: block.factors,
      },
      { id: `cap-${product}`, kind: "cap", on: [rateLine.id, `factor-${product}`], at: block.cap, excess: "forfeit" },
    ],
    split: () => [rateLine, { id: `split-${product}`, kind: "split", on: [rateLine.id] }],
    override: () => [{ id: `override-${product}`, kind: "override", rate: block.rate, of: "members" }],
  };
  return parts[kind]();
};
/** A shape as a contract: what the engine loads, checks and compiles. */
export const contractOf = (shape: readonly Block[], index: number): string =>
  JSON.stringify({
    fealty: 1,
    number: `BENCH-PLAN-${index}`,
    title: { zh: "月结", en: "Month close" },
    languages: ["zh", "en"],
    mode: "company_led",
    law: { country: "CN", as_of: "2026-03-01" },
    currency: "CNY",
    time_zone: "Asia/Shanghai",
    calendar: { id: "CN", hours: "09:00-18:00" },
    term: { from: "2026-06-01", until: "2026-12-31" },
    parties: {
      company: { name: "甲", kind: "organisation" },
      agent: {
        name: "乙",
        kind: "team",
        lead: "m0",
        members: MEMBERS.map(({ id, share }) => ({ id, name: id, share })),
      },
    },
    clauses: [
      {
        id: "C3.2",
        title: { zh: "满意度", en: "Satisfaction" },
        text: { zh: "每月计算。", en: "Computed each month." },
        rules: [
          {
            id: "csat",
            kind: "definition",
            metric: { measure: "csat", event: "survey_answered", value: "satisfaction", window: "month", min_n: 1 },
          },
        ],
      },
      {
        id: "C6.2",
        title: { zh: "佣金", en: "Commission" },
        text: { zh: "按计划计付。", en: "Paid by the plan." },
        rules: [
          {
            id: "pay",
            kind: "entitlement",
            holder: "agent",
            from: "company",
            plan: {
              period: "month",
              credit: [{ event: "sale", amount: "amount" }],
              components: shape.flatMap(componentsOf),
            },
          },
        ],
      },
    ],
  });
