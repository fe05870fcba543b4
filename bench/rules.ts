import { SHANGHAI } from "@fealty/engine/calendar/zone.ts";
import type { Condition } from "@fealty/engine/contract/condition.ts";
import type { EventView } from "@fealty/engine/contract/event-view.ts";
import { loadContract } from "@fealty/engine/contract/load.ts";
import type { Contract } from "@fealty/engine/contract/model.ts";
import { openFacts, recordEvent } from "@fealty/engine/facts/fold.ts";
import { kindTable, parseRecord } from "@fealty/engine/facts/parse.ts";
import { moneyText, parseMoney } from "@fealty/engine/values/money.ts";
import { Engine } from "json-rules-engine";
import { millisecondsOf, race } from "./measure.ts";
import { type Random, seeded } from "./random.ts";
import { type Bench, perSecondText, type Section } from "./results.ts";
import { RULE_CASES } from "./rule-cases.ts";

const FACTS = 2_000;
/** One million facts in all; the peer goes over them once. */
const PASSES = 500;
const YUAN = { code: "CNY", decimals: 2 };

/** A contract whose twenty prohibitions hold the conditions: they are checked and compiled as any contract's are. */
const contractText = (): string =>
  JSON.stringify({
    fealty: 1,
    number: "BENCH-RULES",
    title: { zh: "规则", en: "Rules" },
    languages: ["zh", "en"],
    mode: "company_led",
    law: { country: "CN", as_of: "2026-03-01" },
    currency: "CNY",
    time_zone: "Asia/Shanghai",
    calendar: { id: "CN", hours: "09:00-18:00" },
    term: { from: "2026-01-01", until: "2026-12-31" },
    parties: { company: { name: "甲", kind: "organisation" }, agent: { name: "乙", kind: "organisation" } },
    events: {
      observed: {
        amount: "money",
        premium: "money",
        quantity: "integer",
        score: "number",
        product: "text",
        channel: "text",
        severity: "text",
        first_year: "boolean",
        opened_at: "instant",
        due_at: "instant",
        done_at: "instant",
      },
    },
    clauses: [
      {
        id: "C8.1",
        title: { zh: "条件", en: "Conditions" },
        text: { zh: "二十个条件。", en: "Twenty conditions." },
        rules: RULE_CASES.map(({ id, cel }) => ({
          id,
          kind: "prohibition",
          bearer: "agent",
          event: "observed",
          severity: "minor",
          when: cel,
        })),
      },
    ],
  });

const load = (): Contract => {
  const text = contractText();
  const { contract, diagnostics } = loadContract("rules.json", (file) => (file === "rules.json" ? text : undefined));
  if (!contract) throw new Error(JSON.stringify(diagnostics));
  return contract;
};
const conditionsOf = (contract: Contract): Condition[] =>
  RULE_CASES.map(({ id }) => {
    const rule = contract.versions[0]!.rules.get(`C8.1/${id}`);
    if (rule?.kind !== "prohibition" || !rule.when) throw new Error(`no condition ${id}`);
    return rule.when;
  });

const START = Date.parse("2026-05-20T00:00:00+08:00");
const instant = (minutes: number): string => new Date(START + minutes * 60_000).toISOString();
/** A record as it stands in a facts file. */
const record = (random: Random, index: number): Record<string, unknown> => {
  const opened = random.below(60 * 24 * 60);
  return {
    id: `r${index}`,
    kind: "observed",
    at: instant(opened),
    amount: moneyText(BigInt(random.below(7_000_000)) as never, YUAN),
    premium: moneyText(BigInt(random.below(3_000_000)) as never, YUAN),
    quantity: random.below(7),
    score: random.below(21) / 2,
    product: random.pick(["term", "whole", "annuity", "motor", "travel"]),
    channel: random.pick(["web", "branch", "phone"]),
    severity: random.pick(["minor", "major", "grave"]),
    first_year: random.percent(40),
    opened_at: instant(opened),
    due_at: instant(opened + 480),
    done_at: instant(opened + random.below(960)),
  };
};
const MOMENTS = ["opened_at", "due_at", "done_at"];
/** The same record with money in minor units and instants in microseconds: what the peer can compare. */
const peerFacts = (one: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(one).map(([name, value]) => {
      if (name === "amount" || name === "premium") return [name, Number(parseMoney(value as string, YUAN))];
      return [name, MOMENTS.includes(name) ? Date.parse(value as string) * 1000 : value];
    }),
  );

