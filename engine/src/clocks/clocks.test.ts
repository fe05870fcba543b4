import { describe, expect, test } from "vitest";
import { china, cn, day, hours, shanghai } from "../../test/calendars.ts";
import { context, deadline, type FactOptions, fact, WAITING } from "../../test/clock-facts.ts";
import { zonedText } from "../calendar/zone.ts";
import type { DeadlineRule } from "../contract/model.ts";
import type { Fact } from "../facts/event.ts";
import type { Instant } from "../values/brand.ts";
import { addToClocks, type Clocks, clocksOf, clocksOfKey, emptyClocks, kindsOfClocks } from "./clocks.ts";
import type { Clock, ClockContext } from "./types.ts";

const fed = (rule: DeadlineRule, facts: readonly Fact[]): Clocks => {
  const state = emptyClocks();
  for (const it of facts) addToClocks(state, rule, it, 1);
  return state;
};
const clocks = (rule: DeadlineRule, facts: readonly Fact[], asOf: string, where: ClockContext = context()): Clock[] =>
  clocksOf(fed(rule, facts), rule, where, cn(asOf));
const only = (list: readonly Clock[]): Clock => {
  expect(list).toHaveLength(1);
  return list[0]!;
};
const short = (at: Instant | undefined): string | undefined =>
  at === undefined ? undefined : zonedText(shanghai, at).slice(5, 16).replace("T", " ");
const opened = (at: string, key = "17", options: FactOptions = {}): Fact => fact("complaint_opened", key, at, options);
const resolved = (at: string, key = "17"): Fact => fact("complaint_resolved", key, at);
const reopened = (at: string, key = "17"): Fact => fact("complaint_reopened", key, at);
const waitFrom = (at: string, key = "17"): Fact => fact("waiting_customer_from", key, at);
const waitTo = (at: string, key = "17", fields = {}): Fact => fact("waiting_customer_to", key, at, { fields });
const shape = (list: readonly Clock[]): unknown[] =>
  list.map((it) => [it.subject, short(it.startedAt), short(it.endedAt)]);

