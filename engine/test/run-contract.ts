import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseCalendar } from "../src/calendar/calendar-data.ts";
import type { CalendarData } from "../src/calendar/types.ts";
import { loadContract } from "../src/contract/load.ts";
import { evaluate } from "../src/evaluate.ts";
import type { Evaluation } from "../src/evaluation.ts";
import { parseFacts } from "../src/facts/parse.ts";
import { instanceName } from "../src/rules/settle.ts";
import { parseInstant } from "../src/values/date.ts";

const calendar = parseCalendar(
  JSON.parse(readFileSync(fileURLToPath(new URL("../../data/calendars/cn.json", import.meta.url)), "utf8")),
).calendar!;
const HEAD = {
  fealty: "1",
  number: "T-1",
  title: { zh: "测试", en: "Test" },
  languages: ["zh", "en"],
  mode: "company_led",
  law: { country: "CN", as_of: "2026-03-01" },
  currency: "CNY",
  time_zone: "Asia/Shanghai",
  calendar: { id: "CN", hours: "09:00-18:00" },
  term: { from: "2026-01-01", until: "2026-12-31" },
  parties: { company: { name: "甲公司", kind: "organisation" }, agent: { name: "乙代理", kind: "person" } },
};
/** `{ at: "2026-03-01T10:00" }` is in the contract's zone; ids are e1, e2 … in the order given. */
export type Told = { readonly kind: string; readonly at: string; readonly [field: string]: unknown };

/** A contract of one clause with these rules, run on these facts: no error may stand in its way. */
export const run = (
  rules: readonly object[],
  facts: readonly Told[],
  asOf: string,
  more: object = {},
  calendars: readonly CalendarData[] = [calendar],
): Evaluation => {
  const clause = { id: "C9.3", title: HEAD.title, text: { zh: "依约。", en: "As agreed." }, rules };
  const text = JSON.stringify({ ...HEAD, clauses: [clause], ...more });
  const { contract, diagnostics } = loadContract("t.json", (file) => (file === "t.json" ? text : undefined));
  const errors = diagnostics.filter((one) => one.severity === "error");
  if (!contract || errors.length > 0) throw new Error(JSON.stringify(errors));
  const time = (at: string): string => `${at.length === 16 ? `${at}:00` : at}+08:00`;
  const lines = facts.map((fact, index) => {
    const recorded = typeof fact.recorded_at === "string" ? { recorded_at: time(fact.recorded_at) } : {};
    return JSON.stringify({ id: `e${index + 1}`, ...fact, at: time(fact.at), ...recorded });
  });
  const parsed = parseFacts(contract, "facts.ndjson", lines.join("\n"));
  const refused = parsed.diagnostics.filter((one) => one.severity === "error");
  if (refused.length > 0) throw new Error(JSON.stringify(refused));
  return evaluate(contract, parsed.events, { ...WORLD, asOf: parseInstant(time(asOf))!, calendars });
};
/** What an evaluation needs beside contract, facts and moment. */
export const WORLD = {
  calendars: [calendar],
  zones: [],
  sha256: (value: string | Uint8Array) => hash("sha256", value, "hex"),
};
/** `rule@period/subject state` of every instance, without the clause. */
export const states = (evaluation: Evaluation): string[] =>
  evaluation.clauses
    .flatMap((clause) => clause.instances)
    .map((one) => `${instanceName(one.ref, one.period, one.subject).replace("C9.3/", "")} ${one.state}`);
