// Clauses: N2, N7
import { parseCalendar } from "./calendar/calendar-data.ts";
import { fixedZone, SHANGHAI, type Zone } from "./calendar/zone.ts";
import { parseZones, zoneNamed } from "./calendar/zone-data.ts";
import { parseJson } from "./contract/json.ts";
import { loadContract } from "./contract/load.ts";
import { evaluate } from "./evaluate.ts";
import { type BundledRecord, CALENDARS, FACTS, RESULT, ZONES } from "./evidence/bundle-form.ts";
import { parseFacts } from "./facts/parse.ts";
import { evaluationJson } from "./output.ts";
import { isExactInstant, parseInstant } from "./values/date.ts";
import { compareResults, type VerifyReport } from "./verify.ts";

/** Files of a bundle by their place in it. */
export type BundleTexts = ReadonlyMap<string, string>;
/** What can be said of the result in a bundle without trusting whoever made it. */
export type Recomputed =
  | { readonly report: VerifyReport; readonly figures: readonly RecomputedStatement[] }
  | { readonly cannot: "contract" | "facts" | "zone" | "result" };
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
  const asOf = typeof kept.as_of === "string" ? parseInstant(kept.as_of) : undefined;
  const knownAt = typeof kept.known_at === "string" ? parseInstant(kept.known_at) : undefined;
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
  const evaluation = evaluate(contract, events, {
    asOf,
    knownAt,
    calendars: calendarsOf(texts),
    zones: [zone],
    sha256,
  });
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
