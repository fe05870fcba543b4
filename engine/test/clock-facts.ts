// Small facts and deadline rules for tests of clocks.

import { expect } from "vitest";
import { localDay, zonedText } from "../src/calendar/zone.ts";
import { addToClocks, type Clocks, clocksOf, emptyClocks } from "../src/clocks/clocks.ts";
import type { Clock, ClockContext } from "../src/clocks/types.ts";
import type { DeadlineRule } from "../src/contract/model.ts";
import type { Fact } from "../src/facts/event.ts";
import type { Instant, Money } from "../src/values/brand.ts";
import { parseRate } from "../src/values/rational.ts";
import { cn, duration, hours, plainWeek, shanghai } from "./calendars.ts";

export interface FactOptions {
  readonly recorded?: string;
  readonly customer?: string;
  readonly fields?: Readonly<Record<string, string>>;
}
let next = 0;
/** A fact of a case at a time of Shanghai, `2026-03-11T10:00`; its id is its kind, number and case unless given. */
export const fact = (
  kind: string,
  key: string,
  at: string,
  options: FactOptions & { readonly id?: string } = {},
): Fact => {
  next += 1;
  const fields = { case: key, ...options.fields };
  const { customer } = options;
  return {
    event: {
      id: options.id ?? `${kind}-${key}-${next}`,
      kind,
      at: cn(at),
      recordedAt: cn(options.recorded ?? at),
      ...(customer === undefined ? {} : { customer }),
      fields,
      raw: fields,
    },
    day: localDay(shanghai, cn(at)),
    view: { event: { kind, ...fields }, customer: {}, agent: {} },
    returned: 0n as Money,
    returnedInFull: false,
    shapedBy: [],
  };
};
export interface RuleOptions {
  readonly id?: string;
  readonly starts?: string;
  readonly ends?: string;
  readonly match?: string;
  readonly within?: string;
  readonly legal?: boolean;
  readonly pauses?: DeadlineRule["pauses"];
  readonly warnAt?: readonly string[];
  readonly when?: (event: Readonly<Record<string, unknown>>) => boolean;
}
export const WAITING = { from: "waiting_customer_from", to: "waiting_customer_to" };
/** Complaints are to be resolved within 8 business hours, unless said otherwise. */
export const deadline = (options: RuleOptions = {}): DeadlineRule => {
  const { when } = options;
  const id = options.id ?? "resolution";
  return {
    kind: "deadline",
    id,
    ref: `C8.3/${id}`,
    clause: "C8.3",
    bearers: ["agent"],
    place: { file: "contract.yaml", line: 1, column: 1 },
    starts: options.starts ?? "complaint_opened",
    ends: options.ends ?? "complaint_resolved",
    match: options.match ?? "case",
    within: duration(options.within ?? "8 business hours"),
    legal: options.legal ?? false,
    pauses: options.pauses ?? [WAITING],
    warnAt: (options.warnAt ?? ["50%", "80%"]).map((text) => parseRate(text)!),
    ...(when === undefined
      ? {}
      : { when: { written: "", type: "boolean", reads: [], evaluate: (view) => when(view.event) } }),
  };
};
export const context = (text = "09:00-18:00", more: Partial<ClockContext> = {}): ClockContext => ({
  calendar: plainWeek,
  zone: shanghai,
  hours: hours(text),
  version: 1,
  ...more,
});

/** A rule's clocks fed with facts. */
export const fed = (rule: DeadlineRule, facts: readonly Fact[]): Clocks => {
  const state = emptyClocks();
  for (const it of facts) addToClocks(state, rule, it, 1);
  return state;
};
export const clocks = (
  rule: DeadlineRule,
  facts: readonly Fact[],
  asOf: string,
  where: ClockContext = context(),
): Clock[] => clocksOf(fed(rule, facts), rule, where, cn(asOf));
export const only = (list: readonly Clock[]): Clock => {
  expect(list).toHaveLength(1);
  return list[0]!;
};
export const short = (at: Instant | undefined): string | undefined =>
  at === undefined ? undefined : zonedText(shanghai, at).slice(5, 16).replace("T", " ");
export const opened = (at: string, key = "17", options: FactOptions = {}): Fact =>
  fact("complaint_opened", key, at, options);
export const resolved = (at: string, key = "17"): Fact => fact("complaint_resolved", key, at);
export const reopened = (at: string, key = "17"): Fact => fact("complaint_reopened", key, at);
export const waitFrom = (at: string, key = "17"): Fact => fact("waiting_customer_from", key, at);
export const waitTo = (at: string, key = "17", fields = {}): Fact => fact("waiting_customer_to", key, at, { fields });
export const shape = (list: readonly Clock[]): unknown[] =>
  list.map((it) => [it.subject, short(it.startedAt), short(it.endedAt)]);
