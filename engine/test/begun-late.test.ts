import { describe, expect, it } from "vitest";
import { run, states, type Told } from "./run-contract.ts";

const ASSIGNS = {
  id: "assigns",
  kind: "recurrence",
  bearer: "company",
  finding: "B1",
  every: "quarter",
  due: "day 20",
  done_by: "training_assigned",
  count: 1,
  per: "contract",
};
const COURSE = {
  id: "course",
  kind: "deadline",
  bearer: "agent",
  finding: "B2",
  starts: "training_assigned",
  ends: "training_completed",
  match: "course",
  within: "30 days",
  pauses: [{ from: "training_excused", to: "training_rescheduled" }],
  unless_late: "assigns",
};
const events = { training_excused: { course: "text" }, training_rescheduled: { course: "text" } };
const told = (...facts: readonly (readonly [kind: string, at: string, course: string])[]) => {
  const given = facts.map(([kind, at, course]): Told => ({ kind, at: `2026-${at}T10:00`, course }));
  const result = run([ASSIGNS, COURSE], given, "2026-04-20T00:00", { events });
  return { states: states(result).filter((one) => one.startsWith("course@")), findings: result.findings };
};

describe("C5.3 5.3.4: what was assigned too late is nobody's lateness", () => {
  it("C5.3: a course assigned after its day is excused and no finding, done late or not at all", () => {
    const never = told(["training_assigned", "02-25", "x"]);
    expect(never.states).toEqual(["course@x excused"]);
    expect(never.findings.map(({ ref }) => ref)).toEqual(["C9.3/assigns"]);
    const late = told(["training_assigned", "02-25", "x"], ["training_completed", "04-10", "x"]);
    expect(late.states).toEqual(["course@x excused"]);
    const inTime = told(["training_assigned", "02-25", "x"], ["training_completed", "03-10", "x"]);
    expect(inTime.states).toEqual(["course@x met"]);
  });
  it("C5.3: one assigned in time, and a further one that nobody had to assign by then, are owed", () => {
    const both = told(["training_assigned", "01-20", "x"], ["training_assigned", "02-25", "y"]);
    expect(both.states).toEqual(["course@x missed", "course@y missed"]);
  });
  it("A6: the time from the agent's notice to the later chance does not count", () => {
    const done = told(
      ["training_assigned", "01-05", "x"],
      ["training_excused", "01-20", "x"],
      ["training_rescheduled", "02-10", "x"],
      ["training_completed", "02-20", "x"],
    );
    expect(done.states).toEqual(["course@x met"]);
  });
});
