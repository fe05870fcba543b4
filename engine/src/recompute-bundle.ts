// Clauses: N2, N7
import { dutiesOfCase, dutyFigure, dutyName, eventsOfCase } from "./bundle-case.ts";
import { figuresOf, sameFigure } from "./bundle-figures.ts";
import { parseCalendar } from "./calendar/calendar-data.ts";
import { fixedZone, SHANGHAI, type Zone } from "./calendar/zone.ts";
import { parseZones, zoneNamed } from "./calendar/zone-data.ts";
import { parseJson } from "./contract/json.ts";
import { loadContract } from "./contract/load.ts";
import { evaluate } from "./evaluate.ts";
import type { Evaluation } from "./evaluation.ts";
import {
  type BundledRecord,
  CALENDARS,
  type CaseFile,
  FACTS,
  RESULT,
  type ShownFile,
  ZONES,
} from "./evidence/bundle-form.ts";
import { parseFacts } from "./facts/parse.ts";
import { evaluationJson, type Json } from "./output.ts";
import { isExactInstant, parseInstant } from "./values/date.ts";
import { compareResults, type VerifyReport } from "./verify.ts";

/** Files of a bundle by their place in it. */
export type BundleTexts = ReadonlyMap<string, string>;
/** What can be said of the result in a bundle without trusting whoever made it. */
export type Recomputed = { readonly report: VerifyReport; readonly figures: readonly RecomputedStatement[] } | Cannot;
export interface Cannot {
  readonly cannot: "contract" | "facts" | "zone" | "result";
}
/** A statement as it comes out, amounts in minor units. */
export interface RecomputedStatement {
  readonly rule: string;
  readonly period: string;
  readonly status: string;
  readonly earned: string;
  readonly payable: string;
}
/** Computes the result anew from contract, facts and calendars of the bundle, and holds it against what stands there. */
export const recomputeBundle = (
  texts: BundleTexts,
  record: BundledRecord,
  sha256: (text: string) => string,
): Recomputed => {
  const result = parseJson(texts.get(RESULT) ?? "").value;
  if (typeof result !== "object" || result === null) return { cannot: "result" };
  const kept = result as Readonly<Record<string, unknown>>;
  const evaluation = evaluateBundle(texts, record, kept, sha256);
  if ("cannot" in evaluation) return evaluation;
  const recomputed = evaluationJson(evaluation);
  return {
    report: compareResults(kept, recomputed, sha256),
    figures: evaluation.statements.map((one) => ({
      rule: one.rule,
      period: one.label,
      status: one.status,
      earned: String(one.earned),
      payable: String(one.payable),
    })),
  };
};
/** What contract and facts of the bundle come to at the moments named. */
const evaluateBundle = (
  texts: BundleTexts,
  record: BundledRecord,
  { as_of, known_at }: { readonly as_of?: unknown; readonly known_at?: unknown },
  sha256: (text: string) => string,
): Evaluation | Cannot => {
  const asOf = typeof as_of === "string" ? parseInstant(as_of) : undefined;
  const knownAt = typeof known_at === "string" ? parseInstant(known_at) : undefined;
  if (asOf === undefined || knownAt === undefined || !isExactInstant(asOf) || !isExactInstant(knownAt))
    return { cannot: "result" };
  const files = record.versions.at(-1)?.files ?? [];
  const placeOf = new Map(files.map(({ path, file }) => [path, file]));
  const { contract } = loadContract(files[0]?.path ?? "", (path) => texts.get(placeOf.get(path) ?? ""));
  if (!contract) return { cannot: "contract" };
  const zone = zoneOf(contract.timeZone, texts);
  if (!zone) return { cannot: "zone" };
  const { events, diagnostics } = parseFacts(contract, FACTS, texts.get(FACTS) ?? "");
  if (diagnostics.some(({ severity }) => severity === "error")) return { cannot: "facts" };
  return evaluate(contract, events, { asOf, knownAt, calendars: calendarsOf(texts), zones: [zone], sha256 });
};
type Figures = Readonly<Record<string, { readonly value: unknown; readonly here: boolean }>>;
/** Figures of a party's bundle held against its facts: how many these give by themselves, and which are not what they give. */
export interface Reshown {
  readonly of: number;
  readonly here: number;
  readonly other: readonly string[];
}
const held = (figures: Figures, computed: (name: string) => Json | undefined): Reshown => {
  const told = Object.entries(figures).filter(([, { here }]) => here);
  const other = told.filter(([name, { value }]) => !sameFigure(value as Json, computed(name))).map(([name]) => name);
  return { of: Object.keys(figures).length, here: told.length, other };
};
export const recomputeShown = (
  texts: BundleTexts,
  record: BundledRecord,
  shown: ShownFile,
  sha256: (text: string) => string,
): Reshown | Cannot => {
  const evaluation = evaluateBundle(texts, record, shown, sha256);
  if ("cannot" in evaluation) return evaluation;
  const figures = figuresOf(evaluation);
  return held(shown.figures, (name) => figures.get(name));
};
/** What is said to belong to a case, held against the facts of the bundle. */
export const recomputeCase = (
  texts: BundleTexts,
  record: BundledRecord,
  { kind, id, facts, duties, ...moments }: CaseFile,
  sha256: (text: string) => string,
): (Reshown & { readonly facts: number; readonly sameFacts: boolean }) | Cannot => {
  const evaluation = evaluateBundle(texts, record, moments, sha256);
  if ("cannot" in evaluation) return evaluation;
  const own = eventsOfCase(evaluation.events, kind, id).map((event) => event.id);
  const computed = new Map(
    dutiesOfCase(evaluation, id).map((one) => [dutyName(one), dutyFigure(evaluation, one)] as const),
  );
  return {
    ...held(duties, (name) => computed.get(name)),
    facts: facts.length,
    sameFacts: facts.length === own.length && new Set([...facts, ...own]).size === own.length,
  };
};
const calendarsOf = (texts: BundleTexts) => {
  const list = parseJson(texts.get(CALENDARS) ?? "").value;
  return (Array.isArray(list) ? list : []).flatMap((one) => parseCalendar(one).calendar ?? []);
};
const zoneOf = (id: string, texts: BundleTexts): Zone | undefined => {
  if (id === SHANGHAI.id) return SHANGHAI;
  if (id === "UTC") return fixedZone("UTC", 0);
  const { table } = parseZones(parseJson(texts.get(ZONES) ?? "").value);
  return table && zoneNamed(table, id);
};
