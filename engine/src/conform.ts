// Clauses: N2

import { parseHours } from "./calendar/hours.ts";
import { isLegalUnit, legalDue } from "./calendar/legal-time.ts";
import { serviceDueWithPauses } from "./calendar/service-time.ts";
import type { CalendarData } from "./calendar/types.ts";
import { SHANGHAI, type Zone, zonedText } from "./calendar/zone.ts";
import { loadContract } from "./contract/load.ts";
import { evaluate } from "./evaluate.ts";
import type { EvaluateOptions, Evaluation } from "./evaluation.ts";
import { parseFacts, uniqueEvents } from "./facts/parse.ts";
import type { Instance } from "./rules/types.ts";
import type { Instant, Money } from "./values/brand.ts";
import { dayText, parseDay, parseInstant } from "./values/date.ts";
import { parseDuration } from "./values/duration.ts";
import { nearestName } from "./values/nearest.ts";
import { rounded6 } from "./values/rational.ts";

/** One case of a vectors file: a period's end, or a contract with facts and what must come out. */
export interface VectorCase {
  readonly name: string;
  readonly why?: string;
  /** Clock cases. */
  readonly from?: string;
  readonly add?: string;
  readonly legal?: boolean;
  readonly hours?: string;
  readonly zone?: string;
  readonly pauses?: readonly { readonly from: string; readonly to: string }[];
  readonly due?: string;
  /** Contract cases. */
  readonly contract?: unknown;
  readonly facts?: readonly unknown[];
  readonly as_of?: string;
  readonly known_at?: string;
  readonly expect?: {
    readonly statements?: Readonly<Record<string, ExpectedStatement>>;
    readonly metrics?: readonly Readonly<Record<string, unknown>>[];
    readonly instances?: readonly Readonly<Record<string, unknown>>[];
  };
}
interface ExpectedStatement {
  readonly components?: Readonly<Record<string, string>>;
  readonly members?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}
export interface Mismatch {
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}
type World = Pick<EvaluateOptions, "calendars" | "zones" | "sha256">;

/** Runs one case; an empty list means that everything the case names came out as expected, numbers to 1e-6. */
export const conformCase = (vector: VectorCase, world: World): Mismatch[] =>
  vector.contract === undefined
    ? [...unread(vector, CLOCK_KEYS, ""), ...conformClock(vector, world)]
    : [...unread(vector, CONTRACT_KEYS, ""), ...empty(vector.expect ?? {}), ...conformContract(vector, world)];

const CLOCK_KEYS = ["name", "why", "from", "add", "legal", "hours", "zone", "pauses", "due", "after_end"];
const CONTRACT_KEYS = ["name", "why", "contract", "facts", "as_of", "known_at", "zone", "expect"];
const FIGURES = ["payable", "earned", "held", "paid_before", "paid", "withheld", "set_off", "open"] as const;
const STATEMENT_KEYS = [...FIGURES, "components", "members", "true_up", "balances", "status"];
const BALANCES = ["account", "draw", "holdback", "carry"];
const METRIC_NAMES = ["id", "period"];
const INSTANCE_NAMES = ["ref", "period", "subject", "bearer"];
const INSTANCE_KEYS = ["state", "opened_at", "due_at", "closed_at", "probability"];
/** Keys that would be passed over: a slip of the pen there would make a case that agrees with everything. */
const unread = (value: object, keys: readonly string[], path: string): Mismatch[] =>
  Object.keys(value)
    .filter((key) => !keys.includes(key))
    .map((key) => ({
      what: path === "" ? key : `${path}.${key}`,
      expected: nearestName(key, keys) ?? keys.join(", "),
      found: "a key that nobody reads",
    }));
const nothing = (what: string, expected: string): Mismatch => ({ what, expected, found: "nothing" });
const empty = (expect: NonNullable<VectorCase["expect"]>): Mismatch[] => {
  const { statements: sums = {}, metrics: measured = [], instances: items = [] } = expect;
  const parts = ["statements", "metrics", "instances"] as const;
  const all = [...Object.keys(sums), ...measured, ...items];
  const hollow = parts.filter((part) => expect[part] !== undefined && Object.keys(expect[part]).length === 0);
  return [
    ...unread(expect, parts, "expect"),
    ...(all.length === 0 && hollow.length === 0 ? [nothing("expect", parts.join(", "))] : []),
    ...hollow.map((part) => nothing(`expect.${part}`, "at least one")),
    ...Object.entries(sums).flatMap(([label, one]) => {
      const path = `expect.statements.${label}`;
      return [
        ...(Object.keys(one).length === 0 ? [nothing(path, "a figure")] : []),
        ...unread(one, STATEMENT_KEYS, path),
        ...unread((one.balances ?? {}) as object, BALANCES, `${path}.balances`),
      ];
    }),
    ...measured.flatMap((one, index) => {
      const path = `expect.metrics[${index}]`;
      const missing = METRIC_NAMES.filter((key) => !(key in one));
      return [
        ...missing.map((key) => nothing(path, key)),
        ...unread(one, [...METRIC_NAMES, ...NUMBERS, "status", "extra"], path),
      ];
    }),
    ...items.flatMap((one, index) => {
      const path = `expect.instances[${index}]`;
      return [
        ...("ref" in one ? [] : [nothing(path, "ref")]),
        ...unread(one, [...INSTANCE_NAMES, ...INSTANCE_KEYS], path),
      ];
    }),
  ];
};

