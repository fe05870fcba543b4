import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Book, openBook } from "../src/book.ts";
import { parseCalendar } from "../src/calendar/calendar-data.ts";
import { SHANGHAI } from "../src/calendar/zone.ts";
import { loadContract } from "../src/contract/load.ts";
import { evaluate, evaluateBook, replay } from "../src/evaluate.ts";
import type { Evaluation } from "../src/evaluation.ts";
import type { Event } from "../src/facts/event.ts";
import { knownEvents, learnedAt, nextFactAt } from "../src/facts/fold.ts";
import { parseFacts } from "../src/facts/parse.ts";
import { digestOf, evaluationJson } from "../src/output.ts";
import type { Instant } from "../src/values/brand.ts";
import { parseInstant, zonedInstantText } from "./times.ts";

const calendar = parseCalendar(
  JSON.parse(readFileSync(fileURLToPath(new URL("../../data/calendars/cn.json", import.meta.url)), "utf8")),
).calendar!;
const source = readFileSync(fileURLToPath(new URL("./everything.yaml", import.meta.url)), "utf8");
const { contract, diagnostics } = loadContract("everything.yaml", (file) =>
  file === "everything.yaml" ? source : undefined,
);
const sha256 = (text: string): string => hash("sha256", text, "hex");
const options = { calendars: [calendar], zones: [], sha256 };

/** A day of 2026's first half with a time, as minutes since its start. */
const moment = fc.integer({ min: 0, max: 200 * 24 * 60 });
const START = parseInstant("2026-01-01T00:00:00+08:00")!;
const later = (time: string, minutes: number): string =>
  zonedInstantText((parseInstant(time)! + minutes * 60_000_000) as Instant);
const at = (minutes: number): string => zonedInstantText((START + minutes * 60_000_000) as Instant);
const cents = fc
  .integer({ min: 1, max: 9_000_000 })
  .map((value) => `${Math.floor(value / 100)}.${String(value % 100).padStart(2, "0")}`);
const name = (prefix: string, count: number) =>
  fc.integer({ min: 0, max: count - 1 }).map((value) => `${prefix}${value}`);

/** Events of all kinds that the contract reads, some late, some about earlier ones, some twice. */
const record = fc
  .tuple(
    fc.oneof(
      fc.record({
        kind: fc.constant("sale"),
        order: name("o", 12),
        amount: cents,
        product: fc.constantFrom("term", "motor"),
        member: name("m", 3),
      }),
      fc.record({ kind: fc.constant("refund"), order: name("o", 12), amount: cents }),
      fc.record({ kind: fc.constant("sale_cancelled"), order: name("o", 12) }),
      fc.record({
        kind: fc.constant("survey_answered"),
        invitation: name("i", 20),
        recommend: fc.integer({ min: 0, max: 10 }),
        satisfaction: fc.integer({ min: 1, max: 5 }),
      }),
      fc.record({
        kind: fc.constant("complaint_opened"),
        case: name("k", 5),
        severity: fc.constantFrom("minor", "major"),
      }),
      fc.record({
        kind: fc.constantFrom(
          "complaint_responded",
          "complaint_resolved",
          "complaint_reopened",
          "waiting_customer_from",
          "waiting_customer_to",
        ),
        case: name("k", 5),
      }),
      fc.record({ kind: fc.constantFrom("customer_joined", "customer_left") }),
      fc.record({ kind: fc.constant("contact_made"), channel: fc.constantFrom("visit", "phone") }),
      fc.record({ kind: fc.constant("report_submitted"), report: name("r", 4) }),
      fc.record({ kind: fc.constant("rule_violated"), severity: fc.constantFrom("minor", "grave") }),
      fc.record({
        kind: fc.constant("power_used"),
        power: fc.constant("S2/adjust_quota"),
        value: fc.constantFrom("45000.00", "70000.00", "90000.00"),
        effective: fc.constantFrom("2026-03-01", "2026-04-01", "2026-06-01"),
        party: fc.constant("company"),
      }),
      fc.record({
        kind: fc.constant("adjustment"),
        period: fc.constantFrom("2026-02", "2026-02/1", "2026-04/1"),
        amount: cents,
        reason: fc.constant("x"),
        approved_by: fc.constant(["p", "q"]),
      }),
      fc.record({ kind: fc.constant("subject"), of: fc.constant("customer"), tier: fc.constantFrom("gold", "plain") }),
    ),
    moment,
    fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 60 * 24 * 60 }) },
    ),
    name("c", 4),
  )
  .map(([fields, minutes, delay, customer]) => ({
    ...fields,
    at: at(minutes),
    recorded_at: at(minutes + delay),
    customer,
  }));
