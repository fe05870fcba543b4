// Writes web/public/example/company-led.ndjson, the facts of the shipped example: `npx tsx tools/make-example.ts`.
// Payments and decisions rest on what the engine finds, so the story is evaluated month by month while it is told.
import { hash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { SHANGHAI } from "@fealty/engine/calendar/zone.ts";
import { loadContract } from "@fealty/engine/contract/load.ts";
import { evaluate } from "@fealty/engine/evaluate.ts";
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import { parseFacts } from "@fealty/engine/facts/parse.ts";
import { assert } from "@fealty/engine/values/assert.ts";
import { parseInstant } from "@fealty/engine/values/date.ts";
import { moneyText } from "@fealty/engine/values/money.ts";
import kept from "../data/calendars/cn.json" with { type: "json" };
import { type FactRecord, tellStory } from "./example-story.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const target = join(root, "web/public/example/company-led.ndjson");
const read = (path: string): string | undefined => {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return undefined;
  }
};
const { contract, diagnostics } = loadContract("contracts/filled/company-led/contract.yaml", read);
assert(contract, JSON.stringify(diagnostics.slice(0, 3)));
const { calendar } = parseCalendar(kept);
assert(calendar, "the kept calendar reads");

const linesOf = (facts: readonly FactRecord[]): string => `${facts.map((fact) => JSON.stringify(fact)).join("\n")}\n`;
const at = (facts: readonly FactRecord[], moment: string): Evaluation => {
  const asOf = parseInstant(moment);
  assert(asOf !== undefined, moment);
  const parsed = parseFacts(contract, target, linesOf(facts));
  const wrong = parsed.diagnostics.filter((one) => one.severity === "error");
  assert(wrong.length === 0, JSON.stringify(wrong.slice(0, 5)));
  return evaluate(contract, parsed.events, {
    asOf,
    calendars: [calendar],
    zones: [SHANGHAI],
    sha256: (text) => hash("sha256", text, "hex"),
  });
};
const known = (fact: FactRecord): string => fact.recorded_at ?? fact.at;
const inOrder = (facts: readonly FactRecord[]): FactRecord[] =>
  [...facts].sort((a, b) => (known(a) < known(b) ? -1 : known(a) > known(b) ? 1 : a.id < b.id ? -1 : 1));

/** When the company published and paid each month's statement. April's pay came four days late; August's is still to come. */
const PAID = [
  ["2026-01", "2026-02-05T15:00:00+08:00", "2026-02-13T10:00:00+08:00"],
  ["2026-02", "2026-03-05T15:00:00+08:00", "2026-03-13T10:00:00+08:00"],
  ["2026-03", "2026-04-07T15:00:00+08:00", "2026-04-15T10:00:00+08:00"],
  ["2026-04", "2026-05-08T15:00:00+08:00", "2026-05-28T10:00:00+08:00"],
  ["2026-05", "2026-06-04T15:00:00+08:00", "2026-06-12T10:00:00+08:00"],
  ["2026-06", "2026-07-06T15:00:00+08:00", "2026-07-15T10:00:00+08:00"],
  ["2026-07", "2026-08-06T15:00:00+08:00", "2026-08-14T10:00:00+08:00"],
  ["2026-08", "2026-09-04T15:00:00+08:00", undefined],
] as const;

/** The whole facts file as text; the same bytes each time. */
export const makeExample = (): string => {
  let facts = tellStory();
  for (const [period, published, paid] of PAID) {
    facts = inOrder([...facts, { id: `statement-${period}`, kind: "statement_published", at: published, period }]);
    if (paid === undefined) continue;
    const statement = at(facts, published).statements.find((one) => one.label === period);
    assert(statement, `a statement for ${period}`);
    const amount = moneyText(statement.payable, contract.currency);
    facts = inOrder([
      ...facts,
      {
        id: `payment-${period}`,
        kind: "payment_made",
        at: paid,
        by: "company",
        amount,
        allocations: [{ statement: period, amount }],
      },
    ]);
  }
  /** A person looked at two findings: the late course is a breach, the late first contact was not. */
  const decide = (ref: string, moment: string, breach: boolean, reasons: string): void => {
    const finding = at(facts, moment).findings.find((one) => one.ref === ref);
    assert(finding, `a finding of ${ref} by ${moment}`);
    facts = inOrder([
      ...facts,
      {
        id: `decision-${ref.replace("/", "-")}`,
        kind: "decided",
        at: moment,
        by: "周启明",
        finding: finding.id,
        breach,
        reasons,
      },
    ]);
  };
  decide(
    "C5.3/course_assigned",
    "2026-05-18T10:00:00+08:00",
    true,
    "课程晚六天指派，无约定的免责事由，构成违约，按第11.2.3款计一次违约金。",
  );
  decide(
    "C1.3/first_contact",
    "2026-02-04T10:00:00+08:00",
    false,
    "客户在此期间不在境内，乙方已两次留言，不构成违约。",
  );
  return linesOf(facts);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(join(root, "web/public/example"), { recursive: true });
  const text = makeExample();
  writeFileSync(target, text);
  process.stdout.write(`${text.split("\n").length - 1} events written to web/public/example/company-led.ndjson\n`);
}
