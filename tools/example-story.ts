// Long: one story, told in the order of its chapters.
// What happens to the shipped example contract HX-2026-0001: one agent, 李晓, from late 2025 to 20 September 2026. All people are
// made up. The same seed gives the same bytes; what must be exact on the page (an NPS of 24.1 from 87 answers, June's sales
// of 262,500.00) is laid out, the rest is drawn.
import calendar from "../data/calendars/cn.json" with { type: "json" };

export interface FactRecord {
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  readonly recorded_at?: string;
  readonly [field: string]: unknown;
}
type Fields = Readonly<Record<string, unknown>>;

const MINUTE = 60_000;
const DAY = 86_400_000;
const ZONE = 8 * 3_600_000;
const LAST = "2026-09-20 18:00";

/** Mulberry32: small, seeded, the same everywhere. */
const drawing = (seed: number) => {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number): number => Math.floor(next() * count);
  const shuffled = <T>(list: readonly T[]): T[] => {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i -= 1) {
      const j = below(i + 1);
      [copy[i], copy[j]] = [copy[j]!, copy[i]!];
    }
    return copy;
  };
  return { next, below, shuffled, oneOf: <T>(list: readonly T[]): T => list[below(list.length)]! };
};

/** `2026-03-05 14:02` in Shanghai as milliseconds. */
const ms = (local: string): number => Date.parse(`${local.replace(" ", "T")}:00Z`) - ZONE;
const dateOf = (at: number): string => new Date(at + ZONE).toISOString().slice(0, 10);
const instant = (at: number): string => `${new Date(at + ZONE).toISOString().slice(0, 19)}+08:00`;
const isWorking = (date: string): boolean => {
  const year = calendar.years[date.slice(0, 4) as "2026"] as { off: Fields; work: Fields };
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return date in year.work || (!(date in year.off) && weekday !== 0 && weekday !== 6);
};
/** The working day that is `count` working days on, at a time of day. */
const workingDay = (from: string, count: number, time: string): string => {
  let at = ms(`${from} 12:00`);
  for (let left = count; left > 0; ) {
    at += DAY;
    if (isWorking(dateOf(at))) left -= 1;
  }
  while (!isWorking(dateOf(at))) at += DAY;
  return `${dateOf(at)} ${time}`;
};

const SURNAMES = [..."王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"];
const GIVEN = [
  ..."建国 秀兰 志强 丽娟 桂英 海燕 伟民 晓峰 玉珍 国华 雪梅 文斌 春花 振宇 美玲 俊杰 淑芬 立新 佳怡 子涵 欣妍 浩然 婷婷 永康 红梅 家豪 素芳 明远 静怡 启航".split(
    " ",
  ),
];
const PRODUCTS = ["term_life", "health", "home", "health", "term_life"] as const;

/** Every event of the story but payments and decisions, which need figures that only the engine can give. */
export const tellStory = (): FactRecord[] => {
  const draw = drawing(20260920);
  const facts: FactRecord[] = [];
  const counters = new Map<string, number>();
  const tell = (local: string, kind: string, fields: Fields = {}, recorded?: string): string => {
    const number = (counters.get(kind) ?? 0) + 1;
    counters.set(kind, number);
    const id = `${kind}-${String(number).padStart(4, "0")}`;
    if (ms(local) <= ms(LAST) && (recorded === undefined || ms(recorded) <= ms(LAST)))
      facts.push({
        id,
        kind,
        at: instant(ms(local)),
        ...(recorded === undefined ? {} : { recorded_at: instant(ms(recorded)) }),
        ...fields,
      });
    return id;
  };
  const workTime = (): string => {
    const minute = [540 + draw.below(170), 820 + draw.below(250)][draw.below(2)]!;
    return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  };
  const within = (from: string, until: string): string => {
    const span = ms(`${until} 12:00`) - ms(`${from} 12:00`);
    let at = ms(`${from} 12:00`) + Math.floor(draw.next() * (span / DAY + 1)) * DAY;
    while (!isWorking(dateOf(at)) && dateOf(at) > from) at -= DAY;
    return `${dateOf(at)} ${workTime()}`;
  };

  beginning(tell);
  const customers = callOnCustomers(draw, tell, within);
  askCustomers(draw, tell, within, customers);
  sell(draw, tell, customers);
  complain(draw, tell, customers);
  companyDuties(tell);
  correspond(tell, customers);
  return facts.sort((a, b) => {
    const [one, other] = [a.recorded_at ?? a.at, b.recorded_at ?? b.at];
    return one < other ? -1 : one > other ? 1 : a.id < b.id ? -1 : 1;
  });
};
type Draw = ReturnType<typeof drawing>;
type Tell = (local: string, kind: string, fields?: Fields, recorded?: string) => string;
type Within = (from: string, until: string) => string;