/** Which, how much later in minutes, its new amount, whether it is taken back, and by how many minutes its own moment moves. */
const correction = fc.tuple(
  fc.nat(),
  fc.integer({ min: -20 * 24 * 60, max: 60 * 24 * 60 }),
  cents,
  fc.boolean(),
  fc.option(fc.integer({ min: -50 * 24 * 60, max: 50 * 24 * 60 }), { nil: undefined, freq: 1 }),
);

const rarely = fc.option(moment, { nil: undefined, freq: 3 });
const schedule = fc
  .tuple(fc.array(record, { minLength: 5, maxLength: 40 }), fc.array(correction, { maxLength: 8 }), rarely)
  .map(([records, corrections, ending]) => {
    const lines: Record<string, unknown>[] = records.map((one, index) => ({
      ...one,
      id: `e${String(index).padStart(3, "0")}`,
    }));
    if (ending !== undefined) lines.push({ id: "z", kind: "ended", at: at(ending), recorded_at: at(ending) });
    corrections.forEach(([which, delay, amount, away, by], index) => {
      const target = lines[which % lines.length]!;
      const base = parseInstant(String(target.recorded_at ?? target.at))!;
      const time = zonedInstantText((base + delay * 60_000_000) as Instant);
      const moved = by === undefined ? {} : { at: later(String(target.at), by) };
      const fields =
        target.kind === "corrected" || target.kind === "retracted"
          ? { fields: {} }
          : { ...("amount" in target ? { amount } : { customer: "c1" }), ...moved };
      lines.push({
        id: `x${index}`,
        at: time,
        kind: away ? "retracted" : "corrected",
        target: target.id,
        ...(away ? {} : { fields }),
      });
    });
    const parsed = parseFacts(contract!, "facts.ndjson", lines.map((line) => JSON.stringify(line)).join("\n"));
    expect(parsed.diagnostics).toEqual([]);
    return parsed.events;
  });
const cuts = fc
  .array(fc.integer({ min: 5, max: 260 }), { minLength: 1, maxLength: 4 })
  .map((days) => [...days].sort((a, b) => a - b).map((day) => (START + day * 86_400_000_000) as Instant));
const plain = (events: readonly Event[], asOf: Instant): unknown =>
  evaluationJson(evaluate(contract!, events, { ...options, asOf }));
const kept = (book: Book, events: readonly Event[], asOf: Instant): Evaluation =>
  evaluateBook(book, { ...options, asOf, knownAt: asOf, nextFactAt: nextFactAt(events, asOf, asOf) });

