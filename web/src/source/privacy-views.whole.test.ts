// Clauses: C7.1, S7, S8
import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SHANGHAI } from "@fealty/engine/calendar/zone.ts";
import { loadContract } from "@fealty/engine/contract/load.ts";
import { checkedInstant } from "@fealty/engine/views/checked-instant.ts";
import { ContractBook } from "@fealty/engine/views/contract-book.ts";
import type { PartyName } from "@fealty/engine/views/view.ts";
import { expect, test } from "vitest";
import { EXAMPLE_AS_OF } from "./example.ts";
import { EXAMPLE_MAIN, shippedCalendars, shippedText } from "./shipped.ts";

const text = readFileSync(fileURLToPath(new URL("../../public/example/company-led.ndjson", import.meta.url)), "utf8");
const { contract } = loadContract(EXAMPLE_MAIN, shippedText);
const bookOf = (facts: string): ContractBook =>
  new ContractBook(
    contract!,
    "example",
    "x",
    EXAMPLE_MAIN,
    [{ name: "facts.ndjson", text: facts }],
    { calendars: shippedCalendars(), zone: SHANGHAI, sha256: (of) => hash("sha256", of, "hex") },
    checkedInstant(EXAMPLE_AS_OF),
  );
const book = bookOf(text);
const seenAs = (party: PartyName) => ({ asOf: book.entry().opensAt, party, language: "zh" as const });
const facts = text
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Record<string, string>);
const names = [...new Set(facts.flatMap((fact) => (fact.kind === "subject" && fact.name ? [fact.name] : [])))];
const all = { kinds: [], words: "", offset: 0, limit: 10_000 };

