import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseCalendar } from "../src/calendar/calendar-data.ts";
import { zonedText } from "../src/calendar/zone.ts";
import { clockStepsOf } from "../src/views/clock-steps.ts";
import { evidenceOf } from "../src/views/explain-view.ts";
import { run, type Told } from "./run-contract.ts";

const calendar = parseCalendar(
  JSON.parse(readFileSync(fileURLToPath(new URL("../../data/calendars/cn.json", import.meta.url)), "utf8")),
).calendar!;
const REF = "C9.3/answer@c";
const RULES = [
  {
    id: "answer",
    kind: "deadline",
    bearer: "agent",
    starts: "complaint_opened",
    ends: "complaint_responded",
    match: "case",
    within: "2 business hours",
    pauses: [{ from: "waiting_customer_from", to: "waiting_customer_to" }],
  },
];
const OPENED: Told = { kind: "complaint_opened", at: "2026-08-11T10:00", case: "c" };
const STORM: Told[] = [
  { kind: "force_majeure_from", at: "2026-08-11T07:00", instances: ["C9.3/answer"], ground: "typhoon" },
  { kind: "force_majeure_to", at: "2026-08-12T17:00", instances: ["C9.3/answer"] },
];
const ANSWERED: Told = { kind: "complaint_responded", at: "2026-08-13T09:30", case: "c" };
const told = (...facts: Told[]) => run(RULES, facts, "2026-08-20T10:00");
const stepsOf = (...facts: Told[]): string[] => {
  const evaluation = told(...facts);
  return clockStepsOf(evaluation, REF, [calendar], "zh").map(
    ({ from, to, counted, reason, length }) =>
      `${zonedText(evaluation.zone, from as never).slice(5, 16)} ${zonedText(evaluation.zone, to as never).slice(5, 16)} ${reason} ${counted ? length : "–"}`,
  );
};

describe("C11.4: what stood still on the way to a due time", () => {
  it("C11.4: the explanation lists what counted and what force majeure kept from counting", () => {
    expect(stepsOf(OPENED, ...STORM, ANSWERED)).toEqual([
      "08-11T10:00 08-11T18:00 不可抗力期间 –",
      "08-11T18:00 08-12T09:00 非营业时间 –",
      "08-12T09:00 08-12T17:00 不可抗力期间 –",
      "08-12T17:00 08-12T18:00 营业时间 1小时",
      "08-12T18:00 08-13T09:00 非营业时间 –",
      "08-13T09:00 08-13T10:00 营业时间 1小时",
    ]);
  });
  it("N2: it rests on the events of the standstill too, and names each stretch", () => {
    const evaluation = told(OPENED, ...STORM, ANSWERED);
    expect([...evidenceOf(evaluation, REF)].sort()).toEqual(["e1", "e2", "e3", "e4"]);
    const trace = evaluation.clauses[0]!.instances[0]!.trace();
    expect(trace.inputs.map(({ what, value }) => [what.zh, value])).toEqual([
      ["不可抗力期间，不计入期限", "2026-08-11T07:00:00+08:00 – 2026-08-12T17:00:00+08:00"],
    ]);
  });
  it("C8.3: time that waits for the customer is listed as such, and what begins too late is no part of it", () => {
    const waits: Told[] = [
      { kind: "waiting_customer_from", at: "2026-08-11T10:30", case: "c" },
      { kind: "waiting_customer_to", at: "2026-08-11T11:00", case: "c" },
    ];
    const late = STORM.map((one) => ({ ...one, at: one.at.replace("-11T", "-18T").replace("-12T", "-19T") }));
    expect(stepsOf(OPENED, ...waits, ...late)).toEqual([
      "08-11T10:00 08-11T10:30 营业时间 30分钟",
      "08-11T10:30 08-11T11:00 中止期间 –",
      "08-11T11:00 08-11T12:30 营业时间 1小时30分钟",
    ]);
    expect(told(OPENED, ...waits, ...late).clauses[0]!.instances[0]!.trace().inputs).toEqual([]);
  });
});
