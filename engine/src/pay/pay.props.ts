import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cn } from "../../test/calendars.ts";
import { END, SHAPES, schedule, shown } from "../../test/pay-schedules.ts";
import { eventsOf, payContract, playPay, type Terms } from "../../test/pay-world.ts";
import type { Event } from "../facts/event.ts";
import { learnedAt } from "../facts/fold.ts";
import type { Instant, Money } from "../values/brand.ts";
import { shareOut } from "../values/money.ts";
import { compare, fromInteger, multiply, type Rate, rational, ZERO } from "../values/rational.ts";
import { round } from "../values/round.ts";
import { marginalSlices, retroactiveSlice } from "./components/tiers.ts";

const RUNS = 20;
const end = cn(END);
const inOrder = (events: readonly Event[]): Event[] =>
  [...events].sort((a, b) => learnedAt(a) - learnedAt(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
/** Plays a schedule to the end, asking for statements on the way when `ask` says so. */
const playAll = (terms: Terms, events: readonly Event[], ask: (index: number) => boolean = () => false) => {
  const player = playPay(payContract(terms));
  inOrder(events).forEach((event, index) => {
    player.learn(event);
    if (ask(index)) player.statements((learnedAt(event) + 1) as Instant);
  });
  return player.statements(end);
};
const shapes = SHAPES.map((terms, index) => [index, terms, payContract(terms)] as const);

describe("pay as properties", () => {
  it.each(shapes)("C6.3 shape %i: event by event equals all at once", (_, terms, contract) => {
    fc.assert(
      fc.property(schedule, fc.nat({ max: 3 }), (records, every) => {
        const events = eventsOf(contract, records);
        const often = playAll(terms, events, (index) => index % (every + 1) === 0);
        expect(shown(often)).toBe(shown(playAll(terms, events)));
      }),
      { numRuns: RUNS },
    );
  });
  it.each(shapes)("C6.3 shape %i: statements and true-ups add up to what is known at the end", (_, terms, contract) => {
    const open: Terms = { ...terms, head: { ...terms.head, closes_after: "3000 days" } };
    fc.assert(
      fc.property(schedule, (records) => {
        const events = eventsOf(contract, records);
        const sumOf = (statements: ReturnType<typeof playAll>): string =>
          String(statements.reduce((sum, one) => sum + one.payable, 0n));
        expect(sumOf(playAll(terms, events))).toBe(sumOf(playAll(open, events)));
      }),
      { numRuns: RUNS },
    );
  });
  it.each(shapes)(
    "C6.3 shape %i: the order of facts that come in together does not matter, nor does a repeated one",
    (_, _terms, contract) => {
      fc.assert(
        fc.property(
          schedule.map((records) => records.filter((one) => one.kind !== "corrected" && one.kind !== "retracted")),
          fc.infiniteStream(fc.nat()),
          (records, dice) => {
            const together = records.map((one) => ({ ...one, recorded_at: "2026-09-30T08:00:00+08:00" }));
            const events = eventsOf(contract, together).filter((event) => event.at < end);
            const keyed = events.map((event) => ({ event, key: dice.next().value as number }));
            const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ event }) => event);
            const play = (list: readonly Event[]) => {
              const player = playPay(contract);
              for (const event of list) player.learn(event);
              return shown(player.statements(end));
            };
            expect(play([...shuffled, ...shuffled])).toBe(play(events));
          },
        ),
        { numRuns: RUNS },
      );
    },
  );
  it.each(shapes)(
    "C6.3 shape %i: lines add up to the payable, and closed statements never change",
    (_, _terms, contract) => {
      fc.assert(
        fc.property(schedule, (records) => {
          const player = playPay(contract);
          const closed = new Map<string, string>();
          const look = (now: Instant): void => {
            for (const one of player.statements(now)) {
              expect(one.lines.reduce((sum, { amount }) => sum + amount, 0n)).toBe(one.payable);
              expect(one.payable).toBe(one.earned - one.held + drawOf(one.lines));
              if (one.status !== "closed") continue;
              const { paid: _p, open: _o, paidBefore: _b, ...fixed } = one;
              const text = shown([fixed as typeof one]);
              expect(closed.get(one.label) ?? text).toBe(text);
              closed.set(one.label, text);
            }
          };
          for (const event of inOrder(eventsOf(contract, records))) {
            player.learn(event);
            look((learnedAt(event) + 1) as Instant);
          }
          look(end);
        }),
        { numRuns: 10 },
      );
    },
  );
  it.each(shapes)(
    "C6.2 shape %i: a sale returned in full leaves the same as no sale, once all is said",
    (index, terms, contract) => {
      if (index === 8) return;
      fc.assert(
        fc.property(
          schedule,
          fc.integer({ min: 1, max: 500_000 }),
          fc.integer({ min: 0, max: 100 }),
          (records, fen, day) => {
            const amount = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`;
            const at = cn("2026-01-01T09:00:00") + day * 86_400_000_000;
            const time = (micros: number): string => new Date(micros / 1000).toISOString();
            const extra = [
              {
                id: "z1",
                kind: "sale",
                at: time(at),
                order: "extra",
                amount,
                product: "a",
                member: "m1",
                customer: "c",
              },
              { id: "z2", kind: "refund", at: time(at + 45 * 86_400_000_000), order: "extra", amount },
            ];
            const total = (list: readonly object[]): bigint =>
              playAll(terms, eventsOf(contract, list as never)).reduce((sum, one) => sum + one.payable, 0n);
            expect(total([...records, ...extra])).toBe(total(records));
          },
        ),
        { numRuns: 12 },
      );
    },
  );
});
const drawOf = (
  lines: readonly { readonly kind: string; readonly ofKind?: string; readonly amount: Money }[],
): bigint =>
  lines.filter(({ kind, ofKind }) => (ofKind ?? kind) === "draw").reduce((sum, { amount }) => sum + amount, 0n);

const rising = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 50_000 }), fc.integer({ min: 0, max: 900 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((steps) => {
    let from = 0n;
    let rate = 0n;
    return steps.map(([width, more], index) => {
      if (index > 0) from += BigInt(width);
      rate += BigInt(more);
      return { from: fromInteger(from), rate: rational(rate, 10_000n) as Rate };
    });
  });
const pay = (slices: readonly { readonly amount: ReturnType<typeof fromInteger>; readonly rate: Rate }[]): bigint =>
  slices.reduce((sum, { amount, rate }) => sum + round(multiply(amount, rate), "half_up"), 0n);

describe("tiers and splits as properties", () => {
  it("C6.2 marginal is at most retroactive where rates rise, to half a fen a slice", () => {
    fc.assert(
      fc.property(rising, fc.integer({ min: 0, max: 400_000 }), (rows, fen) => {
        const amount = fromInteger(fen);
        const exact = (slices: ReturnType<typeof marginalSlices>) =>
          slices.reduce((sum, one) => sum + one.amount.n * one.rate.n * (10_000n / one.rate.d), 0n);
        expect(exact(marginalSlices(amount, rows)) <= exact(retroactiveSlice(amount, rows))).toBe(true);
        expect(pay(marginalSlices(amount, rows)) <= pay(retroactiveSlice(amount, rows)) + BigInt(rows.length)).toBe(
          true,
        );
      }),
    );
  });
  it("C6.2 marginal pay never falls when more is credited", () => {
    fc.assert(
      fc.property(
        rising,
        fc.integer({ min: 0, max: 400_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (rows, fen, more) => {
          expect(
            pay(marginalSlices(fromInteger(fen + more), rows)) >= pay(marginalSlices(fromInteger(fen), rows)),
          ).toBe(true);
        },
      ),
    );
  });
  it("C6.2 slices add up to the amount above the first bound", () => {
    fc.assert(
      fc.property(rising, fc.integer({ min: 0, max: 400_000 }), (rows, fen) => {
        const parts = marginalSlices(fromInteger(fen), rows);
        expect(parts.every(({ amount }) => compare(amount, ZERO) > 0)).toBe(true);
        expect(parts.reduce((sum, { amount }) => sum + amount.n, 0n)).toBe(BigInt(fen));
      }),
    );
  });
  it("C6.2 shares of a whole add up to the pool, each within a fen of its exact part", () => {
    const shares = fc
      .array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 8 })
      .filter((list) => list.some((one) => one > 0));
    fc.assert(
      fc.property(shares, fc.bigInt({ min: -1_000_000_000_000n, max: 1_000_000_000_000n }), (weights, pool) => {
        const whole = BigInt(weights.reduce((sum, one) => sum + one, 0));
        const parts = shareOut(
          pool as Money,
          weights.map((weight) => rational(BigInt(weight), whole)),
        );
        expect(parts.reduce((sum, one) => sum + one, 0n)).toBe(pool);
        parts.forEach((part, index) => {
          const off = part * whole - pool * BigInt(weights[index]!);
          expect(off > -whole && off < whole).toBe(true);
        });
      }),
    );
  });
});