test("C7.1: a duty that an answer started names nobody, shows no answer and opens by a hidden reference", () => {
  for (const party of ["company", "agent"] as const) {
    const view = book.view(seenAs(party));
    const calls = view.clauses["C7.3"]!.rules.find((rule) => rule.ref === "C7.3/low_score_call")!.instances;
    expect(calls.length).toBeGreaterThan(10);
    for (const call of calls) {
      expect(call.subject).toBe("***");
      expect(call.ref).toMatch(/^C7\.3\/low_score_call@x[0-9a-f]{12}/);
      const explanation = book.explain(seenAs(party), call.ref)!;
      expect(explanation.ref).toBe(call.ref);
      const written = JSON.stringify(explanation);
      expect(names.filter((name) => written.includes(name))).toEqual([]);
      expect(written).not.toMatch(/\bK\d{3}\b/);
      const answer = explanation.events.find((event) => event.kind === "survey_answered")!;
      expect(answer).toMatchObject({ customer: "***", details: [] });
    }
    const found = view.findings.filter((finding) => finding.ref === "C7.3/low_score_call");
    expect(found.every((finding) => finding.subject === "***" && !finding.id.includes("K0"))).toBe(true);
    expect(book.explain(seenAs(party), "C7.3/low_score_call@K062~agent")).toBeUndefined();
    expect(book.recompute(seenAs(party), calls[0]!.ref, () => 0).same).toBe(true);
  }
});
test("C7.3: whom to call back or to invite is told to the one who has to do it, until it is done, and no answer beside it", () => {
  const nameOf = new Map(facts.flatMap((fact) => (fact.kind === "subject" ? [[fact.customer, fact.name]] : [])));
  const low = facts.find((fact) => fact.kind === "survey_answered" && Number(fact.satisfaction ?? 5) <= 2)!;
  const resolved = facts.find((fact) => fact.kind === "complaint_resolved" && fact.customer)!;
  for (const [ref, start, party, other] of [
    ["C7.3/low_score_call", low, "agent", "company"],
    ["C7.3/survey_after_complaint", resolved, "company", "agent"],
  ] as const) {
    const asOf = checkedInstant(start.at!) + 60_000_000;
    const dutyOf = (as: PartyName, at: number) => {
      const { instances } = book
        .view({ ...seenAs(as), asOf: at })
        .clauses["C7.3"]!.rules.find((rule) => rule.ref === ref)!;
      return instances.find(({ openedAt }) => openedAt === checkedInstant(start.at!))!;
    };
    const duty = dutyOf(party, asOf);
    expect(duty.subject).toBe(nameOf.get(start.customer));
    expect(dutyOf(other, asOf).subject).toBe("***");
    // Done: when it was done would lead to the answer.
    expect(dutyOf(party, book.entry().opensAt).subject).toBe("***");
    // The duty opened, and the course of events, have nothing of the answer beside the name.
    const seen = { ...seenAs(party), asOf };
    for (const at of [asOf, book.entry().opensAt]) {
      const events = book.timeline({ ...seen, asOf: at }, { ...all, kinds: ["survey_answered"] }).events;
      const answer = events.filter((event) => event.at === duty.openedAt);
      expect(answer.filter(({ details }) => details.length > 0)).toEqual([]);
    }
    expect(JSON.stringify(book.explain(seen, duty.ref))).not.toContain(nameOf.get(start.customer));
  }
});
test("C7.1: a contact that a bad answer called for names nobody in the course of events, nor is it found by a name", () => {
  const calls = facts.filter((fact) => fact.purpose === "recovery");
  expect(calls.length).toBeGreaterThan(20);
  const nameOf = new Map(facts.flatMap((fact) => (fact.kind === "subject" ? [[fact.customer, fact.name]] : [])));
  for (const party of ["company", "agent"] as const) {
    const { events } = book.timeline(seenAs(party), { ...all, kinds: ["contact_made"] });
    const words = party === "company" ? "低分回访" : "";
    const found = book.timeline(seenAs(party), { ...all, words }).events;
    for (const call of calls) {
      const same = events.filter((event) => new Date(event.at / 1000).getTime() === Date.parse(call.at!));
      expect(same.some((event) => event.customer === "***")).toBe(true);
      expect(same.some((event) => event.customer === nameOf.get(call.customer))).toBe(false);
    }
    if (words) expect(new Set(found.map((event) => event.customer))).toEqual(new Set(["***"]));
  }
});
test("C7.1: no named matter leads to a call that a bad answer called for, by its events, their number or its times", () => {
  const calls = new Set<number>(
    facts.filter((fact) => fact.purpose === "recovery").map((fact) => checkedInstant(fact.at!)),
  );
  for (const party of ["company", "agent"] as const) {
    const { clauses } = book.view(seenAs(party));
    const rules = Object.values(clauses).flatMap((clause) => clause.rules);
    const named = rules.flatMap((rule) => rule.instances).filter((one) => one.subject && one.subject !== "***");
    expect(named.length).toBeGreaterThan(50);
    for (const one of named) {
      expect(one.closedAt !== undefined && calls.has(one.closedAt)).toBe(false);
      const explanation = book.explain(seenAs(party), one.ref)!;
      expect(explanation.eventCount).toBe(explanation.events.length);
      expect(explanation.events.filter((event) => event.customer === "***")).toEqual([]);
      expect(explanation.events.flatMap((event) => event.details.map(({ text }) => text))).not.toContain("低分回访");
    }
  }
});
test("C7.1: a first contact that was also a call after a bad answer is counted and not listed, now or at an earlier moment", () => {
  const ref = "C1.3/first_contact@K125";
  for (const party of ["company", "agent"] as const)
    for (const moment of [EXAMPLE_AS_OF, "2026-02-24T11:29:00+08:00", "2026-02-24T11:31:00+08:00"]) {
      const seen = { ...seenAs(party), asOf: checkedInstant(moment) };
      expect(book.explain(seen, ref)).toBeUndefined();
      expect(book.explain(seen, `${ref}~agent`)).toBeUndefined();
      expect(book.recompute(seen, ref, () => 0).same).toBe(false);
      const { worst, rules } = book.view(seen).clauses["C1.3"]!;
      expect([worst, ...rules.flatMap((rule) => rule.instances)].map((one) => one?.ref)).not.toContain(ref);
    }
  const counted = (party: PartyName) =>
    book.view(seenAs(party)).clauses["C1.3"]!.rules.find((rule) => rule.ref === "C1.3/first_contact")!.counts;
  expect(counted("company")).toEqual(counted("intermediary"));
});
test("C3.2: a goal on answers lists them as its measure does: the scores, and nobody's name", () => {
  const goal = book.explain(seenAs("company"), "C3.2/nps_goal@2026-Q3")!;
  const measured = book.explain(seenAs("company"), "C3.2/nps@2026-Q3")!;
  expect(goal.fields).toEqual(["recommend"]);
  expect(goal.events).toEqual(measured.events);
  expect(goal.trace.inputs.slice(0, 3).map((one) => one.value)).toEqual(
    measured.trace.inputs.slice(0, 3).map((one) => one.value),
  );
});
test("C7.1: the agent reads and finds the full name of nobody whom it does not serve", () => {
  const shown = book.timeline(seenAs("agent"), { ...all, kinds: ["subject"] }).events;
  const masked = new Set(shown.flatMap((event) => (event.customer?.includes("*") ? [event.at] : [])));
  const known = names.filter((name) => shown.some((event) => event.customer === name));
  const hidden = facts
    .filter((fact) => fact.kind === "subject" && masked.has(checkedInstant(fact.at!)))
    .flatMap((fact) => (fact.name && !known.some((one) => one.includes(fact.name!)) ? [fact.name] : []));
  expect(hidden).toEqual(expect.arrayContaining(["程子涵", "孙家豪", "张丽娟"]));
  const view = book.view(seenAs("agent"));
  const instances = Object.values(view.clauses).flatMap((clause) => clause.rules.flatMap((rule) => rule.instances));
  const explained = instances.map((one) => book.explain(seenAs("agent"), one.ref));
  const written = JSON.stringify([view, explained, book.timeline(seenAs("agent"), all)]);
  expect(hidden.filter((name) => written.includes(name))).toEqual([]);
  for (const words of hidden) expect(book.timeline(seenAs("agent"), { ...all, words }).events).toEqual([]);
});
test("C7.1: an event that lists several matters hides each by its own rule", () => {
  const lists = [
    ["C1.3/first_contact@K064", "C7.3/low_score_call@K062"],
    ["C7.3/low_score_call@K062", "C7.3/low_score_call@K126"],
    ["C9.1/message_answer", "C7.3/low_score_call@K062~agent"],
    ["C11.2/late_damages@C7.3/low_score_call@K062~agent", "C7.3/gone@K126"],
  ];
  const at = "2026-09-09T07:00:00+08:00";
  const events = lists.map((instances, index) =>
    JSON.stringify({ id: `fm-${index}`, kind: "force_majeure_from", at, instances, ground: "typhoon" }),
  );
  const corrected = {
    id: "fm-c",
    kind: "corrected",
    at,
    target: "fm-0",
    fields: { instances: lists[0], ground: lists[1]![0] },
  };
  const more = bookOf(`${text.trim()}\n${[...events, JSON.stringify(corrected)].join("\n")}\n`);
  const kinds = ["force_majeure_from", "corrected"];
  for (const party of ["company", "agent", "intermediary"] as const) {
    const listed = more
      .timeline(seenAs(party), { ...all, kinds })
      .events.filter((event) => event.at === checkedInstant(at));
    expect(listed.length).toBe(5);
    const written = JSON.stringify(listed.map((event) => event.details));
    expect(written).not.toMatch(party === "intermediary" ? /\bK\d{3}\b|客户 \d+ 号/ : /\bK(062|126)\b/);
    expect(more.timeline(seenAs(party), { ...all, kinds, words: "K062" }).total).toBe(0);
  }
});
test("C7.1: answers in the course of events carry their scores and nobody's name", () => {
  const { events } = book.timeline(seenAs("company"), { ...all, kinds: ["survey_answered"] });
  expect(events.length).toBeGreaterThan(100);
  expect(new Set(events.map((event) => event.customer))).toEqual(new Set(["***"]));
});
test("S7: whatever the intermediary gets holds no id, paper or name, in any explanation", () => {
  const view = book.view(seenAs("intermediary"));
  const instances = Object.values(view.clauses).flatMap((clause) => clause.rules.flatMap((rule) => rule.instances));
  const refs = [
    ...Object.keys(view.clauses),
    ...instances.map((one) => one.ref),
    ...view.findings.map((one) => one.id),
    ...view.statements.flatMap((one) => [one.ref, ...one.lines.map((line) => line.ref), ...Object.values(one.refs)]),
    ...view.payTotals.flatMap(({ ref }) => ["payable", "paid", "open"].map((name) => `${ref}/${name}`)),
    ...Object.values(view.metrics).flatMap((one) => one.points.map((point) => point.ref)),
  ];
  const explanations = refs.map((ref) => book.explain(seenAs("intermediary"), ref));
  expect(explanations.filter(Boolean).length).toBeGreaterThan(200);
  const timeline = book.timeline(seenAs("intermediary"), all);
  const written = JSON.stringify([view, explanations, timeline]);
  expect(written.match(/\bK\d{3}\b|\bP-2026\d+|\bHT-2026\S{0,6}|\bYQ-\d\S{0,6}/g) ?? []).toEqual([]);
  expect(names.filter((name) => name.length > 2 && written.includes(name))).toEqual([]);
  for (const words of ["K062", "P-202601", names.find((name) => name.length > 2)!])
    expect(book.timeline(seenAs("intermediary"), { ...all, words }).events).toEqual([]);
  expect(book.explain(seenAs("intermediary"), "C7.3/low_score_call@K062")).toBeUndefined();
});
test("law-A7: the intermediary sees rows of those alone who consented to it, by name, and counts everybody (PIPL 23)", () => {
  const joined = { ...all, kinds: ["customer_joined"] };
  const everybody = book.timeline(seenAs("company"), joined);
  expect(everybody.total).toBeGreaterThan(100);
  const none = book.timeline(seenAs("intermediary"), joined);
  expect(none.events).toEqual([]);
  expect(none.withheld).toBeGreaterThan(everybody.total);
  const disclosed = [...new Set(facts.flatMap(({ customer }) => customer ?? []))].slice(0, 3);
  const some = book.timeline({ ...seenAs("intermediary"), disclosed }, joined);
  const nameOf = new Map(facts.flatMap((fact) => (fact.kind === "subject" ? [[fact.customer, fact.name]] : [])));
  expect(new Set(some.events.map(({ customer }) => customer))).toEqual(new Set(disclosed.map((id) => nameOf.get(id))));
  const counted = (party: PartyName) =>
    Object.values(book.view(seenAs(party)).clauses).map(({ rules }) => rules.map((rule) => rule.counts));
  expect(counted("intermediary")).toEqual(counted("company"));
});
