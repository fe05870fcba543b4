// Clauses: N3
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { zonedText } from "../src/calendar/zone.ts";
import { loadContract } from "../src/contract/load.ts";
import type { Contract } from "../src/contract/model.ts";
import { evaluate } from "../src/evaluate.ts";
import type { Evaluation } from "../src/evaluation.ts";
import type { Event } from "../src/facts/event.ts";
import { parseFacts } from "../src/facts/parse.ts";
import { evaluationJson } from "../src/output.ts";
import type { Instant } from "../src/values/brand.ts";
import { china, cn, zone } from "./calendars.ts";
import { run, type Told } from "./run-contract.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** What moves with time itself or says when it was looked at; explanations repeat it. */
const MOVING = ["as_of", "known_at", "digest", "next_change_at", "probability", "trace", "workings"];
const standing = (evaluation: Evaluation): string =>
  JSON.stringify(evaluationJson(evaluation), (key, value: unknown) => (MOVING.includes(key) ? undefined : value), 1);
/** The first lines that differ, in words short enough to read. */
const difference = (before: string, after: string): string => {
  const [a, b] = [before.split("\n"), after.split("\n")];
  const at = a.findIndex((line, index) => line !== b[index]);
  return `${a.slice(Math.max(at - 4, 0), at + 1).join(" ")} | ${b.slice(Math.max(at - 2, 0), at + 3).join(" ")}`;
};
const DAY = 86_400_000_000;
/**
 * Walks from change to change: between a moment and the next change that it names, nothing is otherwise than at the moment.
 * @param at the evaluation at a moment of what was known at another
 * @param step how finely the stretches between are looked at
 */
const unannounced = (
  at: (asOf: Instant, known: Instant) => Evaluation,
  from: Instant,
  until: Instant,
  step: number,
): string[] => {
  const found: string[] = [];
  for (let now = from; now < until; ) {
    const evaluation = at(now, now);
    const next = Math.min(evaluation.nextChangeAt ?? until, until) as Instant;
    const seen = standing(evaluation);
    for (let later = now + step; ; later += step) {
      const moment = Math.min(later, next - 1) as Instant;
      const then = standing(at(moment, now));
      if (then !== seen) {
        const [a, b] = [now, moment].map((one) => zonedText(evaluation.zone, one as Instant));
        found.push(`${a} → ${b}: ${difference(seen, then)}`);
        break;
      }
      if (moment === next - 1) break;
    }
    now = next;
  }
  return found;
};

/** A year with something of each kind: what a contract has no rule for counts for nothing there. */
const LIVED: Told[] = [
  { kind: "customer_joined", at: "2026-01-15T10:00", customer: "k" },
  { kind: "served_by", at: "2026-01-20T10:00", customer: "l", from: "2026-04-17" },
  {
    kind: "sale",
    at: "2026-01-15T10:00",
    amount: "230000.00",
    order: "a",
    policy: "a",
    product: "motor",
    customer: "k",
  },
  { kind: "sale", at: "2026-03-15T10:00", amount: "1000.00", order: "b", policy: "b", product: "motor", customer: "l" },
  { kind: "complaint_opened", at: "2026-03-16T10:00", case: "c", severity: "major", customer: "k" },
  {
    kind: "survey_answered",
    at: "2026-03-17T10:00",
    survey: "s",
    invitation: "i",
    recommend: 9,
    satisfaction: 5,
    customer: "k",
  },
  { kind: "payment_made", at: "2026-03-18T10:00", amount: "100.00" },
  { kind: "sale_cancelled", at: "2026-12-28T10:00", order: "a", recorded_at: "2027-01-12T10:00" },
  // Two machines' clocks stand apart: what was recorded has not happened yet.
  {
    kind: "sale",
    at: "2026-03-24T15:00",
    amount: "900.00",
    order: "c",
    policy: "c",
    product: "motor",
    customer: "k",
    recorded_at: "2026-03-20T09:00",
  },
  { kind: "payment_made", at: "2027-01-05T11:30", amount: "50.00", recorded_at: "2026-12-29T09:00" },
];
const factsOf = (contract: Contract, told: readonly Told[]): readonly Event[] => {
  const time = (at: unknown): string => `${String(at)}:00+08:00`;
  const lines = told.map(({ at, recorded_at, ...fact }, index) =>
    JSON.stringify({
      id: `e${index}`,
      ...fact,
      at: time(at),
      ...(recorded_at ? { recorded_at: time(recorded_at) } : {}),
    }),
  );
  // What a contract's own rules refuse as a fact is left out.
  return lines.flatMap((line) => parseFacts(contract, "f.ndjson", line).events);
};
/** But the one whose term lies in 2010 and 2011. */
const good = readdirSync(`${root}contracts/good`)
  .map((name) => (/\./.test(name) ? name : `${name}/contract.yaml`))
  .filter((name) => existsSync(`${root}contracts/good/${name}`) && name !== "flat-rate-published.yaml");

