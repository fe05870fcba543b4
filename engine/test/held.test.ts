import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseCalendar } from "../src/calendar/calendar-data.ts";
import { zonedText } from "../src/calendar/zone.ts";
import { clockStepsOf } from "../src/views/clock-steps.ts";
import { run, type Told } from "./run-contract.ts";

const calendar = parseCalendar(
  JSON.parse(readFileSync(fileURLToPath(new URL("../../data/calendars/cn.json", import.meta.url)), "utf8")),
).calendar!;
const EVENTS = {
  amendment_opened: { proposal: "text" },
  amendment_answered: { proposal: "text" },
  amendment_closed: { proposal: "text" },
  gift_given: { to: "text", party: "party" },
};
/** `rule@period/subject state opened → due, closed` of every instance that the pattern names. */
const timesOf = (rules: readonly object[], facts: readonly Told[], asOf: string, name: RegExp): string[] => {
  const evaluation = run(rules, facts, asOf, { events: EVENTS });
  const time = (at: number | undefined): string =>
    at === undefined ? "–" : zonedText(evaluation.zone, at as never).slice(5, 16);
  return evaluation.clauses
    .flatMap(({ instances }) => instances)
    .map(
      ({ ref, period, subject, state, openedAt, dueAt, closedAt }) =>
        `${ref.split("/")[1]}@${[period, subject].filter((part) => part !== undefined).join("/")} ${state} ${time(openedAt)} → ${time(dueAt)}, ${time(closedAt)}`,
    )
    .filter((line) => name.test(line));
};
const held = (name: string, from: string, to?: string): Told[] => [
  { kind: "force_majeure_from", at: from, instances: [name], ground: "flood" },
  ...(to === undefined ? [] : [{ kind: "force_majeure_to", at: to, instances: [name] }]),
];

describe("C11.4: silence under a hold", () => {
  const RULES = [
    {
      id: "amending",
      kind: "procedure",
      name: "amendment",
      match: "proposal",
      stages: [
        {
          id: "answer",
          by: "agent",
          within: "10 business days",
          on_silence: "closing",
          next: "closing",
          ends: "amendment_answered",
        },
        { id: "closing", by: "either", within: "5 business days", on_silence: "over", ends: "amendment_closed" },
      ],
    },
  ];
  const OPENED: Told = { kind: "amendment_opened", at: "2026-03-02T10:00", proposal: "p" };
  const STORM = held("C9.3/amending@p/answer", "2026-03-03T10:00", "2026-03-24T10:00");
  const ANSWERED: Told = { kind: "amendment_answered", at: "2026-03-26T10:00", proposal: "p" };
  const cases = (facts: readonly Told[], asOf: string) => timesOf(RULES, facts, asOf, /amending/);

  it("C11.4: a stage that force majeure holds is answered in its moved time and not decided in silence", () => {
    expect(cases([OPENED, ...STORM, ANSWERED], "2026-04-02T09:00")).toEqual([
      "amending@p/answer met 03-02T10:00 → 04-07T18:00, 03-26T10:00",
      "amending@p/closing running 03-26T10:00 → 04-02T18:00, –",
    ]);
  });
  it("C11.4: silence begins where the moved time runs out, and the next stage with it", () => {
    expect(cases([OPENED, ...STORM], "2026-04-07T18:00")).toEqual([
      "amending@p/answer running 03-02T10:00 → 04-07T18:00, –",
    ]);
    expect(cases([OPENED, ...STORM], "2026-04-08T09:00")).toEqual([
      "amending@p/answer ended 03-02T10:00 → 04-07T18:00, 04-07T18:00",
      "amending@p/closing running 04-07T18:00 → 04-14T18:00, –",
    ]);
  });
  it("C11.3: nobody is silent while the stage is suspended; what begins after the silence changes nothing", () => {
    const suspended = (at: string): Told => ({
      kind: "suspended",
      party: "company",
      at,
      instances: ["C9.3/amending@p/answer"],
    });
    expect(
      cases([OPENED, suspended("2026-03-03T10:00")], "2026-04-02T09:00").map((line) => line.split(" ")[1]),
    ).toEqual(["suspended"]);
    expect(cases([OPENED, suspended("2026-03-17T10:00")], "2026-03-18T09:00")[0]).toBe(
      "amending@p/answer ended 03-02T10:00 → 03-16T18:00, 03-16T18:00",
    );
  });
});

