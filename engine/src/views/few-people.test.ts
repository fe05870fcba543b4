import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { fixedZone } from "../calendar/zone.ts";
import { loadContract } from "../contract/load.ts";
import { checkedInstant } from "./checked-instant.ts";
import { ContractBook } from "./contract-book.ts";
import { decidingMeasures } from "./few-people.ts";
import { smallCells } from "./fewest-shown.ts";
import type { PartyName } from "./view.ts";

const TEXT = `fealty: 1
number: FEW-2
title: {zh: 例, en: Example}
languages: [zh, en]
mode: intermediary_led
law: {country: CN, as_of: 2026-01-01}
currency: CNY
time_zone: UTC
calendar: {id: CN, hours: "09:00-18:00"}
term: {from: 2026-01-01, until: 2026-12-31}
parties:
  company: {name: 甲, kind: organisation, address: 杭州, e_mail: a@example.com}
  agent: {name: 乙, kind: person, address: 杭州, e_mail: b@example.com}
  intermediary: {name: 丙, kind: organisation, address: 杭州, e_mail: c@example.com}
clauses:
  - id: C3.2
    title: {zh: 指标, en: Measures}
    text: {zh: 满意度。, en: Satisfaction.}
    rules:
      - {id: csat, kind: definition, metric: {measure: csat, event: survey_answered, value: satisfaction, window: month, min_n: 2}}
      - {id: nps, kind: definition, metric: {measure: nps, event: survey_answered, window: month}}
      - {id: seen, kind: definition, metric: {measure: csat, event: survey_answered, value: satisfaction, window: month, min_n: 1}}
      - {id: lately, kind: definition, metric: {measure: csat, event: survey_answered, value: satisfaction, window: last 60 days, min_n: 1}}
      - {id: goal, kind: threshold, bearer: agent, finding: B2, metric: C3.2/csat, every: month, at_least: 0.8}
`;
/** So many answers of a month, of which the first are bad. */
const answered = (month: string, count: number, bad: number): string[] =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      id: `${month}-${index}`,
      kind: "survey_answered",
      at: `2026-${month}-10T09:${String(index).padStart(2, "0")}:00Z`,
      customer: `K${month}${index}`,
      invitation: `i${month}${index}`,
      satisfaction: index < bad ? 1 : 5,
      recommend: index < bad ? 2 : 10,
    }),
  );
const facts = [...answered("01", 3, 1), ...answered("02", 20, 2), ...answered("03", 20, 8)].join("\n");
const book = new ContractBook(
  loadContract("few.yaml", () => TEXT).contract!,
  "dropped",
  "few",
  "few.yaml",
  [{ name: "facts.ndjson", text: facts }],
  { calendars: [], zone: fixedZone("UTC", 0), sha256: (text) => hash("sha256", text, "hex") },
);
const seenAs = (party: PartyName) => ({
  asOf: checkedInstant("2026-04-10T00:00:00Z"),
  party,
  language: "zh" as const,
});
const points = (party: PartyName, ref: string) =>
  book
    .view(seenAs(party))
    .metrics[ref]!.points.slice(0, 3)
    .map(({ value, n, hidden }) => [value !== null, n, hidden]);

test("T21: what decides a duty or pay is told to everybody; what decides nothing is hidden of few people", () => {
  const { versions } = book.contract;
  expect([...decidingMeasures(versions[0]!)]).toEqual(["C3.2/csat"]);
  for (const party of ["company", "agent", "intermediary"] as const)
    expect(points(party, "C3.2/csat"), party).toEqual([
      [true, 3, undefined],
      [true, 20, undefined],
      [true, 20, undefined],
    ]);
  for (const party of ["company", "agent"] as const)
    expect(points(party, "C3.2/seen")[0]).toEqual([true, 3, undefined]);
  // Of three nothing; of twenty with two the share alone, for twenty less eighteen would be two.
  expect(points("intermediary", "C3.2/seen")).toEqual([
    [false, null, "value"],
    [true, null, "counts"],
    [true, 20, undefined],
  ]);
});
test("T21: a hidden figure does not come out of its explanation, its groups, its events or its recomputation", () => {
  const seen = seenAs("intermediary");
  const hidden = book.explain(seen, "C3.2/seen@2026-01")!;
  expect(hidden).toMatchObject({
    hidden: "value",
    eventCount: 0,
    events: [],
    trace: { value: "–", formula: "", inputs: [] },
  });
  expect([hidden.hash, hidden.metric, hidden.withheld]).toEqual([undefined, undefined, undefined]);
  expect(book.recompute(seen, "C3.2/seen@2026-01", () => 0).value).toBe("");
  expect(book.recompute(seenAs("company"), "C3.2/seen@2026-01", () => 0).value).not.toBe("");
  const groups = (party: PartyName, month: string) =>
    book.explain(seenAs(party), `C3.2/nps@${month}`)!.trace.inputs.map(({ value }) => /^\d+$/.test(value));
  // Promoters 18, passives 0, detractors 2: the score 80 and any one of the three would tell the others.
  expect(groups("intermediary", "2026-02")).toEqual([false, false, false]);
  expect(groups("intermediary", "2026-03")).toEqual([false, false, false]);
  expect(groups("company", "2026-03")).toEqual([true, true, true]);
  expect(JSON.stringify(book.explain(seen, "C3.2/nps@2026-02"))).not.toMatch(/\b18\b|"2"/);
});
test("T21: while a period runs, or a window slides, two moments of the slider tell nothing of who came between them", () => {
  const at = (day: string, party: PartyName) => ({
    ...seenAs(party),
    asOf: checkedInstant(`2026-03-${day}T00:00:00Z`),
  });
  const march = (day: string, party: PartyName) => {
    const { hidden, value, n } = book.view(at(day, party)).metrics["C3.2/seen"]!.points.at(-1)!;
    return [hidden, value, n];
  };
  expect(march("20", "intermediary")).toEqual(["running", null, null]);
  expect(march("20", "company")).toEqual([undefined, 0.6, 20]);
  expect(book.explain(at("20", "intermediary"), "C3.2/seen@2026-03")).toMatchObject({
    hidden: "running",
    trace: { value: "–" },
  });
  expect(book.recompute(at("20", "intermediary"), "C3.2/seen@2026-03", () => 0).value).toBe("");
  // What decides is told while it runs.
  expect(book.view(at("20", "intermediary")).metrics["C3.2/csat"]!.points.at(-1)!.hidden).toBe(undefined);
  const sliding = book.view(seenAs("intermediary")).metrics["C3.2/lately"]!.points.at(-1)!;
  expect([sliding.hidden, sliding.value]).toEqual(["running", null]);
});
test("T21: of counts that add up a small one is hidden, and never alone", () => {
  expect(smallCells([3, 20, 9])).toEqual([true, false, true]);
  expect(smallCells([3, 2, 9])).toEqual([true, true, false]);
  expect(smallCells([5, 20])).toEqual([false, false]);
  expect(smallCells([1, 2])).toEqual([true, true]);
  expect(smallCells([9, 9, 1])).toEqual([true, false, true]);
});