const beginning = (tell: Tell): void => {
  tell("2025-12-28 10:00", "executed", { party: "company" });
  tell("2025-12-29 16:30", "executed", { party: "agent" });
  tell("2026-01-01 00:00", "effective");
  tell("2025-12-29 16:40", "subject", { of: "agent", agent: "李晓", grade: "intermediate", licence: "valid" });
  tell("2026-01-06 10:20", "contract_copy_delivered", { to: "agent" });
  tell("2026-01-07 15:00", "authority_issued", { letter: "SQ-2026-011" });
  tell("2026-01-20 11:00", "strategy_adopted", { strategy: "CL-2026", party: "company" });
  tell("2026-01-05 09:30", "rulebook_issued", { version: "2026-1" });
  tell("2026-01-08 14:10", "rulebook_acknowledged", { version: "2026-1" });
};

/** 124 customers from before, 8 more each quarter; each is called on, and a few leave. */
const callOnCustomers = (draw: Draw, tell: Tell, within: Within): string[] => {
  const names = draw.shuffled(SURNAMES.flatMap((surname) => GIVEN.map((given) => surname + given)));
  const customers = Array.from({ length: 148 }, (_, index) => `K${String(index + 1).padStart(3, "0")}`);
  const leaving = new Map([
    ["K017", "2026-03-24 10:10"],
    ["K052", "2026-05-12 15:30"],
    ["K088", "2026-06-03 09:40"],
    ["K101", "2026-08-07 11:20"],
    ["K119", "2026-08-27 16:05"],
  ]);
  customers.forEach((customer, index) => {
    const old = index < 124;
    const joined = old
      ? `2025-${draw.oneOf(["10", "11", "12"])}-${String(1 + draw.below(27)).padStart(2, "0")} 10:00`
      : within(
          `2026-${["01", "04", "07"][Math.floor((index - 124) / 8)]}-06`,
          `2026-${["03", "06", "09"][Math.floor((index - 124) / 8)]}-10`,
        );
    tell(joined, "customer_joined", { customer, reason: old ? "transfer" : "sale" });
    tell(joined, "subject", {
      of: "customer",
      customer,
      name: names[index]!,
      tier: draw.oneOf(["A", "B", "B", "C"]),
      marketing_consent: draw.next() < 0.08 ? "refused" : "given",
    });
    const served = old ? "2026-01-04 09:00" : joined;
    const day = served.slice(0, 10);
    tell(served, "served_by", { customer, from: day });
    tell(workingDay(day, 1 + draw.below(2), "15:20"), "customer_file_delivered", { customer, file: `ZL-${customer}` });
    const late = customer === "K064";
    tell(workingDay(day, late ? 12 : 2 + draw.below(7), "10:45"), "contact_made", {
      customer,
      channel: "phone",
      purpose: "first",
    });
    const left = leaving.get(customer);
    for (const [from, until] of [
      ["2026-01-20", "2026-03-27"],
      ["2026-04-07", "2026-06-26"],
      ["2026-07-03", "2026-09-18"],
    ] as const) {
      if (`${until} 00:00` < joined || (left !== undefined && left < `${until} 24:00`)) continue;
      // In the running quarter four of five have been called on; the rest has until its end.
      if (from === "2026-07-03" && draw.next() < 0.2) continue;
      if (from === "2026-04-07" && customer === "K033") continue;
      tell(within(lateOf(from, joined.slice(0, 10)), until), "contact_made", {
        customer,
        channel: draw.oneOf(["phone", "visit", "wechat"]),
        purpose: "care",
      });
    }
    if (old && (left === undefined || left > "2026-07"))
      tell(within("2026-05-06", "2026-06-25"), "contact_data_confirmed", { customer, confirmation: `HD-${customer}` });
    if (left !== undefined) tell(left, "customer_left", { customer, reason: "moved" });
  });
  return customers;
};

