import type { ContractFile } from "./model.ts";
import { yamlText } from "./yaml-text.ts";

const label = (zh: string, en: string) => ({ zh, en });
const rate = (value: string, min: string, max: string, zh: string, en: string) => ({
  type: "rate",
  value,
  default: value,
  min,
  max,
  label: label(zh, en),
});
const sum = (value: string, min: string, max: string, zh: string, en: string) => ({
  type: "money",
  value,
  default: value,
  min,
  max,
  label: label(zh, en),
});
/** What single contracts set beside their grade. */
export const AUTHORITY = {
  team: {
    agent_execution_zh: "团队负责人和全体成员签名",
    agent_execution_en: "the signatures of the team’s lead and of all its members",
  },
  cliff: {
    quota: "200000.00",
    s2_quota_min: "180000.00",
    s2_quota_max: "220000.00",
    rate_1: "4%",
    rate_2: "6%",
    rate_3: "8%",
  },
};

/** The company's form: the template with its own figures, and half-yearly inspections. */
export const formFile = (path: string, template: string): ContractFile => ({
  path,
  text: yamlText("恒信保险代理有限公司的合同文本 · the company's own form of the template.", {
    fealty: 1,
    template,
    number: "HX-YS-FORM",
    title: label(
      "代理人客户忠诚度提升策略合同（演示数据）",
      "Agent Customer-Loyalty Improvement Strategy Contract (demonstration data)",
    ),
    params: {
      quota: sum("25000.00", "10000.00", "250000.00", "月度定额", "Monthly quota"),
      rate_1: rate("10%", "4%", "15%", "第一档佣金率", "First commission rate"),
      rate_2: rate("13%", "6%", "18%", "第二档佣金率", "Second commission rate"),
      rate_3: rate("16%", "8%", "20%", "第三档佣金率", "Third commission rate"),
      sales_target: sum("25000.00", "10000.00", "900000.00", "季度计佣金额标准", "Quarterly credited amounts"),
      new_customer_target: {
        type: "number",
        value: "1",
        default: "1",
        min: "1",
        max: "15",
        label: label("季度新增客户标准", "New customers in a quarter"),
      },
    },
    set: {
      pay_cap: "100000.00",
      retention_bonus: "300.00",
      s2_bonus_min: "300.00",
      s2_bonus_max: "1500.00",
      csat_target: "70%",
      nps_target: "15",
      s1_nps_min: "10",
      s1_nps_max: "25",
      trust_target: "50",
      effort_target: "50%",
      retention_target: "80%",
      rpr_target: "5%",
    },
    clauses: [supervision],
  }),
});
const supervision = {
  id: "C8.2",
  title: label("服务监督", "Supervision of Service"),
  text: label(
    "8.2.1 甲方应当每半年对乙方的服务检查不少于{{inspections}}次。检查以服务记录、通话和文件抽查以及神秘客户等方式进行，样本随机抽取、方法事先公布，并可由乙方复核。检查不得干涉乙方自主安排服务活动。\n8.2.2 甲方应当自检查完成之日起{{result_within}}内，将评分表、证据和结果告知乙方。\n8.2.3 乙方不服检查结果的，可以自收到结果之日起{{appeal_within}}内申诉；甲方应当指派未参与该次检查的人员，自收到申诉之日起{{appeal_decided_within}}内作出附理由的决定。\n8.2.4 检查不合格的，乙方应当自检查完成之日起{{correction_within}}内整改；申诉期间中止计算，申诉成立的，整改要求自始无效。",
    "8.2.1 In each half-year the Company shall inspect the Agent’s service, the least number of inspections being {{inspections}}, by review of service records, calls and documents or by mystery shopping. The sample is drawn at random by a method announced beforehand that the Agent can check. An inspection does not interfere with how the Agent arranges its service.\n8.2.2 Within {{result_within}} of an inspection the Company shall give the Agent the scorecard, the evidence and the result.\n8.2.3 The Agent may appeal within {{appeal_within}} of receiving the result. The Company shall have a person who took no part in the inspection decide the appeal, with reasons, within {{appeal_decided_within}} of receiving it.\n8.2.4 After a failed inspection the Agent shall correct what was found within {{correction_within}} of the inspection. The time stops while an appeal is open; where the appeal succeeds the demand is void from the outset.",
  ),
  origin: "standard",
  prominent: "false",
  statutes: ["CN-CC-509", "CN-CC-922"],
  rules: [
    {
      id: "inspection",
      kind: "recurrence",
      label: label("半年检查", "Half-yearly inspection"),
      bearer: "company",
      finding: "B1",
      every: "half",
      due: "0 days after end",
      done_by: "inspection_done",
      count: "{{inspections}}",
      per: "contract",
    },
    {
      id: "inspection_result",
      kind: "deadline",
      label: label("告知检查结果", "Inspection result sent"),
      bearer: "company",
      finding: "B1",
      starts: "inspection_done",
      ends: "inspection_result_sent",
      match: "inspection",
      within: "{{result_within}}",
    },
    {
      id: "appeal_decision",
      kind: "deadline",
      label: label("决定检查申诉", "Appeal decided"),
      bearer: "company",
      finding: "B1",
      starts: "inspection_appealed",
      ends: "inspection_appeal_decided",
      match: "inspection",
      within: "{{appeal_decided_within}}",
      warn_at: ["50%", "80%"],
    },
    {
      id: "correction",
      kind: "deadline",
      label: label("检查整改", "Correction after inspection"),
      bearer: "agent",
      finding: "B2",
      starts: "inspection_done",
      when: "has(event.passed) && !event.passed",
      ends: "correction_done",
      match: "inspection",
      within: "{{correction_within}}",
      pauses: [{ from: "inspection_appealed", to: "inspection_appeal_decided" }],
      warn_at: ["50%", "80%"],
    },
    {
      id: "inspect_power",
      kind: "power",
      label: label("甲方的检查权", "Power to inspect"),
      holder: "company",
      may: "inspect",
    },
  ],
};

