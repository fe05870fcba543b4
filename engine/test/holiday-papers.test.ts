// Clauses: C8.1, C6.3
import { describe, expect, it } from "vitest";
import { parseHolidayPaper } from "../src/calendar/calendar-data.ts";
import { calendarStages } from "../src/calendar/calendar-stages.ts";
import { mergeCalendar } from "../src/calendar/merge-calendar.ts";
import type { CalendarData } from "../src/calendar/types.ts";
import { diagnose } from "../src/doctor.ts";
import type { Evaluation } from "../src/evaluation.ts";
import { digestOf, evaluationJson } from "../src/output.ts";
import { moneyText } from "../src/values/money.ts";
import { china, cn, shanghai } from "./calendars.ts";
import { run, states, type Told } from "./run-contract.ts";

/** The kept calendar with days off of a year taken in at a moment. */
const taken = (at: string, year: number, ...days: string[]): CalendarData => {
  const paper = { year, papers: ["p"], days: days.map((date) => ({ name: "节", date, isOffDay: true })) };
  return mergeCalendar(china, parseHolidayPaper(paper).paper!, cn(at)).calendar;
};
const TERM = { term: { from: "2027-01-11", until: "2027-12-31" } };
const PLAN = {
  id: "pay",
  kind: "entitlement",
  holder: "agent",
  from: "company",
  plan: {
    period: "month",
    credit: [{ event: "sale", amount: "amount" }],
    components: [
      {
        id: "base",
        kind: "tiers",
        quota: "200000.00",
        method: "marginal",
        prorate: "business_days",
        table: [
          { from: "0%", rate: "4%" },
          { from: "100%", rate: "6%" },
        ],
      },
    ],
  },
};
const SALE: Told = { kind: "sale", at: "2027-01-15T10:00", amount: "200000.00", order: "a" };
const PAID: Told[] = [
  SALE,
  { kind: "statement_published", at: "2027-02-03T10:00", period: "2027-01" },
  { kind: "payment_made", at: "2027-02-10T10:00", amount: "9142.86" },
];
const PAPER = taken("2027-02-20T12:00", 2027, "2027-01-01");
const figures = ({ statements, contract }: Evaluation): string[] =>
  statements.map((one) =>
    [
      one.label,
      one.status,
      ...[one.payable, one.open].map((amount) => moneyText(amount, contract.currency)),
      ...one.lines.map(({ id }) => id),
    ].join(" "),
  );
const warned = ({ warnings }: Evaluation): string[] =>
  warnings.map(({ code, args }) => `${code} ${args.statement ?? ""}`);