/** Answers of one quarter: promoters, passives, detractors, and how many were satisfied. */
const QUARTERS = [
  { from: "2026-01-12", until: "2026-03-20", sent: 128, promoters: 44, passives: 28, detractors: 14, satisfied: 73 },
  { from: "2026-04-08", until: "2026-06-19", sent: 132, promoters: 47, passives: 29, detractors: 13, satisfied: 78 },
  { from: "2026-07-06", until: "2026-09-18", sent: 138, promoters: 39, passives: 30, detractors: 18, satisfied: 69 },
] as const;
const COMMENTS = ["理赔进度希望能主动告知", "讲解很清楚", "回电太慢", "条款能再通俗一些就好", "服务周到，谢谢", ""];

const askCustomers = (draw: Draw, tell: Tell, within: Within, customers: readonly string[]): void => {
  QUARTERS.forEach((quarter, index) => {
    const asked = draw.shuffled(customers.slice(0, quarter.sent));
    const answers = quarter.promoters + quarter.passives + quarter.detractors;
    const recommend = [
      ...Array.from({ length: quarter.promoters }, () => 9 + draw.below(2)),
      ...Array.from({ length: quarter.passives }, () => 7 + draw.below(2)),
      ...Array.from({ length: quarter.detractors }, () => 2 + draw.below(5)),
    ];
    asked.forEach((customer, place) => {
      const sent = within(quarter.from, place < answers ? backBy(quarter.until, 3) : quarter.until);
      const invitation = `YQ-${index + 1}-${customer}`;
      tell(sent, "survey_sent", {
        customer,
        survey: `2026-Q${index + 1}`,
        invitation,
        delivered: place % 29 !== 28,
        channel: draw.oneOf(["wechat", "web"]),
      });
      const score = recommend[place];
      if (score === undefined) return;
      const at = awake(later(sent, 60 + draw.below(2 * 24 * 60)));
      const satisfaction =
        place < quarter.satisfied ? 4 + Number(score >= 9 || draw.next() < 0.3) : score <= 4 ? 1 + draw.below(2) : 3;
      const comment = draw.oneOf(COMMENTS);
      tell(at, "survey_answered", {
        customer,
        survey: `2026-Q${index + 1}`,
        invitation,
        recommend: score,
        satisfaction,
        effort: score >= 7 ? 5 + draw.below(3) : 2 + draw.below(4),
        trust: Array.from({ length: 3 }, () =>
          Math.max(1, Math.min(5, Math.round(score / 2.2) + draw.below(2) - Number(score < 5))),
        ),
        ...(comment === "" ? {} : { comment }),
      });
      if (index === 2 && place === 5)
        tell(later(at, 40), "survey_answered", {
          customer,
          survey: "2026-Q3",
          invitation,
          recommend: score,
          satisfaction,
        });
      // A low answer is called back within two working days; one call of the second quarter came too late.
      if (satisfaction <= 2)
        tell(workingDay(at.slice(0, 10), index === 1 && place === answers - 1 ? 5 : 1, "11:30"), "contact_made", {
          customer,
          channel: "phone",
          purpose: "recovery",
        });
    });
  });
};
/** Nobody answers a survey at four in the morning. */
const awake = (local: string): string =>
  local.slice(11, 13) < "08" ? `${local.slice(0, 10)} 1${local.slice(12)}` : local;