describe("C6.3: the payer's own clocks under a hold", () => {
  const RULES = [
    {
      id: "report",
      kind: "recurrence",
      bearer: "agent",
      every: "month",
      due: "5 business days after end",
      done_by: "report_submitted",
    },
    {
      id: "pay",
      kind: "entitlement",
      holder: "agent",
      from: "company",
      publish_by: "5 business days",
      pay_by: "10 business days",
      plan: {
        period: "month",
        credit: [{ event: "sale", amount: "amount" }],
        components: [{ id: "flat", kind: "rate", rate: "5%" }],
      },
    },
  ];
  const FACTS: Told[] = [
    { kind: "sale", at: "2026-02-10T10:00", order: "o", amount: "1000.00" },
    ...held("C9.3", "2026-02-25T10:00", "2026-03-04T10:00"),
  ];

  it("C6.3: publishing loses working time only, as the report of the same month, and payment follows from there", () => {
    expect(timesOf(RULES, FACTS, "2026-03-20T09:00", /@2026-02/)).toEqual([
      "report@2026-02 missed 02-01T00:00 → 03-11T10:00, –",
      "pay@2026-02/publish missed 03-01T00:00 → 03-11T10:00, –",
      "pay@2026-02/pay running 03-11T10:00 → 03-25T18:00, –",
    ]);
  });
  it("N2: the steps to the publishing deadline name what stood still", () => {
    const steps = clockStepsOf(run(RULES, FACTS, "2026-03-20T09:00"), "C9.3/pay@2026-02/publish", [calendar], "zh");
    expect(steps.map(({ reason }) => reason)).toContain("不可抗力期间");
    expect(steps.filter(({ counted }) => counted).length).toBeGreaterThan(0);
  });
});

describe("C8.3: what is compared with a due time is compared with the moved one", () => {
  it("C8.3: work done in the moved time of a period counts for that period", () => {
    const RULES = [
      {
        id: "review",
        kind: "recurrence",
        bearer: "agent",
        every: "quarter",
        due: "0 days after end",
        done_by: "review_held",
      },
    ];
    const facts: Told[] = [
      ...held("C9.3/review@2026-Q1", "2026-03-01T00:00", "2026-03-21T00:00"),
      { kind: "review_held", at: "2026-04-10T10:00", review: "r" },
    ];
    expect(timesOf(RULES, facts, "2026-05-01T09:00", /review/)).toEqual([
      "review@2026-Q1 met 01-01T00:00 → 04-21T00:00, 04-10T10:00",
      "review@2026-Q2 running 04-01T00:00 → 07-01T00:00, –",
    ]);
  });
  const ANSWER = {
    id: "answer",
    kind: "deadline",
    bearer: "agent",
    starts: "complaint_opened",
    ends: "complaint_responded",
    match: "case",
    within: "10 days",
    warn_at: ["50%", "80%"],
  };
  const OPENED: Told = { kind: "complaint_opened", at: "2026-03-01T10:00", case: "c" };
  const STORM = held("C9.3/answer", "2026-03-02T10:00", "2026-03-12T10:00");

  it("C8.3: the warning moves with the due time", () => {
    const state = (asOf: string) => timesOf([ANSWER], [OPENED, ...STORM], asOf, /answer/);
    expect(state("2026-03-18T09:00")).toEqual(["answer@c running 03-01T10:00 → 03-21T10:00, –"]);
    expect(state("2026-03-19T10:00")).toEqual(["answer@c at_risk 03-01T10:00 → 03-21T10:00, –"]);
  });
  it("C8.1: the share kept in time counts an answer in the moved time as kept", () => {
    const RULES = [
      ANSWER,
      {
        id: "punctual",
        kind: "definition",
        metric: { measure: "within", rule: "C9.3/answer", window: "month", min_n: 1 },
      },
    ];
    const answered: Told = { kind: "complaint_responded", at: "2026-03-20T10:00", case: "c" };
    const { metrics } = run(RULES, [OPENED, ...STORM, answered], "2026-04-02T09:00");
    expect(metrics.find(({ period }) => period.label === "2026-03")).toMatchObject({ numerator: 1, denominator: 1 });
  });
});

describe("C11.2: what was done under a hold", () => {
  const RULES = [{ id: "gift", kind: "prohibition", bearer: "agent", finding: "B2", event: "gift_given" }];
  const GIVEN: Told = { kind: "gift_given", at: "2026-03-05T10:00", party: "agent", to: "customer" };
  const state = (facts: readonly Told[], asOf: string): string =>
    timesOf(RULES, [GIVEN, ...facts], asOf, /gift/)[0]!.split(" ")[1]!;

  it("C11.2: a prohibited act under force majeure stays excused when that is over", () => {
    const storm = held("C9.3/gift", "2026-03-04T10:00", "2026-03-09T10:00");
    expect(["2026-03-06T09:00", "2026-04-01T09:00"].map((asOf) => state(storm, asOf))).toEqual(["excused", "excused"]);
    expect(run(RULES, [GIVEN, ...storm], "2026-04-01T09:00", { events: EVENTS }).findings).toEqual([]);
  });
  it("C11.2: force majeure that begins after the act or was over before it excuses nothing", () => {
    expect(state(held("C9.3/gift", "2026-03-05T10:01"), "2026-03-06T09:00")).toBe("missed");
    expect(state(held("C9.3/gift", "2026-03-01T10:00", "2026-03-05T10:00"), "2026-03-06T09:00")).toBe("missed");
  });
  it("N2: the explanation of an act names no hold that says nothing about it", () => {
    const evaluation = run(RULES, [GIVEN, ...held("C9.3/gift", "2026-03-08T10:00")], "2026-03-10T09:00", {
      events: EVENTS,
    });
    expect(evaluation.clauses[0]!.instances[0]!.trace().inputs).toEqual([]);
  });
});