describe("a paper on holidays taken in later", () => {
  it("C6.3 leaves a statement published and paid before it as it was; the difference is a true-up in the open period", () => {
    const at = (asOf: string, calendar: CalendarData) =>
      run([PLAN], PAID, asOf, { ...TERM, close: "published" }, [calendar]);
    const before = at("2027-02-21T00:00", china);
    expect(warned(before)).toEqual(["estimated_figures 2027-01"]);
    const lines = "2027-01/base/1 2027-01/base/2";
    expect(figures(before)).toEqual([`2027-01 closed 9142.86 0.00 ${lines}`, "2027-02 open 0.00 0.00"]);
    const after = at("2027-02-21T00:00", PAPER);
    expect(figures(after)).toEqual([
      `2027-01 closed 9142.86 0.00 ${lines}`,
      "2027-02 open -142.86 -142.86 2027-02/true_up",
    ]);
    expect(warned(after)).toEqual([]);
    // What is asked for a moment before the paper was known is answered as it was then, to the byte.
    expect(digestOf(at("2027-02-20T11:59", PAPER))).toBe(digestOf(at("2027-02-20T11:59", china)));
  });
  it("C6.3 does the same where statements close by time, and a paper known before the close counts in full", () => {
    const at = (calendar: CalendarData) => run([PLAN], [SALE], "2027-03-02T00:00", TERM, [calendar]);
    expect(figures(at(PAPER)).slice(0, 2)).toEqual([
      "2027-01 closed 9142.86 9142.86 2027-01/base/1 2027-01/base/2",
      "2027-02 closed -142.86 -142.86 2027-02/true_up",
    ]);
    expect(figures(at(taken("2027-01-20T09:00", 2027, "2027-01-01")))[0]).toBe(
      "2027-01 closed 9000.00 9000.00 2027-01/base/1 2027-01/base/2",
    );
  });
  it("C6.3 moves the close of what is open; until then it is estimated, with a warning", () => {
    const more = { term: { from: "2027-01-01", until: "2027-12-31" }, closes_after: "3 business days" };
    const at = (calendar: CalendarData, asOf = "2027-01-20T09:00") => run([PLAN], [SALE], asOf, more, [calendar]);
    const shown = (evaluation: Evaluation) =>
      (evaluationJson(evaluation).statements as { closes_at: string; estimated?: boolean }[])[0]!;
    const before = at(china);
    expect([shown(before).closes_at, shown(before).estimated]).toEqual(["2027-02-03T18:00:00+08:00", true]);
    expect(warned(before)).toEqual(["estimated_close 2027-01"]);
    const after = at(taken("2027-01-10T09:00", 2027, "2027-02-02"));
    expect([shown(after).closes_at, shown(after).estimated]).toEqual(["2027-02-04T18:00:00+08:00", undefined]);
    // A paper that sets the close to a moment gone by closes the period when it is taken in.
    const known = taken("2026-12-01T09:00", 2027, "2027-02-01", "2027-02-02", "2027-02-03");
    const sooner = {
      year: 2027,
      days: ["2027-02-01", "2027-02-02", "2027-02-03"].map((date) => ({ name: "节", date, isOffDay: false })),
    };
    const corrected = mergeCalendar(known, parseHolidayPaper(sooner).paper!, cn("2027-02-05T09:00")).calendar;
    expect(at(corrected, "2027-02-05T08:00").statements[0]!.status).toBe("open");
    expect(shown(at(corrected, "2027-02-06T08:00")).closes_at).toBe("2027-02-05T09:00:00+08:00");
  });

  const ANSWER = {
    id: "answer",
    kind: "deadline",
    bearer: "agent",
    finding: "B2",
    starts: "complaint_opened",
    ends: "complaint_responded",
    match: "case",
    within: "8 business hours",
  };
  const asked = (opened: string, answered?: string): Told[] => [
    { kind: "complaint_opened", at: opened, case: "k" },
    ...(answered === undefined ? [] : [{ kind: "complaint_responded", at: answered, case: "k" }]),
  ];
  const due = ({ clauses }: Evaluation): string => new Date(clauses[0]!.instances[0]!.dueAt! / 1000).toISOString();
  const within = { term: { from: "2026-01-01", until: "2027-12-31" } };
  const judged = (facts: readonly Told[], asOf: string, calendar: CalendarData): string => {
    const evaluation = run([ANSWER], facts, asOf, within, [calendar]);
    return [states(evaluation).join(), due(evaluation), ...evaluation.findings.map(({ status }) => status)].join(" ");
  };
  it("C8.1 dates what waited for its year, and leaves what was kept on the estimate as it was", () => {
    const paper = taken("2027-01-10T12:00", 2027, "2027-01-04");
    const late = asked("2027-01-04T10:00", "2027-01-05T09:30");
    expect(judged(late, "2027-01-10T11:00", paper)).toBe("answer@k indeterminate 2027-01-04T10:00:00.000Z");
    expect(judged(late, "2027-01-10T12:00", paper)).toBe("answer@k met 2027-01-05T09:00:00.000Z");
    const kept = asked("2027-01-04T10:00", "2027-01-04T17:00");
    expect(judged(kept, "2027-01-11T12:00", paper)).toBe("answer@k met 2027-01-04T10:00:00.000Z");
    expect(run([ANSWER], kept, "2027-01-11T12:00", within, [paper]).warnings).toEqual([]);
    // A later correction of its end makes it another matter, dated by the paper.
    const corrected = [
      ...kept,
      { kind: "corrected", at: "2027-01-12T10:00", target: "e2", fields: { at: "2027-01-05T16:00:00+08:00" } },
    ];
    expect(judged(corrected, "2027-01-13T12:00", paper)).toBe("answer@k met 2027-01-05T09:00:00.000Z");
  });
  it("C11.1 lets a correction of a year touch neither what was missed and is over nor what was decided", () => {
    const paper = taken("2026-03-20T12:00", 2026, "2026-03-03");
    const over = asked("2026-03-02T16:00", "2026-03-03T17:00");
    const missed = "answer@k missed 2026-03-03T07:00:00.000Z";
    expect(judged(over, "2026-03-21T12:00", paper)).toBe(`${missed} proposed`);
    expect(judged(over, "2026-03-21T12:00", taken("2026-01-20T12:00", 2026, "2026-03-03"))).toBe(
      "answer@k met 2026-03-04T07:00:00.000Z",
    );
    const decided = {
      kind: "decided",
      at: "2026-03-10T17:00",
      finding: "C9.3/answer@k~agent",
      breach: true,
      party: "company",
    };
    const open = asked("2026-03-02T16:00");
    expect(judged([...open, decided], "2026-03-21T12:00", paper)).toBe(`${missed} decided`);
    // What is open and not decided falls due when the paper says.
    expect(judged(open, "2026-03-21T12:00", paper)).toBe("answer@k missed 2026-03-04T07:00:00.000Z proposed");
  });
  it("N2 the counted book and the whole recomputation agree over a paper", () => {
    const more = { ...TERM, close: "published" };
    const { contract, events, sha256 } = run(
      [PLAN, ANSWER],
      [...PAID, ...asked("2027-02-19T16:00", "2027-02-22T17:00")],
      "2027-03-02T00:00",
      more,
      [PAPER],
    );
    const world = {
      asOf: cn("2027-03-02T00:00"),
      calendars: [PAPER],
      zones: [],
      sha256,
      zone: shanghai,
      calendar: PAPER,
    };
    expect(diagnose(contract, events, world, 6).flatMap(({ differences }) => differences)).toEqual([]);
  });
  it("C8.1 a calendar tells what it said from each moment on", () => {
    const again = mergeCalendar(
      PAPER,
      parseHolidayPaper({ year: 2027, days: [{ name: "节", date: "2027-01-04", isOffDay: true }] }).paper!,
      cn("2027-02-01T00:00"),
    );
    const stages = calendarStages(again.calendar);
    // No paper is taken in before the one taken in last.
    expect(stages.slice(1).map(({ from }) => from)).toEqual([cn("2027-02-20T12:00"), cn("2027-02-20T12:00")]);
    expect(stages.map(({ calendar }) => Object.keys(calendar.years["2027"]?.off ?? {}).length)).toEqual([0, 1, 2]);
    expect(stages[0]!.calendar).toEqual(china);
    expect(stages[1]!.calendar).toEqual(PAPER);
  });
});