const lateOf = (a: string, b: string): string => [a, b].sort()[1]!;
const backBy = (date: string, days: number): string => dateOf(ms(`${date} 12:00`) - days * DAY);
const later = (local: string, minutes: number): string => {
  const at = new Date(ms(local) + ZONE + minutes * MINUTE).toISOString();
  return `${at.slice(0, 10)} ${at.slice(11, 16)}`;
};

/** Credited sales by month in yuan; June is the month of the worked example in the contract's explanation. */
const MONTHS = [
  ["01", 186_400],
  ["02", 121_300],
  ["03", 231_800],
  ["04", 204_500],
  ["05", 218_200],
  ["06", 262_500],
  ["07", 197_600],
  ["08", 224_900],
  ["09", 131_700],
] as const;

const sell = (draw: Draw, tell: Tell, customers: readonly string[]): void => {
  for (const [month, total] of MONTHS) {
    const count = 15 + draw.below(6);
    const weights = Array.from({ length: count }, () => 0.4 + draw.next());
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    let left = total;
    const last = month === "09" ? 18 : 27;
    weights.forEach((weight, index) => {
      const amount = index === count - 1 ? left : Math.round((total * weight) / whole / 50) * 50;
      left -= amount;
      const number = `HT-2026${month}-${String(index + 1).padStart(2, "0")}`;
      const policy = `P-2026${month}${String(index + 1).padStart(2, "0")}`;
      const at = `2026-${month}-${String(1 + Math.floor((index * last) / count)).padStart(2, "0")} ${String(9 + draw.below(9)).padStart(2, "0")}:${String(draw.below(60)).padStart(2, "0")}`;
      const customer = draw.oneOf(customers.slice(0, month < "04" ? 124 : 138));
      tell(at, "sale", {
        customer,
        order: number,
        policy,
        product: PRODUCTS[index % PRODUCTS.length],
        amount: `${amount}.00`,
        quantity: 1,
        channel: draw.oneOf(["visit", "wechat", "phone"]),
      });
      const issued = workingDay(at.slice(0, 10), 1 + draw.below(2), `${10 + draw.below(7)}:${10 + draw.below(49)}`);
      tell(issued, "policy_issued", {
        customer,
        policy,
        premium: `${amount}.00`,
        product: PRODUCTS[index % PRODUCTS.length],
      });
      tell(
        workingDay(issued.slice(0, 10), month === "07" && index === 3 ? 8 : 1 + draw.below(3), "16:15"),
        "policy_delivered",
        { customer, policy, order: number },
      );
    });
    const motors = 3 + draw.below(5);
    for (let index = 0; index < motors; index += 1)
      tell(
        `2026-${month}-${String(2 + index * 3).padStart(2, "0")} 15:${String(10 + index).padStart(2, "0")}`,
        "sale",
        {
          customer: draw.oneOf(customers.slice(0, 124)),
          order: `CX-2026${month}-${index + 1}`,
          product: "motor",
          amount: `${2800 + draw.below(30) * 100}.00`,
          quantity: 1,
          channel: "phone",
        },
      );
  }
  // A refund inside its month, one that comes to light after May was closed, a cancellation and a lapse that are clawed back.
  tell("2026-03-26 10:30", "refund", { order: "HT-202603-04", amount: "3000.00", reason: "customer" });
  tell(
    "2026-05-29 14:20",
    "refund",
    { order: "HT-202605-06", amount: "5200.00", reason: "customer" },
    "2026-07-08 09:15",
  );
  tell("2026-08-13 11:00", "sale_cancelled", { order: "HT-202603-09", reason: "withdrawn" });
  tell("2026-07-21 10:00", "policy_ended", { policy: "P-20260405", order: "HT-202604-05", reason: "withdrawn" });
};

