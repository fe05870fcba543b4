/** What the company sells. All of it is made up: 演示数据. */
export interface Product {
  readonly id: string;
  /** How facts name it: both motor policies are `motor` to the contract. */
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly line: "life" | "motor" | "property";
  /** What the insurer pays the company in the first year and on renewal, in basis points: the company's own income, no agent's. */
  readonly firstYearBasisPoints: number;
  readonly renewalBasisPoints: number;
  /** Who buys it and how often, as a weight among all policies. */
  readonly buyer: "person" | "organisation" | "both";
  readonly weight: number;
  /** Usual first-year premium in yuan; the drawn one lies between half and twice of it. */
  readonly premiumYuan: number;
  /** Paid over years, by the year or by the month. */
  readonly regular: boolean;
}
const product = (
  id: string,
  zh: string,
  en: string,
  line: Product["line"],
  rates: readonly [first: number, renewal: number],
  sold: readonly [buyer: Product["buyer"], weight: number, premiumYuan: number],
  regular = false,
): Product => ({
  id,
  code: line === "motor" ? "motor" : id,
  zh,
  en,
  line,
  firstYearBasisPoints: rates[0],
  renewalBasisPoints: rates[1],
  buyer: sold[0],
  weight: sold[1],
  premiumYuan: sold[2],
  regular,
});

export const PRODUCTS: readonly Product[] = [
  product("term_life", "安心定期寿险", "Term life", "life", [2500, 400], ["person", 8, 3600], true),
  product("whole_life", "传家终身寿险", "Whole life", "life", [3500, 500], ["person", 6, 30000], true),
  product("critical_illness", "守护重大疾病保险", "Critical illness", "life", [3000, 500], ["person", 10, 8400], true),
  product("annuity", "金秋养老年金保险", "Annuity", "life", [1200, 200], ["person", 5, 48000], true),
  product("medical", "惠享百万医疗保险", "Medical", "life", [2000, 500], ["person", 12, 1800], true),
  product("accident", "随行意外伤害保险", "Accident", "life", [2500, 300], ["both", 13, 600]),
  product(
    "motor_compulsory",
    "机动车交通事故责任强制保险",
    "Motor, compulsory",
    "motor",
    [300, 200],
    ["both", 14, 950],
  ),
  product("motor_commercial", "机动车商业保险", "Motor, commercial", "motor", [900, 400], ["both", 13, 4200]),
  product("home", "家宅财产保险", "Home", "property", [1800, 300], ["person", 5, 500]),
  product(
    "sme_property",
    "小微企业财产保险",
    "Small-business property",
    "property",
    [1500, 300],
    ["organisation", 30, 15000],
  ),
  product("travel", "旅行综合保险", "Travel", "property", [1500, 200], ["person", 8, 240]),
  product("liability", "公众责任保险", "Public liability", "property", [1500, 300], ["organisation", 22, 5200]),
];
export const productNamed = (id: string): Product => PRODUCTS.find((one) => one.id === id)!;