const conformClock = (vector: VectorCase, world: World): Mismatch[] => {
  const add = parseDuration(vector.add ?? "");
  const calendar = world.calendars.find((one) => one.id === "CN") as CalendarData;
  const zone: Zone = world.zones.find((one) => one.id === vector.zone) ?? SHANGHAI;
  const expected = vector.due ?? "";
  if (!add) return [{ what: "add", expected: "a duration", found: vector.add ?? "" }];
  if (vector.legal) {
    const from = parseDay(vector.from ?? "");
    if (from === undefined) return [{ what: "from", expected: "a date", found: vector.from ?? "" }];
    if (!isLegalUnit(add)) return [{ what: "add", expected: "a legal period", found: vector.add ?? "" }];
    return same("due", expected, dayText(legalDue(calendar, from, add, { extendOverWeekends: true }).due));
  }
  const from = parseInstant(vector.from ?? "");
  const hours = parseHours(vector.hours ?? "09:00-18:00");
  if (from === undefined || !hours) return [{ what: "from", expected: "an instant", found: vector.from ?? "" }];
  const pauses = (vector.pauses ?? []).map((pause) => ({
    from: parseInstant(pause.from) as Instant,
    to: parseInstant(pause.to) as Instant,
  }));
  const { due } = serviceDueWithPauses(calendar, zone, hours, from, add, pauses);
  return parseInstant(expected) === due ? [] : same("due", expected, zonedText(zone, due));
};

const conformContract = (vector: VectorCase, world: World): Mismatch[] => {
  const text = JSON.stringify(vector.contract);
  const { contract, diagnostics } = loadContract("contract.json", (file) =>
    file === "contract.json" ? text : undefined,
  );
  const errors = diagnostics.filter((one) => one.severity === "error");
  if (!contract || errors.length > 0) {
    return errors.map((one) => ({
      what: "contract",
      expected: "no error",
      found: `${one.code} ${one.place.line}:${one.place.column} ${JSON.stringify(one.args)}`,
    }));
  }
  const lines = (vector.facts ?? []).map((fact) => JSON.stringify(fact)).join("\n");
  const parsed = parseFacts(contract, "facts.ndjson", lines);
  const unique = uniqueEvents(parsed.events, "facts.ndjson");
  const refused = [...parsed.diagnostics, ...unique.diagnostics].filter((one) => one.severity === "error");
  if (refused.length > 0)
    return refused.map((one) => ({
      what: `facts line ${one.place.line}`,
      expected: "no error",
      found: `${one.code} ${JSON.stringify(one.args)}`,
    }));
  const asOf = parseInstant(vector.as_of ?? "");
  if (asOf === undefined) return [{ what: "as_of", expected: "an instant", found: vector.as_of ?? "" }];
  const knownAt = vector.known_at === undefined ? undefined : parseInstant(vector.known_at);
  const evaluation = evaluate(contract, unique.events, {
    ...world,
    asOf,
    ...(knownAt === undefined ? {} : { knownAt }),
  });
  return [...statements(vector, evaluation), ...metrics(vector, evaluation), ...instances(vector, evaluation)];
};

const same = (what: string, expected: string, found: string): Mismatch[] =>
  expected === found ? [] : [{ what, expected, found }];
const sumOf = (amounts: readonly Money[]): Money => amounts.reduce((sum, one) => sum + one, 0n) as Money;