const complain = (draw: Draw, tell: Tell, customers: readonly string[]): void => {
  const cases: readonly (readonly [
    opened: string,
    responded: string | undefined,
    resolved: string | undefined,
    severity: "minor" | "major",
  ])[] = [
    ["2026-01-13 10:05", "2026-01-13 11:00", "2026-01-16 16:00", "minor"],
    ["2026-01-27 14:40", "2026-01-27 15:35", "2026-01-30 10:20", "minor"],
    // The last hour before the Spring Festival: two business hours end at 10:00 on the first day after it.
    ["2026-02-14 17:00", "2026-02-24 09:40", "2026-02-27 15:00", "minor"],
    ["2026-03-04 09:20", "2026-03-04 10:30", "2026-03-09 11:00", "minor"],
    ["2026-03-18 16:50", "2026-03-19 09:25", "2026-03-23 14:00", "minor"],
    ["2026-04-10 11:30", "2026-04-10 14:20", "2026-04-15 17:00", "minor"],
    ["2026-04-22 09:10", "2026-04-22 10:45", "2026-04-27 10:00", "minor"],
    ["2026-05-14 10:00", "2026-05-14 15:40", "2026-05-19 16:00", "minor"],
    ["2026-05-27 15:10", "2026-05-27 16:05", "2026-06-01 09:30", "minor"],
    ["2026-06-09 13:45", "2026-06-09 14:50", "2026-06-12 11:20", "minor"],
    ["2026-06-23 10:15", "2026-06-23 11:10", "2026-07-03 15:00", "major"],
    ["2026-07-07 09:35", "2026-07-07 10:20", "2026-07-10 16:40", "minor"],
    ["2026-07-16 14:00", "2026-07-16 15:30", "2026-07-21 10:10", "minor"],
    ["2026-07-29 16:20", "2026-07-29 17:25", "2026-08-03 14:30", "minor"],
    ["2026-08-05 10:30", "2026-08-05 11:05", "2026-08-10 09:50", "minor"],
    ["2026-08-19 09:05", "2026-08-19 10:15", "2026-08-31 17:00", "minor"],
    ["2026-08-26 15:00", "2026-08-26 16:40", "2026-08-28 11:45", "minor"],
    ["2026-09-08 11:10", "2026-09-08 13:50", "2026-09-11 16:00", "minor"],
    ["2026-09-16 10:20", "2026-09-16 11:15", undefined, "minor"],
    ["2026-09-17 14:30", "2026-09-17 15:10", undefined, "major"],
  ];
  cases.forEach(([opened, responded, resolved, severity], index) => {
    const name = `TS-2026-${String(index + 1).padStart(3, "0")}`;
    const customer = customers[(index * 37 + 11) % 120]!;
    tell(opened, "complaint_opened", {
      customer,
      case: name,
      severity,
      channel: draw.oneOf(["phone", "web", "wechat"]),
    });
    if (severity === "major") tell(later(opened, 90), "complaint_escalated", { case: name });
    if (responded) tell(responded, "complaint_responded", { customer, case: name });
    // This customer took six days to send the papers: the clock stood.
    if (resolved) {
      tell(resolved, "complaint_resolved", { customer, case: name, cause: draw.oneOf(["slow", "unclear", "system"]) });
      if (severity === "major")
        tell(workingDay(resolved.slice(0, 10), 8, "10:00"), "corrective_action_recorded", {
          case: name,
          cause: "slow",
        });
      tell(workingDay(resolved.slice(0, 10), 2, "09:40"), "survey_sent", {
        customer,
        survey: "case",
        invitation: `YQ-${name}`,
        delivered: true,
        channel: "wechat",
      });
    }
  });
};