describe("one event at a time", () => {
  it("N2: the contract of the properties has no error", () =>
    expect(diagnostics.filter((one) => one.severity === "error")).toEqual([]));

  it("N2: incremental equals recomputed, on schedules with late, corrected, reversed and cross-month events", () => {
    fc.assert(
      fc.property(schedule, cuts, (events, moments) => {
        const book = openBook(contract!, SHANGHAI, calendar);
        const END = Number.MAX_SAFE_INTEGER as Instant;
        const told = knownEvents(events, END, END);
        let before = -1;
        for (const asOf of moments) {
          const learned = told.filter((event) => learnedAt(event) > before && learnedAt(event) <= asOf);
          replay(book, learned, asOf);
          before = asOf;
          const rest = told.filter((event) => learnedAt(event) > asOf);
          expect(evaluationJson(kept(book, rest, asOf))).toEqual(plain(events, asOf));
        }
      }),
      { numRuns: 40 },
    );
  });
  it("C6.3: what a true-up rests on is what was known when it was shown, also below the line that changed", () => {
    const told = [
      { id: "e0", kind: "refund", order: "o4", amount: "0.01", at: "2026-03-01T00:00:00+08:00" },
      { id: "e1", kind: "refund", order: "o10", amount: "0.01", at: "2026-02-01T00:00:00+08:00" },
      {
        id: "e4",
        kind: "sale",
        order: "o10",
        amount: "3951.50",
        product: "term",
        member: "m1",
        at: "2026-01-01T00:00:00+08:00",
      },
      {
        id: "e5",
        kind: "sale",
        order: "o4",
        amount: "0.01",
        product: "term",
        member: "m0",
        at: "2026-01-01T00:00:00+08:00",
      },
    ].map((one) => JSON.stringify({ ...one, customer: "c0" }));
    const { events } = parseFacts(contract!, "facts.ndjson", told.join("\n"));
    const book = openBook(contract!, SHANGHAI, calendar);
    let before = -1;
    for (const asOf of ["2026-02-01T00:00:00+08:00", "2026-03-01T00:00:00+08:00"].map((one) => parseInstant(one)!)) {
      replay(
        book,
        events
          .filter((event) => learnedAt(event) > before && learnedAt(event) <= asOf)
          .sort((a, b) => learnedAt(a) - learnedAt(b)),
        asOf,
      );
      before = asOf;
      expect(evaluationJson(kept(book, events, asOf))).toEqual(plain(events, asOf));
    }
  });
  it("N2: the order of facts does not matter, and the same event twice is once", () => {
    fc.assert(
      fc.property(schedule, cuts, fc.infiniteStream(fc.nat()), (events, moments, keys) => {
        const asOf = moments.at(-1)!;
        const shuffled = events
          .map((event) => ({ event, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event);
        expect(plain([...shuffled, ...shuffled.slice(0, 7)], asOf)).toEqual(plain(events, asOf));
      }),
      { numRuns: 40 },
    );
  });
  it("N2: evaluating as known at an earlier time never sees later records", () => {
    fc.assert(
      fc.property(schedule, cuts, (events, moments) => {
        const asOf = moments.at(-1)!;
        const knownAt = moments[0]!;
        const seen = events.filter((event) => event.recordedAt <= knownAt);
        const all = evaluate(contract!, events, { ...options, asOf, knownAt });
        expect(digestOf(all)).toBe(digestOf(evaluate(contract!, seen, { ...options, asOf, knownAt })));
      }),
      { numRuns: 40 },
    );
  });
  it("C6.3: the sum of lines is the total, of every statement", () => {
    fc.assert(
      fc.property(schedule, cuts, (events, moments) => {
        for (const statement of evaluate(contract!, events, { ...options, asOf: moments.at(-1)! }).statements) {
          expect(statement.lines.reduce((sum, line) => sum + line.amount, 0n)).toBe(statement.payable);
        }
      }),
      { numRuns: 40 },
    );
  });
  it("C6.3: a reversal sums to zero: when everything is taken back, all statements together pay what they pay for nothing", () => {
    const late = 265 * 86_400_000_000;
    const asOf = (START + late + 10 * 86_400_000_000) as Instant;
    const paid = (events: readonly Event[]): bigint =>
      evaluate(contract!, events, { ...options, asOf })
        .statements.flatMap(({ lines }) => lines)
        .reduce((sum, { amount }) => sum + amount, 0n);
    const nothing = paid([]);
    fc.assert(
      fc.property(schedule, (events) => {
        // An end cuts the term, for which what is paid without any sale is another sum.
        const own = events.filter(({ kind }) => kind !== "ended");
        const back = own.map(({ id }) => ({
          id: `back-${id}`,
          kind: "retracted",
          at: zonedInstantText((START + late) as Instant),
          target: id,
        }));
        const taken = parseFacts(contract!, "facts.ndjson", back.map((line) => JSON.stringify(line)).join("\n")).events;
        fc.pre(paid(own) !== nothing);
        expect(paid([...own, ...taken])).toBe(nothing);
      }),
      { numRuns: 30 },
    );
  });
  it("C6.3: what was published never changes: a closed statement is the same at every later moment", () => {
    fc.assert(
      fc.property(schedule, cuts, (events, moments) => {
        const told = new Map<string, string>();
        for (const asOf of moments) {
          for (const statement of evaluate(contract!, events, { ...options, asOf }).statements.filter(
            (one) => one.status === "closed",
          )) {
            const lines = JSON.stringify([
              statement.lines.map((line) => [line.id, String(line.amount)]),
              statement.excluded.map(({ counted, ...one }) => ({ ...one, counted: String(counted) })),
            ]);
            expect(told.get(statement.label) ?? lines).toBe(lines);
            told.set(statement.label, lines);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