/** Retroactive tiers: the rate reached applies to the whole month, so that one fen can cost thousands. */
export const cliffClause = () => ({
  id: "C6.2",
  title: label("激励措施（追溯分档）", "Incentive Measures (retroactive tiers)"),
  text: label(
    "6.2.1 基本佣金。以当月[[credited_amount]]所达到的最高一档计算，该档佣金率适用于当月全部计佣金额：不足定额{{quota}}的为{{rate_1}}；达到定额、不足定额{{tier_3_from}}的为{{rate_2}}；达到定额{{tier_3_from}}以上的为{{rate_3}}。接近一档起点时，少量金额可能引起佣金的较大差额，甲方已就此向乙方提示和说明。车险不计入计佣金额，每件计付{{motor_fee}}。\n6.2.2 客户保留奖金。季度[[retention_rate]]达到第3.2条标准的，计付{{retention_bonus}}。\n6.2.3 上限与暂留。基本佣金每月以{{pay_cap}}为限，超出部分结转以后月份，至迟于最后一期结清。从基本佣金中暂留{{holdback_rate}}，自当月终了满{{holdback_after}}时全额返还；本合同提前终止的，返还时间不变。\n6.2.4 追回。销售在犹豫期{{cooling_off}}内终止的，追回该笔销售的全部佣金，包括车险单件佣金（有保单的，犹豫期自客户签收保单之日起算，未送达的不起算）；在赚取期{{earn_over}}内终止的，自销售之日起已满的月数对应的部分为已赚取，追回其余部分。因被保险人身故、保险事故、期满或者甲方原因终止的，不追回。同一笔销售只追回一次。\n6.2.5 晋升与荣誉。等级由低到高为见习、初级、中级、高级、负责人。甲方应当自每半年终了之日起{{grade_after}}内，依附件五所列业绩、忠诚度、[[persistency]]、培训和合规标准评定等级；降低等级应当先给予{{grace_term}}观察期，由有权人员决定并说明理由。",
    "6.2.1 Base commission is computed at the highest tier that the month’s [[credited_amount]]s reach, whose rate applies to all credited amounts of the month: {{rate_1}} below the quota of {{quota}}; {{rate_2}} from the quota and below {{tier_3_from}} of it; {{rate_3}} from {{tier_3_from}} of the quota. Near the start of a tier a small amount may change commission greatly; the Company has pointed this out to the Agent and explained it. Motor policies are not part of credited amounts; each pays {{motor_fee}}.\n6.2.2 Retention bonus. Where the quarter’s [[retention_rate]] meets the standard of Clause 3.2, {{retention_bonus}} is paid.\n6.2.3 Cap and holdback. Base commission is limited to {{pay_cap}} a month; the excess is carried to later months and settled at the latest with the last statement. Of base commission {{holdback_rate}} is held back. {{holdback_after}} after the end of the month it is released in full; an earlier end of this Contract does not change that time.\n6.2.4 Claw-back. Where a sale ends within the cooling-off period of {{cooling_off}}, the whole commission on it, including the fee for a motor policy, is clawed back (where there is a policy, that period runs from its receipt by the Customer and does not begin before delivery); where it ends within the earning period of {{earn_over}}, the part attributable to the full months since the sale is earned and the remainder is clawed back. Nothing is clawed back where it ends by the death of the insured, an insured event, maturity or a cause attributable to the Company. Commission on one sale is clawed back once only.\n6.2.5 Promotion and honours. The grades, from the lowest, are trainee, junior, middle, senior and lead. Within {{grade_after}} of the end of each half-year the Company shall review the grade by the standards of Annex 5 on results, loyalty, [[persistency]], training and compliance. A grade is lowered only after {{grace_term}} of grace and by the reasoned decision of an authorised person.",
  ),
  origin: "negotiated",
  prominent: "true",
  statutes: ["CN-CC-496", "CN-CC-928", "CN-INS-130"],
  rules: [
    {
      id: "persistency_13",
      kind: "definition",
      label: label("第13个月继续率", "13-month persistency"),
      metric: { measure: "persistency", months: "13", grace: "60 days", window: "month", min_n: "{{min_answers}}" },
    },
    {
      id: "pay",
      kind: "entitlement",
      label: label("佣金与奖励", "Commission and rewards"),
      holder: "agent",
      from: "company",
      finding: "B1",
      publish_by: "{{publish_by}}",
      pay_by: "{{pay_by}}",
      plan: {
        period: "month",
        credit: [
          { event: "sale", amount: "amount", on: "at", when: "!has(event.product) || event.product != 'motor'" },
        ],
        returns: { event: "refund", match: "order", treat: "restate" },
        components: [
          {
            id: "base",
            kind: "tiers",
            label: label("基本佣金", "Base commission"),
            quota: "{{quota}}",
            method: "retroactive",
            accumulate: "period",
            prorate: "calendar_days",
            table: [
              { from: "0%", rate: "{{rate_1}}" },
              { from: "100%", rate: "{{rate_2}}" },
              { from: "{{tier_3_from}}", rate: "{{rate_3}}" },
            ],
          },
          {
            id: "cap",
            kind: "cap",
            label: label("月度上限", "Monthly cap"),
            on: ["base"],
            at: "{{pay_cap}}",
            excess: "carry",
          },
          {
            id: "motor",
            kind: "per_unit",
            label: label("车险单件佣金", "Motor policies"),
            event: "sale",
            when: "event.product == 'motor'",
            each: "{{motor_fee}}",
          },
          {
            id: "retention_reward",
            kind: "bonus",
            label: label("客户保留奖金", "Retention bonus"),
            rule: "retention_goal",
            amount: "{{retention_bonus}}",
          },
          {
            id: "holdback",
            kind: "holdback",
            label: label("暂留", "Holdback"),
            on: ["base", "cap"],
            rate: "{{holdback_rate}}",
            release: { after: "{{holdback_after}}" },
          },
          {
            id: "claw_cancelled",
            kind: "clawback",
            label: label("销售取消追回", "Claw-back on cancellation"),
            event: "sale_cancelled",
            match: "order",
            on: ["base", "motor"],
            earn_over: "{{earn_over}}",
            unit: "month",
            cooling_off: "{{cooling_off}}",
            cooling_from: "sale",
          },
          {
            id: "claw_lapsed",
            kind: "clawback",
            label: label("保单终止追回", "Claw-back when a policy ends"),
            event: "policy_ended",
            match: "policy",
            on: ["base", "motor"],
            earn_over: "{{earn_over}}",
            unit: "month",
            cooling_off: "{{cooling_off}}",
            cooling_from: "policy_delivered",
          },
        ],
      },
    },
    {
      id: "grade_review",
      kind: "recurrence",
      label: label("等级评定", "Grade review"),
      bearer: "company",
      finding: "B1",
      every: "half",
      due: "{{grade_after}} after end",
      done_by: "grade_reviewed",
      count: "1",
      per: "contract",
    },
  ],
});

/** What a branch wrote into a renewal: arbitration or the court, as either likes, and no institution (法释〔2006〕7号 art 7). */
export const arbitrationDraft = () => ({
  id: "C12.1",
  title: label("争议解决方式", "Ways of Resolving Disputes"),
  prominent: "true",
  text: label(
    "12.1.1 [[L5]]应当先行协商，协商自通知到达之日起不超过{{talk_within}}，调解不超过{{mediation_within}}。\n12.1.2 协商、调解不成的，可提交仲裁机构仲裁或向法院提起诉讼。",
    "12.1.1 [[L5]] begins with negotiation of no more than {{talk_within}} from the arrival of the notice and mediation of no more than {{mediation_within}}.\n12.1.2 Failing both, the dispute may be submitted to an arbitration institution or brought before a court.",
  ),
});
