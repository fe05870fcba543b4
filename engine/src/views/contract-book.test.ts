import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { fixedZone } from "../calendar/zone.ts";
import { loadContract } from "../contract/load.ts";
import { parseInstant } from "../values/date.ts";
import { ContractBook } from "./contract-book.ts";
import type { Viewpoint } from "./viewpoint.ts";

const file = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../web/e2e/files/${name}`, import.meta.url)), "utf8");
const yaml = file("gift-shop.yaml").replace("Europe/London", "UTC");
const { contract } = loadContract("gift-shop.yaml", () => yaml);
const book = new ContractBook(
  contract!,
  "dropped",
  "local-1",
  "gift-shop.yaml",
  [{ name: "gift-shop.csv", text: file("gift-shop.csv") }],
  {
    calendars: [],
    zone: fixedZone("UTC", 0),
    sha256: (text) => hash("sha256", text, "hex"),
  },
);
const at = (text: string, language: "zh" | "en" = "en"): Viewpoint => ({
  asOf: parseInstant(text)!,
  party: "company",
  language,
});
const later = at("2026-05-12T00:00:00Z");

test("N1: dropped facts open at the moment of the last one, over the contract's term", () => {
  expect(book.entry()).toMatchObject({
    id: "local-1",
    number: "GS-2026-7",
    opensAt: parseInstant("2026-05-11T11:15:00Z"),
  });
});
test("C6.2: statements keep their exact amounts as text", () => {
  const view = book.view(later);
  expect(view.statements[0]).toMatchObject({ period: "2026-01", status: "closed", payable: "63.02", open: "63.02" });
  expect(view.statements[0]!.lines[0]).toMatchObject({ basis: "1260.40", rate: "0.05", amount: "63.02" });
  expect(view.payTotals).toEqual([
    { rule: "C6.2/pay", ref: "statement/totals", payable: "93.92", paid: "0.00", open: "93.92" },
  ]);
});
test("N2: every figure shown is explained and recomputed to the same value", () => {
  const view = book.view(later);
  const refs = [
    ...Object.values(view.metrics).flatMap((metric) => metric.points.map((point) => point.ref)),
    ...Object.values(view.clauses).flatMap((clause) =>
      clause.rules.flatMap((rule) => rule.instances.map((instance) => instance.ref)),
    ),
    ...view.statements.flatMap((statement) => statement.lines.map((line) => line.ref)),
  ];
  expect(refs.length).toBeGreaterThan(8);
  for (const ref of refs) {
    expect(book.explain(later, ref)?.trace.what, ref).toBeTruthy();
    expect(
      book.recompute(later, ref, () => 0),
      ref,
    ).toMatchObject({ ref, same: true });
  }
});
test("N2: a metric is recomputed from its own events alone", () => {
  expect(book.recompute(later, "C4.1/sales@2026-Q1", () => 0)).toMatchObject({
    scope: "evidence",
    events: 4,
    same: true,
    value: "4",
  });
});
test("N2: what nothing answers to is no agreement", () => {
  expect(book.explain(later, "C9.9/gone@2026")).toBeUndefined();
  expect(book.recompute(later, "C9.9/gone@2026", () => 0).same).toBe(false);
});
test("N1: a view at an earlier moment knows no later event", () => {
  const early = at("2026-01-10T00:00:00Z");
  expect(book.timeline(early, { kinds: [], words: "", offset: 0, limit: 50 }).total).toBe(1);
  expect(book.view(early).metrics["C4.1/sales"]!.points.at(-1)).toMatchObject({ value: 1, closed: false });
});
test("N1: events are paged newest first and found by kind and words", () => {
  const page = book.timeline(later, { kinds: ["sale"], words: "", offset: 2, limit: 2 });
  expect(page.total).toBe(6);
  expect(page.events.map((event) => event.id)).toEqual(["4", "3"]);
  expect(
    book.timeline(later, { kinds: [], words: "410", offset: 0, limit: 9 }).events.map((event) => event.id),
  ).toEqual(["4"]);
});
test("N1: closed statements mark the slider", () => {
  const marks = book.marks(at("2026-05-12T00:00:00Z", "zh"));
  expect(marks.filter((mark) => mark.what === "closed").map((mark) => mark.text)).toContain("2026年1月报酬结账");
});
test("N2: the evidence digest is of exactly the events listed: the engine's own for one figure, the union's for a statement", () => {
  const ofMetric = book.explain(later, "C4.1/sales@2026-Q1")!;
  const ofStatement = book.explain(later, "statement/2026-01")!;
  const ofLine = book.explain(later, book.view(later).statements[0]!.lines[0]!.ref)!;
  expect(ofMetric.hash).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(ofMetric.hash).not.toBe(ofLine.hash);
  expect(ofStatement.events.map((event) => event.id).sort()).toEqual(ofLine.events.map((event) => event.id).sort());
  expect(ofStatement.hash).toBe(ofLine.hash);
  for (const { hash, eventCount } of [ofMetric, ofStatement, ofLine]) expect(hash === undefined).toBe(eventCount === 0);
});