/** What the company owes by the calendar. Two slips: the second quarter's course came a week late, July had no guidance. */
const companyDuties = (tell: Tell): void => {
  const months = ["01", "02", "03", "04", "05", "06", "07", "08"];
  for (const month of months) {
    const next = String(Number(month) + 1).padStart(2, "0");
    const first = workingDay(`2026-${next}-01`, 0, "12:00").slice(0, 10);
    tell(workingDay(first, month === "04" ? 8 : 3, "17:10"), "report_submitted", {
      report: "monthly",
      period: `2026-${month}`,
    });
    tell(workingDay(first, 3, "17:20"), "report_submitted", { report: "customer_feedback", period: `2026-${month}` });
    tell(workingDay(`2026-${month}-18`, 0, "14:00"), "inspection_done", {
      inspection: `JC-2026${month}`,
      score: month === "06" ? 84 : 91 + (Number(month) % 5),
      passed: month !== "06",
    });
    tell(workingDay(`2026-${month}-18`, 2, "10:00"), "inspection_result_sent", { inspection: `JC-2026${month}` });
    tell(workingDay(`2026-${month}-24`, 0, "10:00"), "meeting_held", { meeting: `HY-2026${month}` });
    if (month !== "07")
      tell(workingDay(`2026-${month}-11`, 0, "15:00"), "guidance_session", { session: `ZD-2026${month}` });
  }
  tell("2026-07-01 16:00", "correction_done", { inspection: "JC-202606" });
  tell("2026-09-11 15:00", "guidance_session", { session: "ZD-202609" });
  tell("2026-09-15 14:00", "inspection_done", { inspection: "JC-202609", score: 93, passed: true });
  for (const [quarter, goals, course, done, drill, guidance, campaign] of [
    [
      "Q1",
      "2026-01-08 10:00",
      "2026-01-14 09:00",
      "2026-02-05 20:10",
      "2026-02-10 09:30",
      "2026-03-11 15:00",
      "2026-02-06 10:00",
    ],
    [
      "Q2",
      "2026-04-09 10:00",
      "2026-04-27 09:00",
      "2026-05-20 21:05",
      "2026-05-15 09:30",
      "2026-06-10 15:00",
      "2026-05-22 10:00",
    ],
    [
      "Q3",
      "2026-07-09 10:00",
      "2026-07-16 09:00",
      "2026-08-10 20:40",
      "2026-08-21 09:30",
      "2026-09-04 15:00",
      "2026-09-10 10:00",
    ],
  ] as const) {
    tell(goals, "goals_set", { period: `2026-${quarter}`, party: "company" });
    const name = { Q1: "产品知识", Q2: "服务技能", Q3: "客户关系管理" }[quarter];
    tell(course, "training_assigned", { course: name });
    tell(done, "training_completed", { course: name, score: 88 });
    tell(drill, "session_held", { session: `YL-2026${quarter}`, form: "offline" });
    tell(guidance, "guidance_given", { note: `FD-2026${quarter}` });
    tell(campaign, "campaign_run", { campaign: `GH-2026${quarter}`, cost: "6800.00" });
  }
  for (const [review, minutes, name] of [
    ["2026-04-13 14:00", "2026-04-15 16:00", "PG-2026Q1"],
    ["2026-07-13 14:00", "2026-07-15 17:00", "PG-2026Q2"],
  ] as const) {
    tell(review, "review_held", { review: name });
    tell(minutes, "minutes_issued", { review: name });
  }
  tell("2026-01-12 10:00", "programme_published", { programme: "PX-2026H1" });
  tell("2026-07-10 10:00", "programme_published", { programme: "PX-2026H2" });
  tell("2026-07-20 16:00", "fairness_reported", { report: "GP-2026H1" });
  tell("2026-07-22 16:00", "grade_reviewed", { period: "2026-H1", grade: "intermediate" });
  tell("2026-07-24 11:00", "incentive_reviewed", { review: "JL-2026H1" });
};