describe("N3: nothing changes before the moment that is named for it", () => {
  it.each(good)("N3: in contracts/good/%s", (name) => {
    const main = `${root}contracts/good/${name}`;
    const { contract } = loadContract(main, (path) => {
      const file = isAbsolute(path) ? path : resolve(dirname(main), path);
      return existsSync(file) ? readFileSync(file, "utf8") : undefined;
    });
    if (!contract) throw new Error(`${name} does not load`);
    const events = factsOf(contract, LIVED);
    const zones = contract.timeZone === "Asia/Shanghai" ? [] : [zone(contract.timeZone)];
    const at = (asOf: Instant, known: Instant): Evaluation =>
      evaluate(
        contract,
        events.filter((event) => event.recordedAt <= known),
        { asOf, calendars: [china], zones, sha256: () => "" },
      );
    // Around a change of months, around the term's end, and where every fact is known.
    expect(unannounced(at, cn("2026-03-20T10:00"), cn("2026-05-08T00:00"), 3 * DAY)).toEqual([]);
    expect(unannounced(at, cn("2026-12-29T10:00"), cn("2027-02-03T00:00"), 9 * DAY)).toEqual([]);
  });

  const PAY = {
    id: "pay",
    kind: "entitlement",
    holder: "agent",
    from: "company",
    publish_by: "5 business days",
    pay_by: "10 days",
    plan: {
      period: "month",
      credit: [{ event: "sale", amount: "amount" }],
      components: [
        { id: "base", kind: "rate", rate: "10%" },
        {
          id: "kept",
          kind: "holdback",
          on: ["base"],
          rate: "20%",
          release: { metric: "C9.3/sales", after: "4 months", table: [{ from: "0", share: "100%" }] },
        },
      ],
    },
  };
  const SALES = {
    id: "sales",
    kind: "definition",
    metric: { measure: "count", event: "sale", window: "term", min_n: 1 },
  };
  const sold: Told = { kind: "sale", at: "2026-01-15T10:00", amount: "100.00", order: "a" };
  const published: Told = { kind: "statement_published", at: "2026-02-03T10:00", period: "2026-01" };
  const next = (evaluation: Evaluation): string => zonedText(evaluation.zone, evaluation.nextChangeAt!).slice(0, 23);
  const local = (at: Instant): string => zonedText(zone("Asia/Shanghai"), at).replace("+08:00", "");
  const lived = (rules: readonly object[], facts: readonly Told[], more: object, from: string, until: string) =>
    unannounced(
      (asOf, known) =>
        run(
          rules,
          facts.filter((fact) => cn(`${fact.at}:00`) <= known),
          local(asOf),
          more,
        ),
      cn(from),
      cn(until),
      9 * DAY,
    );
  it("C6.2: a month's end is one, and so is the moment after the payer had to publish it", () => {
    const at = (asOf: string) => run([PAY, SALES], [sold, published], asOf, { close: "published" });
    expect(next(at("2026-02-05T10:00"))).toBe("2026-02-13T10:00:00.000");
    expect(next(at("2026-02-14T10:00"))).toBe("2026-03-01T00:00:00+08:");
    expect(next(at("2026-03-01T00:00"))).toBe("2026-03-06T18:00:00.000");
    for (const close of ["published", "timed"]) {
      expect(lived([PAY, SALES], [sold, published], { close }, "2026-02-02T10:00", "2026-04-15T00:00")).toEqual([]);
      expect(lived([PAY, SALES], [sold, published], { close }, "2026-11-29T10:00", "2027-02-15T00:00")).toEqual([]);
    }
  });
  it("N1: so is the moment at which something recorded happens, for it counts from then on", () => {
    const ahead: Told = { ...sold, at: "2026-02-05T10:20", recorded_at: "2026-02-05T10:00" };
    const at = (asOf: string) => run([PAY, SALES], [ahead], asOf);
    const sales = (asOf: string) => at(asOf).metrics[0]?.n;
    expect(next(at("2026-02-05T10:05"))).toBe("2026-02-05T10:20:00+08:");
    expect(["2026-02-05T10:19", "2026-02-05T10:20"].map(sales)).toEqual([0, 1]);
    expect(next(at("2026-02-05T09:59"))).toBe("2026-02-06T18:00:00.000");
  });
  it("C6.3: so are the months after the term in which something held is released, and the arrival of a set-off notice", () => {
    const late = [
      { ...sold, at: "2026-11-15T10:00" },
      {
        kind: "adjustment",
        at: "2026-03-02T10:00",
        period: "2026-03",
        amount: "-50.00",
        reason: "r",
        by: "x",
        approved_by: ["p", "q"],
      },
      {
        kind: "set_off_notice",
        at: "2026-05-10T10:00",
        amount: "50.00",
        undisputed: "50.00",
        arrived: "2026-05-20T10:00:00+08:00",
      },
      { ...sold, at: "2026-05-02T10:00", order: "b", amount: "900.00" },
    ];
    expect(lived([PAY, SALES], late, {}, "2026-05-10T10:00", "2026-06-02T00:00")).toEqual([]);
    expect(lived([PAY, SALES], late, {}, "2026-12-29T10:00", "2027-06-01T00:00")).toEqual([]);
  });
  it("C9.3: so are the beginning of a quarter in which a customer taken over is owed something, and a member's first day", () => {
    const visit = {
      id: "visit",
      kind: "recurrence",
      bearer: "agent",
      every: "quarter",
      due: "10 business days after end",
      done_by: "contact_made",
      per: "customer",
    };
    const taken: Told = { kind: "customer_joined", at: "2026-02-10T10:00", customer: "k" };
    expect(lived([visit], [taken], {}, "2026-02-11T10:00", "2026-08-01T00:00")).toEqual([]);
    const handed: Told = { kind: "served_by", at: "2026-02-10T10:00", customer: "k", from: "2026-03-20" };
    const blocks = { ...visit, every: "30 days" };
    expect(lived([blocks], [handed], {}, "2026-02-11T10:00", "2026-06-01T00:00")).toEqual([]);
    const members = [
      { id: "m", name: "甲", share: "50%" },
      { id: "n", name: "乙", share: "50%", from: "2026-04-20" },
    ];
    const parties = {
      company: { name: "甲公司", kind: "organisation" },
      agent: { name: "队", kind: "team", lead: "m", members },
    };
    const report = { ...visit, per: "member" };
    expect(lived([{ ...report, every: "30 days" }], [], { parties }, "2026-02-11T10:00", "2026-08-01T00:00")).toEqual(
      [],
    );
  });
});
