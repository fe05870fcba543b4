// Clauses: N2, N7
import { canonicalJson, evidenceHash, type Sha256 } from "./evidence/canonical.ts";
import type { Event } from "./facts/event.ts";
import type { FactBook } from "./facts/fold.ts";
import { payloadOf } from "./facts/personal.ts";
import { byCodeUnit } from "./values/text.ts";
import type { Trace } from "./values/trace.ts";

/** How many ids a trace lists; the hash is always over all of them. */
export const SHOWN_IDS = 200;

/** An event never changes, so its payload is hashed once by each hasher, however often what rests on it is asked for. */
const hashed = new WeakMap<Sha256, WeakMap<Event, string>>();
const digestsBy = (sha256: Sha256): WeakMap<Event, string> => {
  const known = hashed.get(sha256) ?? new WeakMap<Event, string>();
  hashed.set(sha256, known);
  return known;
};

/**
 * Completes traces: rooms name the events a figure rests on, this adds the corrections and refunds that shaped them, the
 * count, and the hash over sorted ids and payload digests (contract-format §7).
 */
export const sealEvidence = (facts: FactBook, sha256: Sha256) => {
  const digests = digestsBy(sha256);
  const digestOf = (id: string): string => {
    const event = facts.raw.get(id);
    if (event === undefined) return sha256("{}");
    const known = digests.get(event);
    if (known !== undefined) return known;
    const digest = sha256(canonicalJson(payloadOf(event.raw, facts.raw.get(String(event.raw.target))?.raw)));
    digests.set(event, digest);
    return digest;
  };
  const whole = (ids: readonly string[]): string[] => {
    const all = new Set(ids);
    for (const id of ids) for (const shaping of facts.facts.get(id)?.shapedBy ?? []) all.add(shaping);
    return [...all].sort(byCodeUnit);
  };
  const hashOf = (ids: readonly string[]): string =>
    `sha256:${evidenceHash(
      ids.map((id) => ({ id, digest: digestOf(id) })),
      sha256,
    )}`;
  /** What many figures rest on is sealed once, as known now and as known at the close. */
  const done = { whole: new WeakMap<Trace, Trace>(), asKnown: new WeakMap<Trace, Trace>() };
  const sealed = (trace: Trace, known: (ids: readonly string[]) => string[]): Trace => {
    const ids = trace.closed ? asKnown : known;
    const before = ids === asKnown ? done.asKnown : done.whole;
    const had = before.get(trace);
    if (had) return had;
    const inputs = trace.inputs.map((input) => sealed(input, ids));
    const one = trace.evidence
      ? { ...trace, inputs, evidence: evidenceOf(ids(trace.evidence.ids)) }
      : { ...trace, inputs };
    before.set(trace, one);
    return one;
  };
  const evidenceOf = (ids: readonly string[]): Trace["evidence"] & {} => ({
    count: ids.length,
    hash: hashOf(ids),
    ids: ids.slice(0, SHOWN_IDS),
  });
  /** A closed line rests on what was known when it closed: later corrections are no part of it. */
  const asKnown = (ids: readonly string[]): string[] => [...new Set(ids)].sort(byCodeUnit);
  const frozen = (trace: Trace): Trace => sealed(trace, asKnown);
  const seal = (trace: Trace): Trace => sealed(trace, whole);
  return Object.assign(seal, { frozen, all: (): string => hashOf([...facts.raw.keys()].sort(byCodeUnit)) });
};
