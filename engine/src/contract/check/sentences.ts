import type { Language } from "../../values/text.ts";
import type { Contract, Place, Version } from "../model.ts";
import { isHeadMark } from "../placeholders.ts";
import { UNREADABLE } from "../unreadable.ts";
import { withoutBreaks } from "./lines.ts";
import type { PackFinding, Reading } from "./pack.ts";

/** One sentence of a clause or defined term, parameters filled in, links shown by their titles. */
export interface Sentence {
  readonly clause: string;
  readonly language: Language;
  readonly text: string;
  readonly place: Place;
}
const LANGUAGES: readonly Language[] = ["zh", "en"];
/** Where a sentence ends; the stop of "9 a.m.", of "No. 3" or after the number of an item ends none. */
const ENDS =
  /[。；\n]|;\s|(?<!\b(?:[ap]\.m|[Aa]rts?|[Nn]os?(?=\.\s\d)|e\.g|i\.e|cf|Mrs?|Ms|Dr)|(?:^|(?<!\d)[:;]\s?)\d{1,2})\.\s|(?<=\b[ap]\.m)\.\s(?=[A-Z])|\.$/;

/** Every sentence of a version in the contract's languages. */
export const sentencesOf = (contract: Contract, version: Version): Sentence[] => {
  const shown = (text: string, language: Language): string =>
    text
      .replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (_, id: string) =>
        isHeadMark(id) ? "" : (version.params.get(id)?.written ?? UNREADABLE),
      )
      .replace(/\[\[\s*([^[\]]*?)\s*\]\]/g, (_, id: string) => {
        const term = contract.terms.find((candidate) => candidate.id === id);
        return term?.title[language] ?? id;
      });
  const cut = (text: string): string[] => text.split(ENDS).filter((part) => part.trim() !== "");
  const place = version.clauses[0]?.place ?? { file: contract.sources[0]?.file ?? "", line: 1, column: 1 };
  const pieces = [
    ...version.clauses.map((clause) => ({ id: clause.id, text: clause.text, place: clause.place })),
    ...contract.terms.flatMap(({ id, text, title }) => [
      { id, text, place },
      // An entry of a glossary is read with what it explains: 合同解除：双方协商一致终止合同。
      { id, text: { zh: explained(title.zh, text.zh, "："), en: explained(title.en, text.en, ": ") }, place },
    ]),
  ];
  return pieces.flatMap((piece) =>
    LANGUAGES.flatMap((language) =>
      cut(withoutBreaks(shown(piece.text[language] ?? "", language), language)).map((text) => ({
        clause: piece.id,
        language,
        text: text.trim(),
        place: piece.place,
      })),
    ),
  );
};
const explained = (title: string | undefined, text: string | undefined, between: string): string =>
  title === undefined || text === undefined || text.includes(title) ? "" : `${title}${between}${text}`;
/**
 * What parameters, rules and parts of the pay are called, as sentences; of a parameter also its help, and `clause` is empty. A prohibition is
 * named for what it forbids, and a choice that is switched off stands for nothing.
 */
export const namesOf = (version: Version): Sentence[] => {
  const rules = [...version.rules.values()].filter(({ kind }) => kind !== "prohibition");
  const parts = rules.flatMap((rule) =>
    rule.kind === "entitlement" && rule.grant.kind === "plan"
      ? rule.grant.plan.components.map(({ label, place }) => ({ clause: rule.clause, text: label, place }))
      : [],
  );
  const named = [
    ...[...version.params.values()].flatMap(({ label, help, written, place }) =>
      written === "false" ? [] : [label, help].map((text) => ({ clause: "", text, place })),
    ),
    ...rules.map(({ clause, label, place }) => ({ clause, text: label, place })),
    ...parts,
  ];
  return named.flatMap(({ clause, text, place }) =>
    LANGUAGES.flatMap((language) => {
      const words = text?.[language];
      return words === undefined ? [] : [{ clause, language, text: withoutBreaks(words, language), place }];
    }),
  );
};
/** How a sentence begins that says what follows from the one before it. */
const FOLLOWS: Readonly<Record<Language, RegExp>> = {
  zh: /^(否则|逾期|过期|超过|届满|期满|此后|其后|未(按|在|于|如)?[^，]{0,12}(的|者))/,
  en: /^(otherwise|failing (that|which)|after (that|which)|thereafter|later|(if|where|when) (it|this|that|none|no|a party)\b|once\b|upon (its )?expiry)/i,
};
/** Sentences together with the one before them in their clause, where they say what follows from it. */
export const followedOn = (sentences: readonly Sentence[]): Sentence[] =>
  sentences.flatMap((sentence, at) => {
    const before = sentences[at - 1];
    const { clause, language, text } = sentence;
    if (before?.clause !== clause || before.language !== language || !FOLLOWS[language].test(text)) return [];
    return [{ ...sentence, text: `${before.text}${language === "zh" ? "，" : ", "}${text}` }];
  });
/** What was said before is meant by it: 不得据此主张情势变更; "may rely on them as a change of circumstances". */
const REFERS_BACK: Readonly<Record<Language, RegExp>> = {
  zh: /据此|以此|就此|对此|由此|因此|以(?:上述|前述|该等?|此类)/,
  en: /\b(?:rel(?:y|ies) (?:up)?on|invokes?|pleads?|treats?|claims?|cites?|uses?|raises?|regards?) (?:them|it|this|that|these|those|such\b[^,;]{0,24}|any of (?:them|these|those))\b/i,
};
/** Sentences in which a word stands for what the one before said are read with it. */
export const withWhatTheyMean = (sentences: readonly Sentence[]): Sentence[] =>
  sentences.map((sentence, at) => {
    const before = sentences[at - 1];
    const { clause, language, text } = sentence;
    if (before?.clause !== clause || before.language !== language || !REFERS_BACK[language].test(text)) return sentence;
    return { ...sentence, text: `${before.text}${language === "zh" ? "，" : ", "}${text}` };
  });
/** Whether a sentence reads as a finding says. */
export const readerOf = ({ readings }: PackFinding): ((sentence: Sentence) => boolean) => {
  const senses = { zh: readings?.zh.map(senseOf) ?? [], en: readings?.en.map(senseOf) ?? [] };
  return ({ language, text }) => senses[language].some((holds) => holds(text));
};
/** Sentences that read as a finding says, one for each clause. */
export const sentencesWith = (sentences: readonly Sentence[], finding: PackFinding): Sentence[] => {
  if (!finding.readings) return [];
  const [reads, found] = [readerOf(finding), new Map<string, Sentence>()];
  for (const language of LANGUAGES)
    for (const sentence of sentences)
      if (sentence.language === language && !found.has(sentence.clause) && reads(sentence))
        found.set(sentence.clause, sentence);
  return [...found.values()];
};
const senseOf = ({ all, aside, unless }: Reading): ((text: string) => boolean) => {
  const wanted = all.map((sign) => new RegExp(sign, "i"));
  const forbidden = aside === undefined ? undefined : new RegExp(aside, "gi");
  const denied = unless === undefined ? undefined : new RegExp(unless, "i");
  const stands = (text: string): boolean => wanted.every((sign) => sign.test(text));
  return (text) => stands(text) && !denied?.test(text) && (!forbidden || stands(text.replace(forbidden, "")));
};
/** What a reader needs to find the sentence again. */
export const excerptOf = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
