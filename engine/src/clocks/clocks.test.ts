import { describe, expect, test } from "vitest";
import { cn, hours } from "../../test/calendars.ts";
import {
  clocks,
  context,
  deadline,
  fact,
  fed,
  only,
  opened,
  reopened,
  resolved,
  shape,
  short,
  waitFrom,
} from "../../test/clock-facts.ts";
import type { Fact } from "../facts/event.ts";
import type { Instant } from "../values/brand.ts";
import { addToClocks, clocksOf, clocksOfKey, kindsOfClocks } from "./clocks.ts";
import type { Clock, ClockContext } from "./types.ts";

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
