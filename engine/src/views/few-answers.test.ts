import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { fixedZone } from "../calendar/zone.ts";
import { loadContract } from "../contract/load.ts";
import { checkedInstant } from "./checked-instant.ts";
import { ContractBook } from "./contract-book.ts";
import { FEWEST_SHOWN } from "./fewest-shown.ts";

const TEXT = `fealty: 1
number: FEW-1
title: {zh: 示例, en: Example}
languages: [zh, en]
mode: company_led
law: {country: CN, as_of: 2026-03-01}
currency: CNY
time_zone: UTC
calendar: {id: CN, hours: "09:00-18:00"}
term: {from: 2026-01-01, until: 2026-12-31}
parties:
  company: {name: 甲, kind: organisation, address: 杭州, e_mail: a@example.com}
  agent: {name: 乙, kind: person, address: 杭州, e_mail: b@example.com}
clauses:
  - id: C3.2
    title: {zh: 指标, en: Measures}
    text: {zh: 满意度。, en: Satisfaction.}
    rules:
      - {id: csat, kind: definition, metric: {measure: csat, event: survey_answered, value: satisfaction, window: month, min_n: 2}}
      - {id: nps, kind: definition, metric: {measure: nps, event: survey_answered, window: month}}
      - {id: goal, kind: threshold, bearer: agent, finding: B2, metric: C3.2/csat, every: month, at_least: 0.8}
`;
/** So many answers in January, and one fewer than may be shown in February. */
const answered = (month: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      id: `${month}-${index}`,
      kind: "survey_answered",
      at: `2026-${month}-1${index}T09:17:00Z`,
      customer: `K${month}${index}`,
      invitation: `i${month}${index}`,
      satisfaction: index === 0 ? 2 : 5,
      recommend: 10 - index,
    }),
  );
const facts = [...answered("01", FEWEST_SHOWN), ...answered("02", FEWEST_SHOWN - 1)].join("\n");
const book = new ContractBook(
  loadContract("few.yaml", () => TEXT).contract!,
  "dropped",
  "few",
  "few.yaml",
  [{ name: "facts.ndjson", text: facts }],
  { calendars: [], zone: fixedZone("UTC", 0), sha256: (text) => hash("sha256", text, "hex") },
);
const all = { kinds: [], words: "", offset: 0, limit: 100 };

test("C7.3: answers of a sample below five are counted and not listed, with the figure or in the course of events", () => {
  for (const party of ["company", "agent", "intermediary"] as const) {
    const seen = { asOf: checkedInstant("2026-03-10T00:00:00Z"), party, language: "zh" as const };
    for (const ref of ["C3.2/csat", "C3.2/nps", "C3.2/goal"]) {
      const [enough, few] = ["2026-01", "2026-02"].map((month) => book.explain(seen, `${ref}@${month}`)!);
      // An intermediary is shown no answer by itself, however many there are.
      const listed = party === "intermediary" ? 0 : FEWEST_SHOWN;
      expect([ref, enough!.events.length, enough!.unlisted]).toEqual([ref, listed, undefined]);
      // What decides nothing is hidden from it altogether.
      if (party === "intermediary" && ref === "C3.2/nps") {
        expect(few).toMatchObject({ hidden: "value", events: [], eventCount: 0 });
        continue;
      }
      const notListed = party === "intermediary" ? few!.withheld : few!.unlisted;
      expect([ref, few!.events, few!.eventCount, notListed]).toEqual([ref, [], FEWEST_SHOWN - 1, FEWEST_SHOWN - 1]);
      expect(book.recompute(seen, `${ref}@2026-02`, () => 0).same).toBe(true);
    }
    expect(book.explain(seen, "C3.2/csat@2026-02")!.trace.formula).toContain("3 ÷ 4");
    const answers = book.timeline(seen, all);
    expect(answers).toMatchObject(
      party === "intermediary"
        ? { total: 0, withheld: 2 * FEWEST_SHOWN - 1 }
        : { total: FEWEST_SHOWN, unlisted: FEWEST_SHOWN - 1 },
    );
    expect(answers.events.filter(({ at }) => at > checkedInstant("2026-02-01T00:00:00Z"))).toEqual([]);
  }
});
test("C7.3: with the fifth answer of its sample all of them are listed", () => {
  const seen = { party: "company", language: "zh" } as const;
  const totalAt = (moment: string): number => book.timeline({ ...seen, asOf: checkedInstant(moment) }, all).total;
  expect(totalAt("2026-01-14T09:16:00Z")).toBe(0);
  expect(totalAt("2026-01-14T09:17:00Z")).toBe(FEWEST_SHOWN);
});