/** Components that the plan has in any wording, and those of the statement's own lines. */
const componentsOf = (evaluation: Evaluation, statement: Evaluation["statements"][number]): string[] => {
  const rules = evaluation.contract.versions.flatMap((version) => version.rules.get(statement.rule) ?? []);
  const planned = rules.flatMap((rule) =>
    rule.kind === "entitlement" && rule.grant.kind === "plan" ? rule.grant.plan.components.map(({ id }) => id) : [],
  );
  return [...new Set([...planned, ...statement.lines.map((line) => line.component)])];
};
const statements = (vector: VectorCase, evaluation: Evaluation): Mismatch[] =>
  Object.entries(vector.expect?.statements ?? {}).flatMap(([period, expected]) => {
    const statement = evaluation.statements.find((one) => one.label === period);
    if (!statement) return [{ what: `statement ${period}`, expected: "a statement", found: "none" }];
    const { lines } = statement;
    const { components = {}, members = {}, true_up: trueUp, ...rest } = expected;
    const told = (amount: Money): string => evaluation.money(amount);
    const figures: Readonly<Record<string, Money>> = {
      payable: statement.payable,
      earned: statement.earned,
      held: statement.held,
      paid_before: statement.paidBefore,
      paid: statement.paid,
      withheld: statement.withheld,
      set_off: statement.setOff,
      open: statement.open,
    };
    const balances = rest.balances as Readonly<Record<string, string>> | undefined;
    return [
      ...unread(components, componentsOf(evaluation, statement), `expect.statements.${period}.components`),
      ...Object.entries(components).flatMap(([id, amount]) =>
        same(
          `statement ${period} ${id}`,
          amount,
          told(sumOf(lines.filter((line) => line.component === id).map((line) => line.amount))),
        ),
      ),
      ...Object.entries(members).flatMap(([id, amount]) =>
        same(
          `statement ${period} member ${id}`,
          amount,
          told(sumOf(lines.filter((line) => line.member === id).map((line) => line.amount))),
        ),
      ),
      ...(trueUp === undefined
        ? []
        : same(
            `statement ${period} true_up`,
            String(trueUp),
            told(sumOf(lines.filter((line) => line.component === "true_up").map((line) => line.amount))),
          )),
      ...Object.entries(rest).flatMap(([key, value]) => {
        const figure = figures[key];
        if (figure !== undefined) return same(`statement ${period} ${key}`, String(value), told(figure));
        return key === "status" ? same(`statement ${period} status`, String(value), statement.status) : [];
      }),
      ...Object.entries(balances ?? {}).flatMap(([key, value]) =>
        same(
          `statement ${period} balance ${key}`,
          value,
          told((statement.balances as Readonly<Record<string, Money>>)[key] ?? (0n as Money)),
        ),
      ),
    ];
  });

const NUMBERS = ["n", "numerator", "denominator", "value", "low", "high"] as const;
const close = (expected: unknown, found: number | null): boolean =>
  expected === null ? found === null : found !== null && Math.abs((expected as number) - found) <= 1e-6 + 1e-9;
const metrics = (vector: VectorCase, evaluation: Evaluation): Mismatch[] =>
  (vector.expect?.metrics ?? []).flatMap((expected) => {
    const name = `${String(expected.id)}@${String(expected.period)}`;
    const found = evaluation.metrics.find((one) => one.id === expected.id && one.period.label === expected.period);
    if (!found) return [{ what: `metric ${name}`, expected: "a result", found: "none" }];
    const numbers = NUMBERS.flatMap((key) => {
      const value = found[key];
      const told = value === null ? null : rounded6(value);
      return !(key in expected) || close(expected[key], told)
        ? []
        : [{ what: `metric ${name} ${key}`, expected: String(expected[key]), found: String(told) }];
    });
    const status = "status" in expected ? same(`metric ${name} status`, String(expected.status), found.status) : [];
    const extra = Object.entries((expected.extra as Readonly<Record<string, number>> | undefined) ?? {}).flatMap(
      ([key, value]) => {
        const told = found.extra?.[key];
        return told !== undefined && close(value, told === null ? null : rounded6(told))
          ? []
          : [{ what: `metric ${name} ${key}`, expected: String(value), found: String(told) }];
      },
    );
    return [...numbers, ...status, ...extra];
  });

const instances = (vector: VectorCase, evaluation: Evaluation): Mismatch[] =>
  (vector.expect?.instances ?? []).flatMap((expected) => {
    const wanted = INSTANCE_NAMES.filter((key) => key in expected);
    const name = wanted.map((key) => String(expected[key])).join(" ");
    const all: Instance[] = evaluation.clauses.flatMap((clause) => clause.instances);
    const found = all.find((one) =>
      wanted.every((key) => (one as unknown as Record<string, unknown>)[key] === expected[key]),
    );
    if (!found) return [{ what: `instance ${name}`, expected: "an instance", found: "none" }];
    const time = (at: Instant | undefined): string => (at === undefined ? "none" : zonedText(evaluation.zone, at));
    const told: Readonly<Record<string, string>> = {
      state: found.state,
      opened_at: time(found.openedAt),
      due_at: time(found.dueAt),
      closed_at: time(found.closedAt),
    };
    return [
      ...Object.entries(told).flatMap(([key, value]) =>
        key in expected ? same(`instance ${name} ${key}`, String(expected[key]), value) : [],
      ),
      ...("probability" in expected && !close(expected.probability, found.probability ?? null)
        ? [
            {
              what: `instance ${name} probability`,
              expected: String(expected.probability),
              found: String(found.probability ?? null),
            },
          ]
        : []),
    ];
  });
