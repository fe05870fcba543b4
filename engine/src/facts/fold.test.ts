import { describe, expect, it } from "vitest";
import { SHANGHAI } from "../calendar/zone.ts";
import type { Contract } from "../contract/model.ts";
import { describeWarning } from "../messages/warning.ts";
import type { Fact, FactChange } from "./event.ts";
import { knownEvents, openFacts, recordEvent } from "./fold.ts";
import { parseFacts } from "./parse.ts";

const contract = {
  events: new Map(),
  attributes: { customer: new Map([["tier", "text"]]), agent: new Map() },
  currency: { code: "CNY", decimals: 2 },
  parties: {},
  words: new Map(),
} as unknown as Contract;
const events = (...records: object[]) => {
  const text = records.map((record) => JSON.stringify(record)).join("\n");
  const { events: parsed, diagnostics } = parseFacts(contract, "facts.ndjson", text);
  expect(diagnostics).toEqual([]);
  return parsed;
};
const sale = (id: string, order: string, amount: string, more: object = {}) => ({
  id,
  kind: "sale",
  at: "2026-03-01T10:00:00+08:00",
  order,
  amount,
  customer: "c1",
  ...more,
});
const now = (changes: FactChange[][]): Fact[] => {
  const facts = new Map<string, Fact>();
  for (const { fact, weight } of changes.flat()) {
    if (weight === 1) facts.set(fact.event.id, fact);
    else facts.delete(fact.event.id);
  }
  return [...facts.values()];
};

describe("facts as known", () => {
  it("C6.3: a correction takes the old fact out and puts the new one in, from its own recording", () => {
    const book = openFacts(contract, SHANGHAI);
    const [first, second] = events(sale("a", "o1", "100.00"), {
      id: "b",
      kind: "corrected",
      at: "2026-03-05T10:00:00+08:00",
      target: "a",
      fields: { amount: "80.00" },
    });
    recordEvent(book, first!);
    const changes = recordEvent(book, second!);
    expect(
      changes
        .filter((change) => change.fact.event.id === "a")
        .map((change) => [change.weight, change.fact.event.fields.amount]),
    ).toEqual([
      [-1, 10000n],
      [1, 8000n],
    ]);
  });
  it("C6.3: a correction that arrives before its target waits for it", () => {
    const book = openFacts(contract, SHANGHAI);
    const [first, second] = events(sale("a", "o1", "100.00"), {
      id: "b",
      kind: "corrected",
      at: "2026-03-05T10:00:00+08:00",
      target: "a",
      fields: { amount: "80.00" },
    });
    const all = [recordEvent(book, second!), recordEvent(book, first!)];
    expect(now(all).find((fact) => fact.event.id === "a")?.event.fields.amount).toBe(8000n);
  });
  it("C6.3: what is retracted no longer counts; the record stays", () => {
    const book = openFacts(contract, SHANGHAI);
    const all = events(sale("a", "o1", "100.00"), {
      id: "b",
      kind: "retracted",
      at: "2026-03-05T10:00:00+08:00",
      target: "a",
    }).map((event) => recordEvent(book, event));
    expect(now(all).map((fact) => fact.event.kind)).toEqual(["retracted"]);
    expect(book.raw.has("a")).toBe(true);
  });
  it("C6.3: a correction that cannot be read says what is wrong with it and how to mend it", () => {
    const book = openFacts(contract, SHANGHAI);
    const corrected = { kind: "corrected", at: "2026-03-05T10:00:00+08:00", target: "a" };
    for (const event of events(
      sale("a", "o1", "100.00"),
      { ...corrected, id: "b", fields: { amount: "x" } },
      { ...corrected, id: "c", fields: "amount" },
    ))
      recordEvent(book, event);
    const told = (language: "zh" | "en") =>
      [...book.refusedCorrections].map(([event, { code, args }]) =>
        describeWarning({ code, args: { event, ...args } }, language),
      );
    expect(told("en")).toEqual([
      'Correction b of event a was not applied, for the event could not be read then: x in amount is no amount in CNY. Write major units of CNY with at most 2 decimal places, such as "12200.00". Record a correction that can be read.',
      'Correction c of event a was not applied, for the event could not be read then: `fields` holds no fields. Write what changes, such as "fields": {"amount": "100.00"}. Record a correction that can be read.',
    ]);
    expect(told("zh")[0]).toMatch(/^对事件 a 的更正 b 未采用，更正后的内容读不懂：amount 的 x 不是 CNY 金额。按 CNY /);
  });
  it("C6.3: the same event twice is one; other content under its id is refused and told", () => {
    const book = openFacts(contract, SHANGHAI);
    const [one, same, other] = [
      events(sale("a", "o1", "100.00")),
      events(sale("a", "o1", "100.00")),
      events(sale("a", "o1", "90.00")),
    ].flat();
    recordEvent(book, one!);
    expect(recordEvent(book, same!)).toEqual([]);
    expect(recordEvent(book, other!)).toEqual([]);
    expect(book.refused.map((refusal) => refusal.code)).toEqual(["same_id_other_content"]);
  });
  it("C6.2 case-M18: a refund comes out of the sale of its own order", () => {
    const book = openFacts(contract, SHANGHAI);
    const all = events(sale("a", "o1", "500.00"), sale("b", "o2", "500.00"), {
      id: "r",
      kind: "refund",
      at: "2026-03-09T10:00:00+08:00",
      order: "o1",
      amount: "500.00",
    }).map((event) => recordEvent(book, event));
    const facts = now(all);
    expect(facts.find((fact) => fact.event.id === "a")).toMatchObject({ returned: 50000n, returnedInFull: true });
    expect(facts.find((fact) => fact.event.id === "b")).toMatchObject({ returned: 0n, returnedInFull: false });
  });
  it("C1.3: a customer's attributes are those known at the event", () => {
    const book = openFacts(contract, SHANGHAI);
    const all = events(
      sale("a", "o1", "100.00", { at: "2026-03-01T10:00:00+08:00" }),
      sale("b", "o2", "100.00", { at: "2026-03-20T10:00:00+08:00" }),
      { id: "s", kind: "subject", at: "2026-03-10T00:00:00+08:00", of: "customer", customer: "c1", tier: "gold" },
    ).map((event) => recordEvent(book, event));
    const facts = now(all);
    expect(facts.find((fact) => fact.event.id === "a")?.view.customer).toEqual({});
    expect(facts.find((fact) => fact.event.id === "b")?.view.customer).toEqual({ tier: "gold" });
  });
  it("N2: what is recorded later, or happens later, is not known yet", () => {
    const all = events(
      sale("a", "o1", "1.00"),
      sale("late", "o2", "1.00", { recorded_at: "2026-04-01T00:00:00+08:00" }),
      sale("future", "o3", "1.00", { at: "2026-05-01T00:00:00+08:00", recorded_at: "2026-03-01T00:00:00+08:00" }),
    );
    const asOf = all[0]!.at;
    expect(knownEvents(all, asOf, asOf).map((event) => event.id)).toEqual(["a"]);
  });
  it("N2: one new event reads no more than its own keys", () => {
    const book = openFacts(contract, SHANGHAI);
    const many = events(
      ...Array.from({ length: 2000 }, (_, i) => sale(`s${i}`, `o${i}`, "10.00", { customer: `c${i}` })),
    );
    for (const event of many) recordEvent(book, event);
    const before = book.read;
    recordEvent(
      book,
      events({ id: "r", kind: "refund", at: "2026-03-09T10:00:00+08:00", order: "o7", amount: "10.00" })[0]!,
    );
    expect(book.read - before).toBeLessThanOrEqual(4);
  });
});
