import type { Agent } from "../people-model.ts";
import type { Size } from "../span.ts";
import type { Words } from "../words.ts";
import type { Expectation, Truth, TruthKind } from "./model.ts";
import type { Roles } from "./roles.ts";

/** When things happen, by the size of the company. */
const TIMES = {
  full: {
    sales: ["2026-Q1", "2026-Q2", "2026-Q3"],
    service: ["2026-Q1", "2026-Q2", "2026-Q3"],
    gaming: ["2026-Q2", "2026-Q3"],
    late: "2025-09",
    paid: "2025-11-20 10:00",
    cliff: "2026-03",
    sold: ["2025-05-26", "2025-08-14"],
    ended: ["2025-06-05", "2026-01-20"],
  },
  small: {
    sales: ["2026-Q2", "2026-Q3"],
    service: ["2026-Q3"],
    gaming: ["2026-Q3"],
    late: "2026-07",
    paid: "2026-09-25 10:00",
    cliff: "2026-08",
    sold: ["2026-06-26", "2026-05-14"],
    ended: ["2026-07-06", "2026-09-21"],
  },
};
const finding = (
  ref: string,
  bearer: "company" | "agent",
  more: { periods?: readonly string[]; subject?: string } = {},
): Expectation => ({
  shows: "finding",
  ref,
  bearer,
  ...more,
});
type Told = {
  readonly plan?: Truth["plan"];
  readonly periods?: readonly string[];
  readonly expect?: readonly Expectation[];
};

