// Clauses: C7.1, S7, S8
import { hash } from "node:crypto";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { SHANGHAI } from "@fealty/engine/calendar/zone.ts";
import { loadContract } from "@fealty/engine/contract/load.ts";
import { checkedInstant } from "@fealty/engine/views/checked-instant.ts";
import { ContractBook } from "@fealty/engine/views/contract-book.ts";
import type { Language, PartyName } from "@fealty/engine/views/view.ts";
import { expect, test } from "vitest";
import china from "../../data/calendars/cn.json" with { type: "json" };
import { generateDemo } from "../src/demo/demo.ts";
import { SPANS } from "../src/demo/span.ts";
import { readerOf } from "../src/demo/template-files.ts";

const { calendar } = parseCalendar(china);
const asOf = checkedInstant(SPANS.small.asOf);
const PARTIES = ["company", "agent", "intermediary"] as const;
const all = { kinds: [], words: "", offset: 0, limit: 100_000 };

type Fact = Readonly<Record<string, unknown>> & { readonly kind: string; readonly customer?: string };
const factsOf = (text: string): Fact[] =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Fact);
const leavers = (facts: string): number => facts.split('"customer_left"').length;
/** The contract from which most customers went away, and one where a call after a bad answer was also a first contact. */
const made = [...generateDemo({ size: "small" }).contracts].sort((a, b) => leavers(b.facts) - leavers(a.facts));
const bookOf = ({ number, main, files, facts }: (typeof made)[number]) => {
  const { contract } = loadContract(main, readerOf(files));
  const world = { calendars: [calendar!], zone: SHANGHAI, sha256: (of: string) => hash("sha256", of, "hex") };
  const read = [{ name: "facts.ndjson", text: facts }];
  return { book: new ContractBook(contract!, "stored", number, main, read, world, asOf), facts: factsOf(facts) };
};
const books = [made[0]!, ...made.filter(({ number }) => ["HX-YS-003", "HX-YS-009"].includes(number))].map(bookOf);
const seenAs = (party: PartyName, language: Language = "zh") => ({ asOf, party, language });

/** When a bad answer was called about. */
const callsOf = (facts: readonly Fact[]): number[] =>
  facts.filter(({ purpose }) => purpose === "recovery").map(({ at }) => checkedInstant(String(at)));
/** Full names of customers whom the agent does not serve, if no one whom it may name is called so or holds that in a name. */
const hiddenFromAgent = (facts: readonly Fact[]): string[] => {
  const served = new Set<string>();
  for (const { kind, customer } of facts) {
    if (customer === undefined) continue;
    if (kind === "sale" || kind === "served_by") served.add(customer);
    if (kind === "customer_left") served.delete(customer);
  }
  const named = facts.filter((fact) => fact.kind === "subject" && typeof fact.name === "string");
  const known = [
    ...named.filter((fact) => served.has(fact.customer!)).map((fact) => String(fact.name)),
    ...facts.filter((fact) => fact.kind === "subject" && fact.of !== "customer").map((fact) => JSON.stringify(fact)),
  ].join(" ");
  return named
    .filter((fact) => !served.has(fact.customer!))
    .map((fact) => String(fact.name))
    .filter((name) => !known.includes(name));
};

