import { hash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseCalendar } from "../src/calendar/calendar-data.ts";
import { checkContract } from "../src/contract/check/check.ts";
import { loadContract } from "../src/contract/load.ts";
import type { Contract } from "../src/contract/model.ts";
import { evaluate } from "../src/evaluate.ts";
import type { Evaluation } from "../src/evaluation.ts";
import { parseFacts } from "../src/facts/parse.ts";
import { parseInstant } from "../src/values/date.ts";
import { openEnds } from "./open-ends.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const facts = `${root}templates/agent-loyalty/facts/`;
const calendar = parseCalendar(JSON.parse(readFileSync(`${root}data/calendars/cn.json`, "utf8"))).calendar!;
const read = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, "utf8") : undefined);
const load = (path: string) => loadContract(path, read);

/** One kept facts file and what it drives a rule to. `state` of a definition is its metric's status. */
interface Expected {
  readonly ref: string;
  readonly contract: string;
  readonly facts: string;
  readonly as_of: string;
  readonly period_or_subject?: string;
  readonly state: string;
  readonly bearer?: string;
  readonly finding?: string;
  readonly amount?: string;
  readonly payable?: string;
  readonly each?: string;
  readonly paid?: string;
}
const expected = JSON.parse(readFileSync(`${facts}expected.json`, "utf8")) as Expected[];
const contracts = new Map<string, Contract>();
const contractOf = (name: string): Contract => {
  const known = contracts.get(name) ?? load(`${root}contracts/filled/${name}/contract.yaml`).contract!;
  contracts.set(name, known);
  return known;
};
const evaluated = (one: Expected): Evaluation => {
  const contract = contractOf(one.contract);
  const parsed = parseFacts(contract, one.facts, readFileSync(facts + one.facts, "utf8"));
  expect(parsed.diagnostics.filter((d) => d.severity === "error")).toEqual([]);
  const sha256 = (text: string): string => hash("sha256", text, "hex");
  return evaluate(contract, parsed.events, {
    asOf: parseInstant(one.as_of)!,
    calendars: [calendar],
    zones: [],
    sha256,
  });
};
/** What the evaluation says of the expected rule: a claim, a fee statement, a metric's status or an instance's state. */
const outcome = (one: Expected, evaluation: Evaluation): Record<string, unknown> => {
  const about = one.period_or_subject;
  const rule = evaluation.contract.versions[0]!.rules.get(one.ref);
  const grant = rule?.kind === "entitlement" ? rule.grant.kind : undefined;
  if (grant === "damages") {
    const claim = evaluation.claims.find((c) => c.ref === one.ref && c.finding.split("~")[0] === about);
    return { state: claim?.status ?? "none", ...(claim ? { amount: evaluation.money(claim.amount) } : {}) };
  }
  const statement = evaluation.statements.find((s) => s.rule === one.ref && about?.split("/")[0] === s.label);
  if (grant === "fee" && one.each !== undefined) {
    const payers = statement?.payers?.map((payer) => evaluation.money(payer.amount)) ?? [];
    expect(payers).toEqual([one.each, one.each]);
    expect(statement && evaluation.money(statement.paid)).toBe(one.paid);
    return { state: statement?.status, payable: statement && evaluation.money(statement.payable) };
  }
  const metric = evaluation.metrics.find((m) => m.ref === one.ref && (about === undefined || m.period.label === about));
  const instance = evaluation.clauses.flatMap((clause) => clause.instances).find((x) => answers(x, one));
  return {
    state: metric?.status ?? instance?.state,
    ...(one.payable === undefined ? {} : { payable: statement && evaluation.money(statement.payable) }),
  };
};
const answers = (
  x: { readonly ref: string; readonly period?: string; readonly subject?: string; readonly bearer?: string },
  { ref, period_or_subject: about, bearer }: Expected,
): boolean =>
  x.ref === ref &&
  (about === undefined || x.period === about || x.subject === about || `${x.period}/${x.subject}` === about) &&
  (bearer === undefined || x.bearer === bearer);

describe("the template", () => {
  it("A1: templates/agent-loyalty has no error; the only findings are the addresses that each contract fills in", () => {
    const { contract, diagnostics } = load(`${root}templates/agent-loyalty/contract.yaml`);
    expect(diagnostics).toEqual([]);
    expect([...new Set(checkContract(contract!).map((finding) => finding.code))]).toEqual(["service_address_missing"]);
  });
  it.each(["contracts/filled/company-led", "contracts/filled/agent-led", "contracts/filled/intermediary-led"])(
    "A1: %s has no error and no legal finding",
    (folder) => {
      const { contract, diagnostics } = load(`${root}${folder}/contract.yaml`);
      expect(diagnostics).toEqual([]);
      expect(checkContract(contract!)).toEqual([]);
    },
  );
  it("N1: every rule of the template has facts that drive it", () => {
    // Several rules may bear one name, each for modes of its own: what is driven in one contract says nothing of the other.
    const named = (contract: string, ref: string): string => {
      const rule = contractOf(contract).versions[0]!.rules.get(ref);
      return [ref, ...(rule?.kind === "procedure" ? rule.stages.map(({ id }) => id) : [])].join(" ");
    };
    const driven = new Set(expected.map((one) => named(one.contract, one.ref)));
    const owed = ["company-led", "agent-led", "intermediary-led"].flatMap((name) =>
      [...contractOf(name).versions[0]!.rules.keys()].map((ref) => named(name, ref)),
    );
    expect(owed).toContain("C12.1/dispute negotiation mediation submission");
    expect([...new Set(owed)].filter((name) => !driven.has(name))).toEqual([]);
  });
  it("C12.1: what the negotiation settled goes to no mediation and no submission", () => {
    const one = expected.find(({ facts: file }) => file === "C12.1-dispute.intermediary_led.mediation.met.ndjson")!;
    const stagesAfter = (outcome: string): string[] => {
      const contract = contractOf(one.contract);
      const text = readFileSync(facts + one.facts, "utf8").replace("协商不成", outcome);
      return evaluate(contract, parseFacts(contract, one.facts, text).events, {
        asOf: parseInstant(one.as_of)!,
        calendars: [calendar],
        zones: [],
        sha256: (written) => hash("sha256", written, "hex"),
      })
        .clauses.flatMap((clause) => clause.instances)
        .filter(({ ref }) => ref === one.ref)
        .map(({ subject }) => subject!);
    };
    expect(stagesAfter("协商不成")).toEqual(["x-1/negotiation", "x-1/mediation", "x-1/submission"]);
    expect(stagesAfter("达成和解")).toEqual(["x-1/negotiation"]);
  });
  it.each(expected.map((one) => [one.facts, one] as const))("%s drives its rule to the expected state", (_, one) => {
    const evaluation = evaluated(one);
    const { state, amount, payable } = one;
    expect(outcome(one, evaluation)).toEqual({ state, ...(amount ? { amount } : {}), ...(payable ? { payable } : {}) });
    const breaches = evaluation.findings.filter((finding) => answers(finding, one)).map((finding) => finding.breach);
    if (one.finding !== undefined) expect(breaches).toContain(one.finding);
    expect(openEnds(evaluation)).toEqual([]);
  });
});