export const truthsOf = (roles: Roles, size: Size): Truth[] => {
  const times = TIMES[size];
  const truths: Truth[] = [];
  const tell = (kind: TruthKind, agent: Agent, what: Words, { plan = {}, periods = [], expect = [] }: Told): void => {
    const number = truths.filter((one) => one.kind === kind).length + 1;
    truths.push({
      id: `${kind}-${number}`,
      kind,
      agent: agent.id,
      contract: agent.contract,
      what,
      plan,
      periods,
      expect,
    });
  };
  for (const agent of roles.salesUnder)
    tell(
      "sales_under",
      agent,
      {
        zh: "连续数个季度计佣金额远低于标准：真实的业绩不足。",
        en: "Credited amounts far below the standard for quarters running: genuinely weak results.",
      },
      { periods: times.sales, expect: [finding("C4.1/sales_goal", "agent", { periods: times.sales })] },
    );
  for (const agent of roles.serviceUnder)
    tell(
      "service_under",
      agent,
      {
        zh: "客户满意度真实偏低，样本足以证明。",
        en: "Customers are truly dissatisfied, and there are enough answers to prove it.",
      },
      {
        periods: times.service,
        expect: ["csat", "nps"].map((name) => finding(`C3.2/${name}_goal`, "agent", { periods: times.service })),
      },
    );
  for (const agent of roles.gamers)
    tell(
      "survey_gaming",
      agent,
      {
        zh: "季末集中代答：全是满分、同一句评语，送达后一分钟即答；投诉却比别人多。",
        en: "Answers in bursts at the quarter's end: full marks, one and the same comment, a minute after the invitation; yet more complaints than others.",
      },
      { periods: times.gaming },
    );
  tell(
    "split_orders",
    roles.splitter,
    {
      zh: "把一笔意外险拆成相邻几日的几笔，抬高复购率和件数。",
      en: "One accident policy split over neighbouring days to raise repeat purchases and counts.",
    },
    { periods: times.gaming },
  );
  tell(
    "contact_tampering",
    roles.tamperer,
    {
      zh: "调查前改动可能不满的客户的联系方式，使邀请送不到。",
      en: "Contact data of customers likely to be dissatisfied are changed just before the survey, so that it does not arrive.",
    },
    { periods: times.gaming },
  );
  tell(
    "late_commission",
    roles.lateCommission,
    {
      zh: "甲方迟延支付一个月的佣金，乙方已催告。",
      en: "The Company paid one month's commission late; the Agent had demanded it.",
    },
    {
      plan: { period: times.late, paid: times.paid },
      expect: [
        finding("C6.2/pay", "company", { periods: [times.late], subject: "pay" }),
        finding("C11.3/company_cures", "company", { subject: `C6.2/pay@${times.late}/pay` }),
      ],
    },
  );
  const kept = `TS-${roles.holiday.id}-GQ`;
  tell(
    "holiday_deadline",
    roles.holiday,
    {
      zh: "国庆假期前半小时的投诉，节后首日上午响应：看似迟了八天，其实按期。",
      en: "A complaint half an hour before the National Day holiday, answered on the first morning after it: eight days by the calendar, and in time.",
    },
    {
      plan: { case: kept, opened: "2026-09-30 17:30", answered: "2026-10-08 10:10" },
      expect: [{ shows: "kept", ref: "C8.3/first_response", subject: kept, due: "2026-10-08T10:30:00+08:00" }],
    },
  );
  tell(
    "cliff",
    roles.cliff,
    {
      zh: "追溯分档：差一分钱，当月佣金少四千元。",
      en: "Retroactive tiers: one fen short costs four thousand yuan of that month's commission.",
    },
    {
      plan: { period: times.cliff, credited: "199999.99" },
      expect: [{ shows: "lines", component: "base", period: times.cliff, sum: "8000.00" }],
    },
  );
  for (const [index, agent] of roles.clawbacks.entries()) {
    const cancelled = index === 0;
    tell(
      "clawback",
      agent,
      cancelled
        ? {
            zh: "犹豫期内取消的销售，佣金全部追回。",
            en: "A sale cancelled in the cooling-off period: the whole commission goes back.",
          }
        : {
            zh: "赚取期内退保，追回未赚取的部分。",
            en: "A policy surrendered in the earning period: the unearned part goes back.",
          },
      {
        plan: { how: cancelled ? "cancelled" : "surrendered", sold: times.sold[index]!, ended: times.ended[index]! },
        expect: [
          {
            shows: "lines",
            component: cancelled ? "claw_cancelled" : "claw_lapsed",
            period: times.ended[index]!.slice(0, 7),
            sum: "negative",
          },
        ],
      },
    );
  }
  tell(
    "unclear_amendment",
    roles.amendment,
    {
      zh: "双方签了一份只写“适当提高奖励”的变更书：内容不明确，推定未变更。",
      en: "Both signed an amendment that says no more than “rewards are raised suitably”: unclear, hence presumed none.",
    },
    {
      plan: { draft: "amendment" },
      expect: [{ shows: "unchanged" }, { shows: "diagnostic", draft: "amendment", code: "amendment_empty" }],
    },
  );
  tell(
    "void_arbitration",
    roles.arbitration,
    {
      zh: "续签草案写“可以仲裁也可以诉讼”：仲裁条款无效。",
      en: "The draft of a renewal says “arbitration or litigation”: the arbitration clause is void.",
    },
    {
      plan: { draft: "arbitration" },
      expect: [{ shows: "diagnostic", draft: "arbitration", code: "arbitration_or_litigation" }],
    },
  );
  const storm = `TS-${roles.typhoon.id}-TF`;
  tell(
    "force_majeure",
    roles.typhoon,
    {
      zh: "台风期间无法响应投诉，已通知并提供证明：期限顺延，不迟。",
      en: "A typhoon kept the Agent from answering a complaint; it gave notice and proof: time moved, nothing is late.",
    },
    {
      plan: {
        case: storm,
        from: "2026-08-11 07:00",
        to: "2026-08-12 18:00",
        opened: "2026-08-11 10:00",
        answered: "2026-08-13 09:40",
      },
      expect: [{ shows: "kept", ref: "C8.3/first_response", subject: storm, due: "2026-08-13T11:00:00+08:00" }],
    },
  );
  const policy = `P-${roles.damages.id}-CD`;
  tell(
    "excessive_damages",
    roles.damages,
    {
      zh: "保单迟交，约定违约金2000元，证明的损失1300元：高出53.8%，超过30%。",
      en: "A policy delivered late: agreed damages of 2,000, proved loss of 1,300, which is 53.8 % more and above the 30 % line.",
    },
    {
      plan: { policy, issued: "2026-06-15 10:00", delivered: "2026-07-06 16:00", loss: "1300.00" },
      expect: [
        finding("C2.1/policy_delivery", "agent", { subject: policy }),
        { shows: "damages", ref: "C11.2/damages_from_agent", amount: "2000.00", loss: "1300.00" },
      ],
    },
  );
  const incident = `SJ-${roles.privacy.id}`;
  tell(
    "privacy_incident",
    roles.privacy,
    {
      zh: "客户名单误发外部邮箱，26小时后才报告（约定2小时）。",
      en: "A customer list went to an outside mailbox and was reported after 26 hours instead of 2.",
    },
    {
      plan: { incident, at: "2026-06-09 14:20", reported: "2026-06-10 16:20", contained: "2026-06-11 09:30" },
      expect: [finding("C7.1/incident_report", "agent", { subject: incident })],
    },
  );
  tell(
    "beyond_authority",
    roles.beyond,
    {
      zh: "承诺合同之外的收益；相对人催告追认，甲方三十日内未表示，视为拒绝。",
      en: "A benefit beyond the contract was promised; asked to ratify, the Company kept silent for thirty days, which is refusal.",
    },
    {
      plan: { act: `QX-${roles.beyond.id}`, at: "2026-06-24 15:10", demanded: "2026-06-29 10:00" },
      expect: [finding("A2/out_of_scope", "agent")],
    },
  );
  return truths;
};
