// Clauses: N2
import type { ComponentKind } from "../contract/model.ts";
import type { Text } from "../values/text.ts";

/** Names of lines and figures where the contract gives none. */
export const COMPONENT_LABELS = {
  rate: { zh: "按率提成", en: "Commission at a rate" },
  tiers: { zh: "阶梯提成", en: "Tiered commission" },
  lookup: { zh: "费率表提成", en: "Commission by rate table" },
  per_unit: { zh: "按件奖励", en: "Payment per unit" },
  multiplier: { zh: "系数调整", en: "Multiplier" },
  bonus: { zh: "达标奖金", en: "Bonus" },
  split: { zh: "团队分配", en: "Team split" },
  override: { zh: "管理津贴", en: "Override" },
  cap: { zh: "封顶", en: "Cap" },
  floor: { zh: "保底补足", en: "Floor" },
  draw: { zh: "预支", en: "Draw" },
  holdback: { zh: "暂扣", en: "Holdback" },
  clawback: { zh: "追回", en: "Claw-back" },
} as const satisfies Record<ComponentKind, Text>;

export const LABELS = {
  trueUp: { zh: "补差", en: "True-up" },
  adjustment: { zh: "人工调整", en: "Adjustment" },
  reversal: { zh: "撤销人工调整", en: "Adjustment taken back" },
  opening: { zh: "期初结算", en: "Opening figure" },
  release: { zh: "暂扣释放", en: "Release of holdback" },
  carryAtEnd: { zh: "期满结清封顶结转", en: "Carried excess paid at the end" },
  credited: { zh: "计酬额", en: "Credited amount" },
  quota: { zh: "目标额", en: "Quota" },
  units: { zh: "件数", en: "Units" },
  metric: { zh: "指标读数", en: "Reading of the measure" },
  threshold: { zh: "目标状态", en: "State of the target" },
  base: { zh: "计算基数", en: "Lines worked on" },
  stated: { zh: "原结算", en: "As stated before" },
  recomputed: { zh: "按现知重算", en: "As recomputed now" },
  earned: { zh: "原已赚取", en: "Earned before" },
  unearned: { zh: "尚未赚取的部分", en: "Part not earned yet" },
  balance: { zh: "前期结余（前期按所知重算）", en: "Balance brought along, earlier periods as recomputed" },
  held: { zh: "原暂扣额", en: "Held back before" },
  memberPay: { zh: "成员所得报酬", en: "Pay of the member" },
  bonus: { zh: "奖金额", en: "Amount of the bonus" },
  cap: { zh: "封顶额", en: "Cap of the period" },
  floor: { zh: "保底额", en: "Floor of the period" },
  draw: { zh: "预支额", en: "Draw of the period" },
  earlier: { zh: "此前已计", en: "Earlier payouts of the window" },
} as const satisfies Record<string, Text>;
