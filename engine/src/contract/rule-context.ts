import type { Term } from "../calendar/period.ts";
import type { Currency } from "../values/money.ts";
import type { Language } from "../values/text.ts";
import { closestName } from "./closest-name.ts";
import type { DiagnosticCode } from "./codes.ts";
import { readCondition } from "./compile-condition.ts";
import type { Condition } from "./condition.ts";
import type { ConditionScope } from "./condition-language.ts";
import type { EventShape } from "./declarations.ts";
import { type Fields, oneOrMore, type Reader, scalar } from "./fields.ts";
import type { Breach, Contract, MetricDefinition, Mode, Param, Party, Place, Rule, RuleKind } from "./model.ts";
import type { Report } from "./report.ts";
import { readBreach, readParty } from "./scalars.ts";
import { textReader } from "./texts.ts";
import type { MapTree } from "./yaml-tree.ts";

/** A rule as it stands in a version, parameters filled in, before its kind is read. */
export interface RuleSource {
  readonly id: string;
  readonly ref: string;
  readonly clause: string;
  /** As written, or else as it was surely meant; undefined where that cannot be told. */
  readonly kind: RuleKind | undefined;
  /** Without a name or a right kind: it is checked as far as it goes, but is no rule. */
  readonly unsure: boolean;
  readonly tree: MapTree;
  /** Parameters that its text names, before they were filled in. */
  readonly params: readonly string[];
  /** False where the contract's mode switches it off: it is checked, but does not run. */
  readonly active: boolean;
  readonly idPlace: Place;
}
/** What a rule may refer to while it is read. */
export interface RuleContext {
  readonly report: Report;
  readonly currency: Currency;
  readonly languages: readonly Language[];
  readonly mode: Mode;
  readonly term: Term;
  readonly parties: Contract["parties"];
  readonly shapes: ReadonlyMap<string, EventShape>;
  readonly params: ReadonlyMap<string, Param>;
  /** Conditions over an event of these kinds. */
  readonly scopeOf: (kinds: readonly string[]) => ConditionScope;
  readonly sources: readonly RuleSource[];
  /** Definitions of this version by reference; definitions are read first. */
  readonly metrics: ReadonlyMap<string, MetricDefinition>;
  /** Another file of the contract, beside the one that names it, with its own path; or why it is not read. */
  readonly readBeside: (
    place: Place,
    path: string,
  ) => { readonly file: string; readonly text: string } | { readonly problem: DiagnosticCode };
}
export type RuleReader = (source: RuleSource, context: RuleContext) => Rule | undefined;

export const BASE_KEYS = ["id", "kind", "label", "modes"];
export const OWED_KEYS = [...BASE_KEYS, "bearer", "finding"];
/** The parts that every rule has. `bearers` is empty where the kind owes nothing or the reader fills it in. */
export const baseOf = (
  source: RuleSource,
  fields: Fields,
  context: RuleContext,
): {
  id: string;
  ref: string;
  clause: string;
  bearers: readonly Party[];
  place: Place;
  finding?: Breach;
} => {
  const label = fields.read("label", textReader(context.languages));
  const bearers = fields.read("bearer", oneOrMore(readParty)) ?? [];
  if (source.active) checkParties(bearers, fields.placeOf("bearer"), context);
  const finding = fields.read("finding", readBreach);
  return {
    id: source.id,
    ref: source.ref,
    clause: source.clause,
    bearers,
    place: source.tree.place,
    ...(finding === undefined ? {} : { finding }),
    ...(label ? { label } : {}),
  };
};
/** That a contract led by an intermediary names none is one error, told where the parties stand and not at each rule. */
export const isAbsent = (party: Party, { parties, mode }: RuleContext): boolean =>
  !parties[party] && !(party === "intermediary" && mode === "intermediary_led");
export const checkParties = (parties: readonly Party[], place: Place, context: RuleContext): void => {
  for (const party of parties)
    if (isAbsent(party, context)) context.report.error("party_not_in_contract", place, { party });
};
/** A rule that somebody must keep names who. */
export const needBearer = (fields: Fields, report: Report): void => {
  if (!fields.has("bearer")) report.error("missing_key", fields.place, { key: "bearer", within: "rule" });
};

export const kindReader = (context: RuleContext): Reader<string> =>
  scalar((node, report) => {
    if (context.shapes.has(node.text)) return node.text;
    const kinds = [...context.shapes.keys()];
    report.error("unknown_event_kind", node.place, {
      kind: node.text,
      nearest: closestName(node.text, kinds),
    });
    return undefined;
  });
export const conditionReader = (context: RuleContext, kinds: readonly (string | undefined)[]): Reader<Condition> => {
  const known = kinds.filter((kind) => kind !== undefined);
  return scalar((node, report) =>
    known.length === 0 ? undefined : readCondition(node, context.scopeOf(known), report),
  );
};
/** A field that every one of the kinds has. */
export const fieldReader = (context: RuleContext, kinds: readonly (string | undefined)[]): Reader<string> =>
  scalar((node, report) => {
    for (const kind of kinds) {
      const shape = kind === undefined ? undefined : context.shapes.get(kind);
      if (!shape || shape.fields.has(node.text)) continue;
      unknownField(report, node.place, node.text, kind ?? "", shape);
      return undefined;
    }
    return node.text;
  });
/** Tells that a kind lacks a field, with the nearest that it has. */
export const unknownField = (report: Report, place: Place, field: string, kind: string, shape: EventShape): void => {
  const names = [...shape.fields.keys()];
  report.error("unknown_field", place, {
    field,
    kind,
    nearest: closestName(field, names),
    allowed: names.join(", "),
  });
};

const WANTED_CODE = {
  definition: "dangling_metric",
  threshold: "dangling_rule",
  deadline: "dangling_rule",
  recurrence: "dangling_rule",
} as const;
/** A reference to another rule of the contract, `nps` or `C3.2/nps`, made whole. */
export const ruleReader = (context: RuleContext, wanted: keyof typeof WANTED_CODE, from: RuleSource): Reader<string> =>
  scalar((node, report) => {
    const found = context.sources.filter((source) => source.id === node.text || source.ref === node.text);
    const target = found.find((source) => source.active) ?? found[0];
    if (!target) {
      const names = context.sources.filter((source) => source.kind === wanted).flatMap((s) => [s.id, s.ref]);
      report.error(WANTED_CODE[wanted], node.place, {
        metric: node.text,
        nearest: closestName(node.text, names),
      });
      return undefined;
    }
    if (target.kind === undefined) return undefined;
    if (target.kind !== wanted) {
      report.error("reference_of_wrong_kind", node.place, { rule: node.text, kind: target.kind, wanted });
      return undefined;
    }
    if (from.active && !target.active) {
      report.error("reference_outside_mode", node.place, { rule: node.text, mode: context.mode });
      return undefined;
    }
    return target.ref;
  });