const viewsOf = (contract: Contract, records: readonly Record<string, unknown>[]): EventView[] => {
  const kinds = kindTable(contract);
  const book = openFacts(contract, SHANGHAI);
  return records.map((value, index) => {
    const { event, diagnostics } = parseRecord(contract, kinds, "", { value, line: index + 1, columnOf: () => 1 });
    if (!event) throw new Error(JSON.stringify(diagnostics));
    return recordEvent(book, event)[0]!.fact.view;
  });
};
/** How many of all conditions hold for all views; also keeps the optimiser from leaving the work out. */
const countHeld = (conditions: readonly Condition[], views: readonly EventView[], passes = 1): number => {
  let held = 0;
  for (let pass = 0; pass < passes; pass += 1)
    for (const view of views) for (const condition of conditions) if (condition.evaluate(view) === true) held += 1;
  return held;
};
const peerEngine = (): Engine => {
  const engine = new Engine();
  for (const { id, peer } of RULE_CASES) engine.addRule({ conditions: peer, event: { type: id } });
  return engine;
};

const requireEqual = async (
  conditions: readonly Condition[],
  views: readonly EventView[],
  facts: readonly Record<string, unknown>[],
): Promise<number> => {
  const engine = peerEngine();
  let held = 0;
  for (const [index, one] of facts.entries()) {
    const theirs = new Set((await engine.run(one)).events.map(({ type }) => type));
    for (const [position, { id, cel }] of RULE_CASES.entries()) {
      const ours = conditions[position]!.evaluate(views[index]!) === true;
      if (ours !== theirs.has(id)) throw new Error(`${cel} on ${JSON.stringify(one)}: Fealty says ${ours}`);
      if (ours) held += 1;
    }
  }
  return held;
};

/** Conditions of rules against a rules engine that interprets them. */
export const rules: Bench = {
  id: "P3",
  title: "rules against json-rules-engine",
  run: async ({ say }): Promise<Section> => {
    const contract = load();
    const conditions = conditionsOf(contract);
    const random = seeded(3);
    const records = Array.from({ length: FACTS }, (_, index) => record(random, index));
    const views = viewsOf(contract, records);
    const theirs = records.map(peerFacts);
    const held = await requireEqual(conditions, views, theirs);
    say(`equal on ${FACTS} facts`);
    const engine = peerEngine();
    const count = RULE_CASES.length;
    const runs = await race(
      {
        fealty: () => millisecondsOf(() => countHeld(conditions, views, PASSES)),
        fromRecords: () =>
          millisecondsOf(() => {
            for (let pass = 0; pass < 10; pass += 1) countHeld(conditions, viewsOf(contract, records));
          }),
        peer: () =>
          millisecondsOf(async () => {
            for (const one of theirs) await engine.run(one);
          }),
      },
      { warmUps: 6 },
    );
    const each = (milliseconds: number, facts: number): number => (facts * count * 1000) / milliseconds;
    const ours = each(runs.fealty.medianMs, FACTS * PASSES);
    const peer = each(runs.peer.medianMs, FACTS);
    return {
      id: "P3",
      title: rules.title,
      workload: `${count} conditions (10 thresholds, 10 deadlines, 10 of the 20 with two parts or two fields) on the same ${FACTS} facts for both sides; Fealty goes over them ${PASSES} times, the peer once a run.`,
      equal: `${FACTS * count} truths of both sides are the same, ${held} of them true.`,
      figures: [
        {
          what: `Fealty, compiled conditions on typed facts, ${FACTS * PASSES} facts`,
          timing: runs.fealty,
          means: perSecondText(FACTS * PASSES * count, runs.fealty.medianMs, "conditions"),
        },
        {
          what: `Fealty, from records of a facts file (typing, fold, conditions), ${10 * FACTS} facts`,
          timing: runs.fromRecords,
          means: perSecondText(10 * FACTS * count, runs.fromRecords.medianMs, "conditions"),
        },
        {
          what: `json-rules-engine, facts as plain numbers, ${FACTS} facts`,
          timing: runs.peer,
          means: perSecondText(FACTS * count, runs.peer.medianMs, "conditions"),
        },
      ],
      ratios: [
        {
          what: "conditions a second, Fealty ÷ json-rules-engine, both on facts at hand",
          value: ours / peer,
          target: 250,
        },
        {
          what: "the same, Fealty from records of a file",
          value: each(runs.fromRecords.medianMs, 10 * FACTS) / peer,
        },
      ],
      values: [],
      notes: [
        "The peer is given money and instants as plain numbers; Fealty compares money as whole minor units and numbers as exact fractions.",
        "What bounds it (profile of 2026-11-25): 40 % of the time is reading fields of the view by name, then calls between closures and comparisons of bigints.",
      ],
    };
  },
};
