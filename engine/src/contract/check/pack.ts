import { assert } from "../../values/assert.ts";
import type { Day } from "../../values/brand.ts";
import { parseDay } from "../../values/date.ts";
import type { Language } from "../../values/text.ts";
import type { Severity } from "../diagnostic.ts";
import cn from "./packs/cn.json" with { type: "json" };
import cnReadings from "./packs/cn-readings.json" with { type: "json" };

/** An article of a law in one of its versions, with the days on which it is in force. */
export interface Provision {
  readonly law: string;
  readonly article: string;
  readonly version: string;
  readonly inForceFrom: Day;
  readonly inForceTo: Day | undefined;
}
/** A sense that a sentence may have: every sign stands in it, in any order, and nothing that takes them back. */
export interface Reading {
  readonly all: readonly string[];
  /** Parts that forbid or deny the very thing; what is left of the sentence without them has to hold the signs. */
  readonly aside?: string;
  readonly unless?: string;
}
type Readings = Readonly<Record<Language, readonly Reading[]>>;
/** One legal finding of a pack: which provisions it rests on and, where a text shows it, how a sentence reads that does. */
export interface PackFinding {
  readonly code: string;
  /** Row of the lint list that it serves: L1 … L10, A3 … A10. */
  readonly lint: string;
  readonly severity: Severity;
  readonly cites: readonly string[];
  readonly readings?: Readings;
}
/** A finding as its pack writes it: one sign for a language stands there itself, what is put together from words beside it. */
interface WrittenFinding extends Omit<PackFinding, "readings"> {
  readonly signs?: Readonly<Record<Language, string>>;
  readonly aside?: Readonly<Record<Language, string>>;
  readonly unless?: Readonly<Record<Language, string>>;
}
export interface LawPack {
  readonly country: string;
  readonly version: string;
  readonly provisions: readonly Provision[];
  readonly findings: readonly PackFinding[];
}
const dayOf = (text: string): Day => {
  const day = parseDay(text);
  assert(day !== undefined, `law pack date ${text}`);
  return day;
};
/** `<pay>` stands for the words of that name, which may name others in turn. */
const spelled = (text: string, language: Language): string =>
  text.replace(/<([a-z_]+)>/g, (_, name: string) => {
    const word = (cnReadings.words as Readonly<Record<string, Readonly<Record<Language, string>>>>)[name];
    assert(word !== undefined, `law pack word ${name}`);
    return spelled(word[language], language);
  });
const readingsOf = ({ code, signs, aside, unless }: WrittenFinding): Readings | undefined => {
  const put = (cnReadings.readings as Readonly<Record<string, Readings>>)[code];
  if (!signs && !put) return undefined;
  const of = (language: Language): Reading[] => {
    const spell = (name: "aside" | "unless", text: string | undefined) =>
      text === undefined ? {} : { [name]: spelled(text, language) };
    const first = signs && { all: [signs[language]], aside: aside?.[language], unless: unless?.[language] };
    return [...(first ? [first] : []), ...(put?.[language] ?? [])].map((one) => ({
      all: one.all.map((sign) => spelled(sign, language)),
      ...spell("aside", one.aside),
      ...spell("unless", one.unless),
    }));
  };
  return { zh: of("zh"), en: of("en") };
};
export const LAW_PACKS: readonly LawPack[] = [cn].map((pack) => ({
  country: pack.country,
  version: pack.version,
  provisions: pack.provisions.map((provision) => ({
    law: provision.law,
    article: provision.article,
    version: provision.version,
    inForceFrom: dayOf(provision.in_force_from),
    inForceTo: provision.in_force_to === null ? undefined : dayOf(provision.in_force_to),
  })),
  findings: (pack.findings as readonly WrittenFinding[]).map((finding) => {
    const { code, lint, severity, cites } = finding;
    const readings = readingsOf(finding);
    return { code, lint, severity, cites, ...(readings ? { readings } : {}) };
  }),
}));

/** `CN-ARB-29@2025`: the cited provisions that are in force on a day; empty when the finding has no law behind it then. */
export const citationOn = (pack: LawPack, finding: PackFinding, day: Day): string =>
  finding.cites
    .flatMap((name) => pack.provisions.filter((one) => `${one.law}-${one.article}` === name))
    .filter((one) => one.inForceFrom <= day && (one.inForceTo === undefined || day <= one.inForceTo))
    .map((one) => `${one.law}-${one.article}@${one.version}`)
    .join(", ");
