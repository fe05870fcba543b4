import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cn } from "../../test/calendars.ts";
import { context, deadline, fact, WAITING } from "../../test/clock-facts.ts";
import type { DeadlineRule } from "../contract/model.ts";
import type { Fact, Weight } from "../facts/event.ts";
import type { Instant } from "../values/brand.ts";
import { MICROS_PER_MINUTE } from "../values/date.ts";
import { addToClocks, type Clocks, clocksOf, emptyClocks } from "./clocks.ts";

const begin = cn("2026-03-09T08:00");
const kinds = [
  "complaint_opened",
  "complaint_reopened",
  "complaint_resolved",
  "waiting_customer_from",
  "waiting_customer_to",
  "contact_made",
];
interface Drawn {
  readonly kind: string;
  readonly key: string;
  readonly minute: number;
  readonly severity: string;
}
const drawn = fc.record({
  kind: fc.constantFrom(...kinds),
  key: fc.constantFrom("a", "b", "c"),
  // Few distinct times, so that many fall together.
  minute: fc.integer({ min: 0, max: 40 }).map((it) => it * 90),
  severity: fc.constantFrom("major", "minor"),
});
const toFacts = (list: readonly Drawn[]): Fact[] =>
  list.map(({ kind, key, minute, severity }, index) => {
    const made = fact(kind, key, "2026-03-09T08:00", { id: `e${index}`, fields: { severity } });
    const at = (begin + minute * MICROS_PER_MINUTE) as Instant;
    return { ...made, event: { ...made.event, at, recordedAt: (at + index) as Instant } };
  });
const rules: readonly DeadlineRule[] = [
  deadline(),
  deadline({ when: (event) => event.severity === "major", warnAt: [] }),
  deadline({ starts: "contact_made", ends: "contact_made", within: "3 business days" }),
  deadline({ within: "2 days", pauses: [WAITING, { from: "waiting_customer_from", to: "contact_made" }] }),
  deadline({ within: "5 days", legal: true }),
];
const rule = fc.constantFrom(...rules);
const facts = fc.array(drawn, { maxLength: 24 }).map(toFacts);
const moment = fc.integer({ min: 0, max: 90 * 60 }).map((it) => (begin + it * MICROS_PER_MINUTE) as Instant);
const where = context();

const feed = (state: Clocks, by: DeadlineRule, list: readonly Fact[], weight: Weight): Clocks => {
  for (const it of list) addToClocks(state, by, it, weight);
  return state;
};
/** Everything of a clock, steps worked out, as one comparable text. */
const seen = (state: Clocks, by: DeadlineRule, asOf: Instant): string =>
  JSON.stringify(
    clocksOf(state, by, where, asOf).map(({ rule: _, due, ...rest }) => ({ ...rest, due, steps: due.steps })),
  );
const shuffled = (list: readonly Fact[], seeds: readonly number[]): Fact[] =>
  list
    .map((it, index) => ({ it, seed: seeds[index % seeds.length]! * 1000 + ((index * 7919) % 997) }))
    .sort((a, b) => a.seed - b.seed)
    .map(({ it }) => it);
const seeds = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 5, maxLength: 24 });

describe("C8.3 clocks", () => {
  test("the order of facts does not matter", () => {
    fc.assert(
      fc.property(rule, facts, seeds, moment, (by, list, order, asOf) => {
        const straight = feed(emptyClocks(), by, list, 1);
        const mixed = feed(emptyClocks(), by, shuffled(list, order), 1);
        expect(seen(mixed, by, asOf)).toBe(seen(straight, by, asOf));
      }),
    );
  });
  test("put in and taken out again, in any order, leaves what was there before", () => {
    fc.assert(
      fc.property(rule, facts, facts, seeds, moment, (by, kept, extra, order, asOf) => {
        const named = extra.map((it, index) => ({ ...it, event: { ...it.event, id: `x${index}` } }));
        const state = feed(emptyClocks(), by, kept, 1);
        const before = seen(state, by, asOf);
        feed(state, by, named, 1);
        seen(state, by, asOf);
        feed(state, by, shuffled(named, order), -1);
        expect(seen(state, by, asOf)).toBe(before);
        feed(state, by, shuffled(kept, order), -1);
        expect(state.cells.size).toBe(0);
      }),
    );
  });
  test("asked on the way, at any moments, gives what a fresh count gives", () => {
    fc.assert(
      fc.property(rule, facts, fc.array(moment, { minLength: 1, maxLength: 6 }), (by, list, moments) => {
        const state = emptyClocks();
        list.forEach((it, index) => {
          addToClocks(state, by, it, 1);
          const asOf = moments[index % moments.length]!;
          expect(seen(state, by, asOf)).toBe(seen(feed(emptyClocks(), by, list.slice(0, index + 1), 1), by, asOf));
        });
      }),
    );
  });
  test("a moment sees exactly the events up to it", () => {
    fc.assert(
      fc.property(rule, facts, moment, (by, list, asOf) => {
        const until = list.filter((it) => it.event.at <= asOf);
        expect(seen(feed(emptyClocks(), by, list, 1), by, asOf)).toBe(
          seen(feed(emptyClocks(), by, until, 1), by, asOf),
        );
      }),
    );
  });
  test("each clock is in order: start, pauses inside it, end; due not before the start, warnings not after due", () => {
    fc.assert(
      fc.property(rule, facts, moment, (by, list, asOf) => {
        for (const clock of clocksOf(feed(emptyClocks(), by, list, 1), by, where, asOf)) {
          const end = clock.endedAt ?? asOf;
          expect(clock.startedAt).toBeLessThanOrEqual(end);
          expect(clock.due.due).toBeGreaterThan(clock.startedAt);
          for (const warning of clock.warnings) expect(warning).toBeLessThanOrEqual(clock.due.due);
          for (const pause of clock.pauses) {
            expect(pause.from).toBeGreaterThanOrEqual(clock.startedAt);
            expect(pause.to ?? end).toBeLessThanOrEqual(end);
            expect(pause.from).toBeLessThan(clock.due.due);
          }
          if (clock.paused) expect(clock.due.due).toBeGreaterThan(asOf);
        }
      }),
    );
  });
});
