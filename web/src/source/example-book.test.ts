import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SHANGHAI } from "@fealty/engine/calendar/zone.ts";
import { loadContract } from "@fealty/engine/contract/load.ts";
import { expect, test } from "vitest";
import { checkedInstant } from "./checked-instant.ts";
import { ContractBook } from "./contract-book.ts";
import { EXAMPLE_AS_OF } from "./example.ts";
import { EXAMPLE_MAIN, shippedCalendars, shippedText } from "./shipped.ts";

const { contract } = loadContract(EXAMPLE_MAIN, shippedText);
const text = readFileSync(fileURLToPath(new URL("../../public/example/company-led.ndjson", import.meta.url)), "utf8");
const book = new ContractBook(
  contract!,
  "example",
  "example",
  EXAMPLE_MAIN,
  [{ name: "facts", text }],
  { calendars: shippedCalendars(), zone: SHANGHAI, sha256: (words) => hash("sha256", words, "hex") },
  checkedInstant(EXAMPLE_AS_OF),
);
const at = (language: "zh" | "en") => ({ asOf: book.entry().opensAt, party: "company" as const, language });
const counted = (ref: string): string[] =>
  book
    .explain(at("zh"), ref)!
    .steps.filter((step) => step.counted)
    .map((step) => step.length);

test("C8.3: counted pieces of a case sum to the agreed 5 working days, also when the last one ends at closing time", () => {
  const days = counted("C8.3/minor_resolution@TS-2026-018").map((length) => /^(\d+)个工作日$/.exec(length)![1]!);
  expect(days.length).toBeGreaterThan(1);
  expect(days.reduce((sum, one) => sum + +one, 0)).toBe(5);
});
test("C8.3: two working hours over a closing time are two pieces that sum to two hours", () => {
  expect(counted("C8.3/first_response@TS-2026-019")).toEqual(["1小时40分钟", "20分钟"]);
});
test("C4.2: a rule with a condition is said to hold for the text's own cases only", () => {
  const rule = (id: string, language: "zh" | "en") =>
    book.view(at(language)).clauses[id]!.rules.find((one) => one.kind === "prohibition")!;
  expect(rule("C4.2", "zh").title).toBe("未经同意不得推广");
  expect(rule("C4.2", "zh").note).toBe("不得发生：联系客户（较重）（仅限正文所列情形）");
  expect(rule("C4.2", "en").note).toContain("(only in the cases that the text names)");
});
test("C6.2: a bonus rests on the events of the goal that earned it", () => {
  const explanation = book.explain(at("zh"), "statement/2026-03/retention_reward")!;
  expect(explanation.eventCount).toBeGreaterThan(100);
  expect(book.recompute(at("zh"), "statement/2026-03/retention_reward", () => 0).same).toBe(true);
});
test("C11.2: the contract's damages stand with their clause, proposed or decided, and explain themselves to both sides", () => {
  for (const party of ["company", "agent"] as const) {
    const viewpoint = { ...at("zh"), party };
    const view = book.view(viewpoint);
    expect(view.claims.map((claim) => claim.status)).toEqual(expect.arrayContaining(["proposed", "decided"]));
    const rules = view.clauses["C11.2"]!.rules.filter((rule) => rule.damages).map((rule) => rule.ref);
    for (const claim of view.claims) {
      expect(rules).toContain(claim.rule);
      expect(book.explain(viewpoint, claim.ref)?.trace.value, claim.ref).toBe(claim.amount);
      expect(book.explain(viewpoint, claim.aboutRef), claim.aboutRef).toBeDefined();
    }
  }
});
test("C11.1: a decision reaches the instance it is about, with its reasons", () => {
  const view = book.view(at("zh"));
  const course = view.clauses["C5.3"]!.rules.flatMap((rule) => rule.instances).find((one) => one.decision);
  expect(course).toMatchObject({ state: "missed", decision: { breach: true, withdrawn: false } });
  expect(book.explain(at("zh"), course!.ref)?.decision).toEqual(course!.decision);
  const contact = book.explain(at("zh"), "C1.3/first_contact@K064")!;
  expect(contact.decision).toMatchObject({ breach: false, reasons: expect.stringMatching(/./) });
});