describe("C8.3 clocks", () => {
  test("one start, one end, what shaped it", () => {
    const facts = [opened("2026-03-11T10:00"), resolved("2026-03-11T15:00")];
    const clock = only(clocks(deadline(), facts, "2026-03-20T00:00"));
    expect(clock).toMatchObject({
      key: "17",
      subject: "17",
      startedBy: facts[0]!.event.id,
      endedBy: facts[1]!.event.id,
      paused: false,
      version: 1,
    });
    expect([short(clock.due.due), clock.due.estimated, clock.pauses]).toEqual(["03-11 18:00", false, []]);
  });
  test("an end before the start is ignored, and of two ends the first counts", () => {
    const facts = [
      resolved("2026-03-11T09:00"),
      opened("2026-03-11T10:00"),
      resolved("2026-03-11T16:00"),
      resolved("2026-03-11T15:00"),
    ];
    expect(shape(clocks(deadline(), facts, "2026-03-20T00:00"))).toEqual([["17", "03-11 10:00", "03-11 15:00"]]);
  });
  test("a start and its end at the same moment belong together, whatever their ids", () => {
    const start = fact("complaint_opened", "17", "2026-03-11T10:00", { id: "z" });
    const end = fact("complaint_resolved", "17", "2026-03-11T10:00", { id: "a" });
    expect(shape(clocks(deadline(), [end, start], "2026-03-20T00:00"))).toEqual([["17", "03-11 10:00", "03-11 10:00"]]);
  });
  test("keys do not mix; clocks come in order of their starts", () => {
    const facts = [opened("2026-03-11T11:00", "b"), opened("2026-03-11T10:00", "a"), resolved("2026-03-11T12:00", "b")];
    expect(shape(clocks(deadline(), facts, "2026-03-20T00:00"))).toEqual([
      ["a", "03-11 10:00", undefined],
      ["b", "03-11 11:00", "03-11 12:00"],
    ]);
  });
  test("an event without the field that pairs belongs to no clock", () => {
    const rule = deadline({ match: "request" });
    expect(clocks(rule, [opened("2026-03-11T10:00")], "2026-03-20T00:00")).toEqual([]);
  });
  test("a whole number pairs as its digits", () => {
    const numbered = (it: Fact, n: bigint): Fact => ({
      ...it,
      event: { ...it.event, fields: { case: { n, d: 1n } as never } },
    });
    const facts = [numbered(opened("2026-03-11T10:00"), 17n), numbered(resolved("2026-03-11T12:00"), 17n)];
    expect(shape(clocks(deadline(), facts, "2026-03-20T00:00"))).toEqual([["17", "03-11 10:00", "03-11 12:00"]]);
  });
  test("what every event carries can pair, too", () => {
    const rule = deadline({ starts: "need_recorded", ends: "solution_proposed", match: "customer" });
    const facts = [
      fact("need_recorded", "", "2026-03-11T10:00", { customer: "k1" }),
      fact("solution_proposed", "", "2026-03-11T11:00", { customer: "k2" }),
      fact("solution_proposed", "", "2026-03-11T12:00", { customer: "k1" }),
    ];
    expect(shape(clocks(rule, facts, "2026-03-20T00:00"))).toEqual([["k1", "03-11 10:00", "03-11 12:00"]]);
  });
  test("`when` chooses the starts; ends need not satisfy it", () => {
    const rule = deadline({ when: (event) => event.severity === "major" });
    const facts = [
      opened("2026-03-11T10:00", "1", { fields: { severity: "major" } }),
      opened("2026-03-11T10:00", "2", { fields: { severity: "minor" } }),
      resolved("2026-03-11T12:00", "1"),
      reopened("2026-03-12T10:00", "1"),
      reopened("2026-03-12T10:00", "2"),
    ];
    expect(shape(clocks(rule, facts, "2026-03-20T00:00"))).toEqual([
      ["1", "03-11 10:00", "03-11 12:00"],
      ["1#2", "03-12 10:00", undefined],
    ]);
  });
  test("a kind that starts and ends: each contact ends the last wait and begins the next", () => {
    const rule = deadline({ starts: "contact_made", ends: "contact_made", match: "customer", within: "30 days" });
    const facts = ["2026-03-01T10:00", "2026-03-20T10:00", "2026-04-30T10:00"].map((at) =>
      fact("contact_made", "", at, { customer: "k1" }),
    );
    expect(shape(clocks(rule, facts, "2026-05-01T00:00"))).toEqual([
      ["k1", "03-01 10:00", "03-20 10:00"],
      ["k1#2", "03-20 10:00", "04-30 10:00"],
      ["k1#3", "04-30 10:00", undefined],
    ]);
  });
  test("what happened after the moment asked for is not seen", () => {
    const facts = [opened("2026-03-11T10:00"), waitFrom("2026-03-11T12:00"), resolved("2026-03-12T10:00")];
    expect(only(clocks(deadline(), facts, "2026-03-11T11:00"))).toMatchObject({ paused: false, pauses: [] });
    expect(clocks(deadline(), facts, "2026-03-11T09:00")).toEqual([]);
    expect(only(clocks(deadline(), facts, "2026-03-11T10:00")).endedAt).toBeUndefined();
  });
  test("kinds that feed a rule", () => {
    expect(kindsOfClocks(deadline())).toEqual([
      "complaint_opened",
      "complaint_reopened",
      "complaint_resolved",
      "waiting_customer_from",
      "waiting_customer_to",
    ]);
    expect(kindsOfClocks(deadline({ starts: "request_made", ends: "request_answered", pauses: [] }))).toEqual([
      "request_made",
      "request_answered",
    ]);
  });
});
describe("C8.1 pauses", () => {
  test("case-Q3: created Saturday, 4 hours, held Monday 10-12 → Monday 15:00", () => {
    const facts = [opened("2026-03-14T11:00"), waitFrom("2026-03-16T10:00"), waitTo("2026-03-16T12:00")];
    const clock = only(clocks(deadline({ within: "4 business hours" }), facts, "2026-03-16T13:00"));
    expect(short(clock.due.due)).toBe("03-16 15:00");
    expect(clock.pauses).toEqual([
      { from: cn("2026-03-16T10:00"), to: cn("2026-03-16T12:00"), ids: facts.slice(1).map((it) => it.event.id) },
    ]);
  });
  test("case-Q7: stops on the reply, restarts on the customer's message by portal, or by any channel", () => {
    const pauses = [
      { from: "complaint_responded", to: "waiting_customer_to" },
      { from: "complaint_responded", to: "contact_made" },
    ];
    const rule = deadline({ within: "8 business hours", pauses });
    const until = (message: Fact): string | undefined => {
      const facts = [opened("2026-03-11T09:00"), fact("complaint_responded", "17", "2026-03-11T10:00"), message];
      const late = waitTo("2026-03-12T15:00");
      return short(only(clocks(rule, [...facts, late], "2026-03-13T09:00")).due.due);
    };
    expect(until(waitTo("2026-03-11T14:00", "17", { channel: "portal" }))).toBe("03-12 12:00");
    expect(until(fact("contact_made", "17", "2026-03-11T14:00", { fields: { channel: "phone" } }))).toBe("03-12 12:00");
  });
  test("case-Q7: no escalation while it waits: due moves with the clock on the wall", () => {
    const facts = [opened("2026-03-11T09:00"), waitFrom("2026-03-11T11:00")];
    const state = fed(deadline(), facts);
    const at = (asOf: string): unknown => {
      const clock = only(clocksOf(state, deadline(), context(), cn(asOf)));
      return [clock.paused, short(clock.due.due), clock.warnings.map(short)];
    };
    expect(at("2026-03-11T11:00")).toEqual([true, "03-11 17:00", ["03-11 13:00", "03-11 15:24"]]);
    expect(at("2026-03-11T16:00")).toEqual([true, "03-12 13:00", ["03-11 18:00", "03-12 11:24"]]);
    expect(at("2026-03-13T10:00")).toEqual([true, "03-13 16:00", ["03-13 12:00", "03-13 14:24"]]);
  });
  test("a pause that begins after the due time changes nothing and is not listed", () => {
    const facts = [opened("2026-03-11T09:00"), waitFrom("2026-03-11T12:00"), waitTo("2026-03-11T15:00")];
    const clock = only(clocks(deadline({ within: "2 business hours" }), facts, "2026-03-11T13:00"));
    expect([short(clock.due.due), clock.pauses, clock.paused]).toEqual(["03-11 11:00", [], false]);
  });
  test("an end closes a pause, and a reopened case starts without it", () => {
    const facts = [
      opened("2026-03-11T09:00"),
      waitFrom("2026-03-11T10:00"),
      resolved("2026-03-11T12:00"),
      reopened("2026-03-12T09:00"),
      waitTo("2026-03-12T11:00"),
    ];
    const [first, second] = clocks(deadline(), facts, "2026-03-12T12:00");
    expect(first!.pauses).toMatchObject([{ from: cn("2026-03-11T10:00"), to: cn("2026-03-11T12:00") }]);
    expect([second!.paused, second!.pauses, short(second!.due.due)]).toEqual([false, [], "03-12 17:00"]);
  });
  test("two kinds of pause that overlap count once", () => {
    const pauses = [WAITING, { from: "review_held", to: "suggestion_made" }];
    const facts = [
      opened("2026-03-11T09:00"),
      waitFrom("2026-03-11T10:00"),
      fact("review_held", "17", "2026-03-11T11:00"),
      waitTo("2026-03-11T12:00"),
      fact("suggestion_made", "17", "2026-03-11T13:00"),
    ];
    const clock = only(clocks(deadline({ within: "4 business hours", pauses }), facts, "2026-03-11T17:00"));
    expect([short(clock.due.due), clock.pauses.length]).toEqual(["03-11 16:00", 2]);
  });
  test("pausing twice without a resumption between is one pause", () => {
    const facts = [
      opened("2026-03-11T09:00"),
      waitFrom("2026-03-11T10:00"),
      waitFrom("2026-03-11T11:00"),
      waitTo("2026-03-11T12:00"),
    ];
    expect(short(only(clocks(deadline({ within: "4 business hours" }), facts, "2026-03-11T17:00")).due.due)).toBe(
      "03-11 15:00",
    );
  });
});
describe("C8.1 due times and warnings", () => {
  test("case-Q6: the first answer is due at 8 hours; the update clock has not started", () => {
    const response = deadline({ id: "response", ends: "complaint_responded" });
    const update = deadline({
      id: "update",
      starts: "complaint_responded",
      ends: "contact_made",
      within: "2 business hours",
    });
    const facts = [opened("2026-03-11T09:00")];
    expect(short(only(clocks(response, facts, "2026-03-11T12:00")).due.due)).toBe("03-11 17:00");
    expect(clocks(update, facts, "2026-03-11T12:00")).toEqual([]);
  });
  test("case-Q14: a first reply after 10 minutes meets the response and leaves the resolution open", () => {
    const response = deadline({ id: "response", ends: "complaint_responded", within: "1 business hour" });
    const facts = [opened("2026-03-11T10:00"), fact("complaint_responded", "17", "2026-03-11T10:10")];
    expect(short(only(clocks(response, facts, "2026-03-11T12:00")).endedAt)).toBe("03-11 10:10");
    expect(only(clocks(deadline(), facts, "2026-03-11T12:00")).endedAt).toBeUndefined();
  });
  test("case-Q8: Friday 16:30 + 1 hour at 9-17 → Monday 09:30", () => {
    const rule = deadline({ within: "1 business hour" });
    const clock = only(clocks(rule, [opened("2026-03-13T16:30")], "2026-03-14T00:00", context("09:00-17:00")));
    expect(short(clock.due.due)).toBe("03-16 09:30");
  });
  test("E-35: four hours from Monday 17:00 at 08-18 are due Tuesday 11:00; warned an hour before, at 10:00", () => {
    const rule = deadline({ within: "4 business hours", warnAt: ["75%", "100%"] });
    const from = (at: string): unknown => {
      const clock = only(clocks(rule, [opened(at)], "2026-03-16T18:00", context("08:00-18:00")));
      return [short(clock.due.due), ...clock.warnings.map(short)];
    };
    expect(from("2026-03-16T17:00")).toEqual(["03-17 11:00", "03-17 10:00", "03-17 11:00"]);
    expect(from("2026-03-16T10:00")).toEqual(["03-16 14:00", "03-16 13:00", "03-16 14:00"]);
  });
  test("warnings skip lunch and pauses", () => {
    const facts = [opened("2026-03-11T11:00"), waitFrom("2026-03-11T14:00"), waitTo("2026-03-11T15:00")];
    const rule = deadline({ within: "4 business hours", warnAt: ["50%"] });
    const clock = only(clocks(rule, facts, "2026-03-11T16:00", context("09:00-12:00, 13:30-18:00")));
    expect([short(clock.due.due), clock.warnings.map(short)]).toEqual(["03-11 17:30", ["03-11 15:30"]]);
  });
  test("warnings of business days and plain days are shares of the time that counts", () => {
    const warned = (within: string): unknown => {
      const rule = deadline({ within, warnAt: ["50%"] });
      const clock = only(clocks(rule, [opened("2026-03-11T18:00")], "2026-03-11T18:00"));
      return [short(clock.due.due), clock.warnings.map(short)];
    };
    expect(warned("4 business days")).toEqual(["03-17 18:00", ["03-13 18:00"]]);
    expect(warned("4 days")).toEqual(["03-15 18:00", ["03-13 18:00"]]);
  });
  test("C12.2 a legal period ends at 24:00 of its last day, past a holiday", () => {
    const rule = deadline({ within: "10 days", legal: true });
    const where = context("09:00-18:00", { calendar: china });
    const clock = only(clocks(rule, [opened("2026-04-21T15:00")], "2026-04-22T00:00", where));
    expect([short(clock.due.due), clock.legal?.due]).toEqual(["05-07 00:00", day("2026-05-06")]);
    expect(clock.due.steps.at(-1)).toMatchObject({
      from: cn("2026-05-06T00:00"),
      to: cn("2026-05-07T00:00"),
      counted: true,
    });
  });
  test("C12.2 a legal period stands still by whole days; in hours it runs on the clock (CC 201)", () => {
    const where = context("09:00-18:00", { calendar: china });
    const paused = [opened("2026-03-09T15:00"), waitFrom("2026-03-11T16:00"), waitTo("2026-03-14T09:00")];
    const days = only(clocks(deadline({ within: "10 days", legal: true }), paused, "2026-03-20T00:00", where));
    expect(days.legal?.due).toBe(day("2026-03-23"));
    const late = [opened("2026-03-09T15:00"), waitFrom("2026-03-20T00:00"), waitTo("2026-03-25T09:00")];
    expect(only(clocks(deadline({ within: "10 days", legal: true }), late, "2026-03-30T00:00", where)).legal?.due).toBe(
      day("2026-03-19"),
    );
    const inHours = deadline({ within: "48 hours", legal: true });
    expect(short(only(clocks(inHours, [opened("2026-03-13T15:00")], "2026-03-14T00:00", where)).due.due)).toBe(
      "03-15 15:00",
    );
  });
  test("a date that needs an unknown year is estimated", () => {
    const where = context("09:00-18:00", { calendar: china });
    expect(only(clocks(deadline(), [opened("2026-12-31T16:00")], "2026-12-31T17:00", where)).due.estimated).toBe(true);
  });
});
describe("C8.3 reopening and versions", () => {
  test("case-Q5: a reopened case is a new instance", () => {
    const facts = [
      opened("2026-03-11T09:00", "case-17"),
      resolved("2026-03-11T11:00", "case-17"),
      reopened("2026-03-12T10:00", "case-17"),
    ];
    const list = clocks(deadline(), facts, "2026-03-12T12:00");
    expect(shape(list)).toEqual([
      ["case-17", "03-11 09:00", "03-11 11:00"],
      ["case-17#2", "03-12 10:00", undefined],
    ]);
    expect(list.map((it) => short(it.due.due))).toEqual(["03-11 17:00", "03-12 18:00"]);
  });
  test("reopened at the moment of its end, and reopened while it still runs", () => {
    const same = [opened("2026-03-11T09:00"), reopened("2026-03-11T11:00"), resolved("2026-03-11T11:00")];
    expect(shape(clocks(deadline(), same, "2026-03-12T12:00"))).toEqual([
      ["17", "03-11 09:00", "03-11 11:00"],
      ["17#2", "03-11 11:00", undefined],
    ]);
    const running = [opened("2026-03-11T09:00"), reopened("2026-03-11T10:00"), resolved("2026-03-11T11:00")];
    expect(shape(clocks(deadline(), running, "2026-03-12T12:00"))).toEqual([
      ["17", "03-11 09:00", "03-11 11:00"],
      ["17#2", "03-11 10:00", "03-11 11:00"],
    ]);
  });
  test("kinds that a contract declares reopen by the same pattern", () => {
    const rule = deadline({ starts: "audit_opened", ends: "audit_closed", match: "case", pauses: [] });
    const facts = [
      fact("audit_opened", "a", "2026-03-11T09:00"),
      fact("audit_closed", "a", "2026-03-11T10:00"),
      fact("audit_reopened", "a", "2026-03-11T11:00"),
    ];
    expect(shape(clocks(rule, facts, "2026-03-12T12:00")).at(-1)).toEqual(["a#2", "03-11 11:00", undefined]);
  });
  test("case-Q13: a case keeps the rule it began under; numbers go on across versions", () => {
    const facts = [
      opened("2026-06-30T10:00", "1"),
      opened("2026-07-01T10:00", "2"),
      resolved("2026-06-30T12:00", "1"),
      reopened("2026-07-02T10:00", "1"),
    ];
    const change = cn("2026-07-01T00:00");
    const old = context("09:00-18:00", { version: 1, starting: { to: change } });
    const fresh = context("09:00-18:00", { version: 2, starting: { from: change } });
    const four = deadline({ within: "4 business hours" });
    const list = [
      ...clocks(deadline(), facts, "2026-07-03T00:00", old),
      ...clocks(four, facts, "2026-07-03T00:00", fresh),
    ];
    expect(list.map((it) => [it.subject, it.version, short(it.due.due)])).toEqual([
      ["1", 1, "06-30 18:00"],
      ["2", 2, "07-01 14:00"],
      ["1#2", 2, "07-02 14:00"],
    ]);
  });
});
describe("C8.3 the turn of versions", () => {
  test("case-Q13: a start at the very moment of the change is the new version's, and only its", () => {
    const change = cn("2026-07-01T00:00");
    const under = (starting: { from?: Instant; to?: Instant }): number =>
      clocks(deadline(), [opened("2026-07-01T00:00")], "2026-07-03T00:00", context("09:00-18:00", { starting })).length;
    expect([under({ to: change }), under({ from: change })]).toEqual([0, 1]);
  });
});
describe("C8.3 one event recomputes its own key only", () => {
  test("clocks of other keys are the very same values", () => {
    const rule = deadline();
    const state = fed(
      rule,
      ["a", "b", "c"].map((key) => opened("2026-03-11T10:00", key)),
    );
    const where = context();
    const [a, b, c] = clocksOf(state, rule, where, cn("2026-03-11T11:00"));
    addToClocks(state, rule, resolved("2026-03-11T12:00", "b"), 1);
    const after = clocksOf(state, rule, where, cn("2026-03-11T13:00"));
    expect([after[0] === a, after[1] === b, after[2] === c]).toEqual([true, false, true]);
  });
  test("a kept result is not given for an earlier moment, another calendar or a clock that stands still", () => {
    const rule = deadline();
    const state = fed(rule, [opened("2026-03-11T10:00"), resolved("2026-03-11T12:00")]);
    const where = context();
    const at = (asOf: string, other: ClockContext = where): readonly Clock[] =>
      clocksOfKey(state, rule, other, cn(asOf), "17");
    expect(at("2026-03-20T00:00")[0]!.endedAt).toBe(cn("2026-03-11T12:00"));
    expect(at("2026-03-11T11:00")[0]!.endedAt).toBeUndefined();
    expect(at("2026-03-20T00:00")[0]!.endedAt).toBe(cn("2026-03-11T12:00"));
    expect(short(at("2026-03-20T00:00", { ...where, hours: hours("09:00-12:00") })[0]!.due.due)).toBe("03-13 12:00");
    expect(at("2026-03-20T00:00", { ...where, version: 2 })[0]!.version).toBe(2);
  });
});
describe("C8.3 weights", () => {
  test("a correction takes the old fact out and puts the new one in, in either order", () => {
    const rule = deadline();
    const old = fact("complaint_resolved", "17", "2026-03-11T12:00", { id: "e1" });
    const corrected = fact("complaint_resolved", "17", "2026-03-11T14:00", { id: "e1" });
    for (const changes of [
      [
        [old, 1],
        [old, -1],
        [corrected, 1],
      ],
      [
        [corrected, 1],
        [old, -1],
        [old, 1],
      ],
      [
        [old, -1],
        [corrected, 1],
        [old, 1],
      ],
    ] as const) {
      const state = fed(rule, [opened("2026-03-11T10:00")]);
      for (const [it, weight] of changes) addToClocks(state, rule, it, weight);
      expect(shape(clocksOf(state, rule, context(), cn("2026-03-20T00:00")))).toEqual([
        ["17", "03-11 10:00", "03-11 14:00"],
      ]);
    }
  });
  test("a fact that is so far only taken out is not counted", () => {
    const rule = deadline();
    const state = fed(rule, [opened("2026-03-11T10:00")]);
    addToClocks(state, rule, resolved("2026-03-11T12:00"), -1);
    addToClocks(state, rule, opened("2026-03-11T11:00"), -1);
    expect(shape(clocksOf(state, rule, context(), cn("2026-03-20T00:00")))).toEqual([["17", "03-11 10:00", undefined]]);
  });
  test("a key whose last fact is taken out leaves nothing behind", () => {
    const rule = deadline();
    const it = opened("2026-03-11T10:00");
    const state = fed(rule, [it]);
    addToClocks(state, rule, it, -1);
    expect([state.cells.size, clocksOf(state, rule, context(), cn("2026-03-20T00:00"))]).toEqual([0, []]);
  });
});