test("C7.1: the agent reads the full name of nobody whom it does not serve, anywhere, nor finds one by it", () => {
  for (const { book, facts } of books.slice(0, 2)) {
    const hidden = hiddenFromAgent(facts);
    expect(hidden.length, book.id).toBeGreaterThan(0);
    const view = book.view(seenAs("agent"));
    const instances = Object.values(view.clauses).flatMap((clause) => clause.rules.flatMap((rule) => rule.instances));
    const explained = instances.map((one) => book.explain(seenAs("agent"), one.ref));
    const written = JSON.stringify([view, book.timeline(seenAs("agent"), all), explained]);
    expect(hidden.filter((name) => written.includes(name))).toEqual([]);
    for (const words of hidden) expect(book.timeline(seenAs("agent"), { ...all, words }).total, words).toBe(0);
    const company = JSON.stringify(book.timeline(seenAs("company"), all));
    expect(hidden.filter((name) => !company.includes(name))).toEqual([]);
  }
});
test("C7.1: no matter that a party reads by name ended at a call that a bad answer called for, nor lists such a call", () => {
  for (const { book, facts } of books) {
    const calls = new Set<number>(callsOf(facts));
    const names = new Set(facts.map((fact) => (fact.kind === "subject" ? String(fact.name) : "")));
    for (const party of ["company", "agent"] as const) {
      const { clauses } = book.view(seenAs(party));
      const listed = Object.values(clauses).flatMap((clause) => clause.rules.flatMap((rule) => rule.instances));
      const named = listed.filter((one) => names.has(one.subject ?? "nobody") || /^[^*]\*/.test(one.subject ?? ""));
      expect(named.length).toBeGreaterThan(10);
      expect(named.filter((one) => one.closedAt !== undefined && calls.has(one.closedAt))).toEqual([]);
      for (const one of named) {
        const explanation = book.explain(seenAs(party), one.ref)!;
        expect(explanation.events.filter((event) => event.customer === "***")).toEqual([]);
        expect(explanation.eventCount).toBe(explanation.events.length);
      }
    }
  }
});
test("C7.1: what all three parties read, joined by kind and moment, names no answer and no call after one", () => {
  let answers = 0;
  for (const one of made) {
    const { book, facts } = bookOf(one);
    const calls = new Set<number>(callsOf(facts));
    const read = PARTIES.map((party) => book.timeline(seenAs(party), all).events);
    // Whoever reads a name or a number beside a kind and a moment holds it against the same event in the others' views.
    const keyOf = ({ kind, at }: { readonly kind: string; readonly at: number }) => `${kind} ${at}`;
    // The intermediary is given no row of a person's at all.
    expect(read[2]!.filter(({ customer }) => customer !== undefined)).toEqual([]);
    const hidden = read
      .slice(0, 2)
      .map((events) => new Set(events.filter(({ customer }) => customer === "***").map(keyOf)));
    const told = new Set(read.flat().flatMap((event) => ((event.customer ?? "***") === "***" ? [] : [keyOf(event)])));
    answers += facts.filter(({ kind }) => kind === "survey_answered").length;
    for (const { kind, at, purpose } of facts) {
      const key = keyOf({ kind, at: checkedInstant(String(at)) });
      if (kind === "survey_answered" || kind === "survey_sent")
        expect(told.has(key), `${one.number} ${key}`).toBe(false);
      if (purpose === "recovery")
        expect(
          hidden.filter((keys) => !keys.has(key)),
          `${one.number} ${key}`,
        ).toEqual([]);
    }
    // Nor does the number of a customer lead from a matter of its to such a call.
    const { clauses } = book.view(seenAs("intermediary"));
    for (const { ref, subject } of Object.values(clauses).flatMap(({ rules }) =>
      rules.flatMap((rule) => rule.instances),
    ))
      if (subject !== undefined && subject !== "***") {
        const { events } = book.explain(seenAs("intermediary"), ref)!;
        expect(events.filter(({ kind, at }) => kind === "contact_made" && calls.has(at))).toEqual([]);
      }
  }
  expect(answers).toBeGreaterThan(100);
}, 240_000);
/** Everything that a contract answers to a party: its view, each figure opened, the course of events and the slider's marks. */
const answersOf = (book: ContractBook, party: PartyName, language: Language): string => {
  const seen = seenAs(party, language);
  const view = book.view(seen);
  const refs = [
    ...Object.keys(view.clauses),
    ...Object.values(view.clauses).flatMap((clause) =>
      clause.rules.flatMap((rule) => rule.instances.map(({ ref }) => ref)),
    ),
    ...view.findings.map(({ id }) => id),
    ...view.claims.map(({ ref }) => ref),
    ...view.statements.flatMap(({ ref, refs, lines }) => [
      ref,
      ...lines.map((line) => line.ref),
      ...Object.values(refs),
    ]),
    ...Object.values(view.metrics).flatMap(({ points }) => points.map(({ ref }) => ref)),
  ];
  const opened = refs.map((ref) => book.explain(seen, ref));
  return JSON.stringify([view, opened, book.timeline(seen, all), book.marks(seen)]);
};
test("S8: nothing the intermediary is answered holds a customer's name or number, also as part of a longer one", () => {
  for (const one of made) {
    const { book, facts } = bookOf(one);
    const ids = [...new Set(facts.flatMap(({ customer }) => customer ?? []))];
    const named = facts.filter(({ kind, of }) => kind === "subject" && (of === undefined || of === "customer"));
    const names = named.flatMap(({ name }) => (typeof name === "string" && name.length > 2 ? [name] : []));
    expect(ids.length, one.number).toBeGreaterThan(5);
    const telling = new RegExp(`[\\w-]*(?:${ids.join("|")})(?!\\d)|${names.join("|")}`, "g");
    const language = facts.length % 2 === 0 ? "zh" : "en";
    expect(answersOf(book, "intermediary", language).match(telling) ?? [], `${one.number} ${language}`).toEqual([]);
  }
}, 240_000);
test("A7: a withdrawn consent is counted for the intermediary and not listed; its file's number, which names, opens nothing", () => {
  const { book, facts } = bookOf(made.find(({ number }) => number === "HX-YS-003")!);
  const seen = seenAs("intermediary");
  const rule = book.view(seen).clauses.A7!.rules.find(({ ref }) => ref === "A7/withdrawal_effect")!;
  expect(rule.instances).toEqual([]);
  expect(rule.counts.open + rule.counts.closed).toBeGreaterThan(0);
  const consents = facts.filter(({ kind }) => kind === "consent_withdrawn").map(({ consent }) => String(consent));
  expect(consents.length).toBeGreaterThan(0);
  for (const consent of consents) {
    expect(book.explain(seen, `A7/withdrawal_effect@${consent}`)).toBeUndefined();
    expect(book.explain(seenAs("company"), `A7/withdrawal_effect@${consent}`)).toBeDefined();
  }
});
test("N6: no detail of any event reads as a program's key, in either language", () => {
  for (const { book } of books)
    for (const party of ["company", "agent", "intermediary"] as const)
      for (const language of ["zh", "en"] as const)
        for (const { kind, details } of book.timeline(seenAs(party, language), all).events)
          for (const { name, text } of details) {
            expect(text, `${kind} ${name}`).not.toMatch(
              /\b[a-z]+_[a-z_0-9]+\b|^[A-Z][\w.]*\/|\d{4}-\d{2}-\d{2}T\d{2}:/,
            );
            if (language === "zh" && !["member", "approved_by"].includes(name))
              expect(text, `${kind} ${name}`).not.toMatch(/^[a-z_]+$/);
          }
});