/** Requests both ways, messages, needs, a weak figure and what was done about it, a typhoon. */
const correspond = (tell: Tell, customers: readonly string[]): void => {
  const requests = [
    ["2026-01-19 10:00", "2026-01-21 15:00", "company"],
    ["2026-02-03 09:30", "2026-02-05 16:00", "agent"],
    ["2026-03-10 14:00", "2026-03-12 11:00", "company"],
    ["2026-03-24 10:00", "2026-03-25 17:00", "company"],
    ["2026-04-16 15:30", "2026-04-20 10:00", "company"],
    ["2026-05-11 09:40", "2026-05-12 16:30", "agent"],
    ["2026-05-21 10:10", "2026-05-25 09:50", "company"],
    ["2026-06-15 11:00", "2026-06-17 14:30", "company"],
    ["2026-07-08 10:00", "2026-07-10 15:00", "agent"],
    ["2026-07-23 14:20", "2026-07-27 10:40", "company"],
    ["2026-08-18 09:00", "2026-08-20 16:10", "company"],
    ["2026-09-14 10:00", undefined, "company"],
    ["2026-09-18 16:00", undefined, "agent"],
  ] as const;
  requests.forEach(([made, answered, to], index) => {
    const request = `QQ-2026-${String(index + 1).padStart(3, "0")}`;
    tell(made, "request_made", { request, to });
    if (answered) tell(answered, "request_answered", { request });
  });
  tell("2026-08-06 10:00", "line_queried", { line: "2026-07/base/1" });
  tell("2026-08-10 15:00", "line_explained", { line: "2026-07/base/1" });
  [
    ["2026-02-25 10:00", "2026-02-25 11:30"],
    ["2026-05-08 14:10", "2026-05-08 16:00"],
    ["2026-06-30 09:15", "2026-06-30 10:00"],
    ["2026-08-11 10:00", "2026-08-12 20:10"],
    ["2026-09-09 16:40", "2026-09-10 09:30"],
  ].forEach(([asked, answered], index) => {
    const customer = customers[index * 21 + 3]!;
    tell(asked!, "customer_message", { customer, message: `XX-${index + 1}` });
    tell(answered!, "customer_message_answered", { customer, message: `XX-${index + 1}` });
  });
  tell("2026-08-11 07:00", "force_majeure_from", { instances: ["C9.1/message_answer"], ground: "typhoon" });
  tell("2026-08-12 18:00", "force_majeure_to", { instances: ["C9.1/message_answer"] });
  tell("2026-08-11 09:00", "force_majeure_claimed", { claim: "BK-1", party: "agent" });
  tell("2026-08-18 15:00", "force_majeure_proved", { claim: "BK-1" });
  [
    ["2026-02-27 10:00", true],
    ["2026-05-18 14:30", true],
    ["2026-08-24 09:50", false],
    ["2026-09-11 15:20", undefined],
  ].forEach(([needed, accepted], index) => {
    const customer = customers[index * 13 + 40]!;
    const day = (needed as string).slice(0, 10);
    tell(needed as string, "need_recorded", {
      customer,
      need: ["养老储备", "子女医疗", "家庭财产", "重疾保障"][index],
    });
    if (accepted === undefined) return;
    tell(workingDay(day, 2, "10:30"), "needs_confirmed", { customer, statement: `XQ-${index + 1}` });
    tell(workingDay(day, 5, "10:30"), "solution_proposed", { customer, solution: `FA-${index + 1}` });
    tell(workingDay(day, 8, "10:30"), "solution_answered", { customer, solution: `FA-${index + 1}`, accepted });
    tell(workingDay(day, 12, "10:30"), "contact_made", { customer, channel: "phone", purpose: "follow_up" });
  });
  tell("2026-08-03 10:00", "metric_flagged", { flag: "RX-1", metric: "nps" });
  tell("2026-08-10 16:00", "improvement_proposed", { flag: "RX-1" });
  tell("2026-08-12 10:00", "action_planned", { action: "GJ-1", owner: "agent" });
  tell("2026-06-25 10:00", "contact_change_learned", { change: "BG-1" });
  tell("2026-06-26 09:20", "contact_data_updated", { change: "BG-1" });
};
