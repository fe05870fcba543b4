// Clauses: C12.1
import { elects, ruledOut } from "./arbitration.ts";
import { ARBITRATION_DECIDES, COURT_CHOSEN, COURT_DECIDES } from "./dispute-ways.ts";
import { withoutDisputesOfOthers } from "./disputes-of-others.ts";
import { NAMED } from "./institutions.ts";
import { withoutOtherMatters } from "./other-matters.ts";
import { speaksOfProceedings } from "./proceedings.ts";
import type { Sentence } from "./sentences.ts";
import {
  asksForWay,
  kindsApart,
  kindsApartWithin,
  kindsOf,
  OF_DISPUTES,
  OFFERED,
  PASSED_OVER,
  SET_APART,
  wayIsFilledIn,
} from "./way-words.ts";

type AgainstAward = (sentence: Sentence) => boolean;
/** A sentence of the contract, and its words without what says nothing of where a dispute goes: fees, papers, what is forbidden. */
interface Own extends Sentence {
  readonly sentence: Sentence;
  readonly at: number;
  /** Its clause is a form or a list of ways, of which nothing was chosen. */
  readonly listed: boolean;
}
/** What a sentence says of a way, as far as it matters beside another one. */
interface Said extends Own {
  readonly aboutDisputes: boolean;
  readonly courtChosen: boolean;
  readonly elected: boolean;
  readonly named: boolean;
  readonly kinds: ReturnType<typeof kindsOf>;
}
/**
 * L1: sentences that leave a dispute both to an arbitration and to a court (Arbitration Law Interp. 2006 art. 7): in one sentence, in
 * sentences of one clause, or in sentences on disputes that stand apart; the later one is told, one for each clause. Both languages of a
 * clause are one text. A suit against the award leaves no choice open: it is void by itself and the arbitration stays, so it is told by
 * its own finding.
 */
export const bothWays = (sentences: readonly Sentence[], againstAward: AgainstAward): Sentence[] =>
  openIn(sentences, againstAward, true);
/** L1, only sentences that hold both ways themselves. */
export const bothWaysInOne = (sentences: readonly Sentence[], againstAward: AgainstAward): Sentence[] =>
  openIn(sentences, againstAward, false);

const openIn = (sentences: readonly Sentence[], againstAward: AgainstAward, alsoApart: boolean): Sentence[] => {
  const own = ownOf(sentences).filter(({ sentence }) => !againstAward(sentence));
  const disputed = new Set(own.filter(isAboutDisputes).map(({ clause }) => clause));
  const found = new Map<string, Sentence>();
  const tell = ({ clause, sentence }: Own): void => {
    if (!found.has(clause)) found.set(clause, sentence);
  };
  const [toCourt, toArbitration] = [own.filter(opensCourt), own.filter(namesArbitration)];
  const arbitrations = new Set(toArbitration);
  for (const one of toCourt) if (arbitrations.has(one) && openInOne(one, disputed)) tell(one);
  if (!alsoApart) return [...found.values()];
  const [courts, others] = [differing(toCourt), differing(toArbitration)];
  for (const court of courts)
    for (const arbitration of others)
      if (court.at !== arbitration.at && openTogether(court, arbitration, disputed))
        tell(court.at > arbitration.at ? court : arbitration);
  return [...found.values()];
};
/** Of sentences of a clause that say the same of a way the first, so that a long contract takes no time. */
const differing = (own: readonly Own[]): Said[] => {
  const first = new Map<string, Said>();
  for (const one of own) {
    const { language, text, clause } = one;
    const said: Said = {
      ...one,
      aboutDisputes: isAboutDisputes(one),
      courtChosen: COURT_CHOSEN[language].test(text),
      elected: elects(one),
      named: NAMED[language].test(text),
      kinds: kindsOf(language, text),
    };
    const { aboutDisputes, courtChosen, elected, named, kinds } = said;
    const key = [clause, language, aboutDisputes, courtChosen, elected, named, ...kinds.map(({ zh }) => zh)].join(" ");
    if (!first.has(key)) first.set(key, said);
  }
  return [...first.values()];
};
const ownOf = (sentences: readonly Sentence[]): Own[] => {
  const forms = formsOf(sentences);
  const ofTheParties = withoutDisputesOfOthers(sentences);
  return sentences.flatMap((written, at) => {
    const { clause, language, text } = withoutOtherMatters(ofTheParties[at]!);
    const form = forms.get(clause);
    return text === "" || form?.filledIn || SET_APART[language].test(written.text) || speaksOfProceedings(written)
      ? []
      : [
          {
            ...written,
            sentence: written,
            at,
            text: text.replace(PASSED_OVER[language], ""),
            listed: form?.asked === true,
          },
        ];
  });
};
/** Clauses that ask which of several ways is chosen; filled in in one language it is chosen in both. */
const formsOf = (sentences: readonly Sentence[]): ReadonlyMap<string, { asked: boolean; filledIn: boolean }> => {
  const texts = new Map<string, Sentence>();
  for (const sentence of sentences) {
    const key = `${sentence.language} ${sentence.clause}`;
    const before = texts.get(key);
    texts.set(key, before ? { ...before, text: `${before.text}\n${sentence.text}` } : sentence);
  }
  const forms = new Map<string, { asked: boolean; filledIn: boolean }>();
  for (const one of texts.values()) {
    const before = forms.get(one.clause);
    const [asked, filledIn] = [asksForWay(one), wayIsFilledIn(one)];
    forms.set(one.clause, { asked: asked || before?.asked === true, filledIn: filledIn || before?.filledIn === true });
  }
  return forms;
};
const isAboutDisputes = ({ language, text }: Own): boolean => OF_DISPUTES[language].test(text);
/** The court is where a dispute goes, or it is named among what a party may choose. */
const opensCourt = ({ language, text, listed }: Own): boolean =>
  COURT_CHOSEN[language].test(text) || ((listed || OFFERED[language].test(text)) && COURT_DECIDES[language].test(text));
/** 起诉或者申请仲裁 is what a law says of claims, and a choice where it goes on to say whose. */
const LEFT_TO_ONE = /(?<=(诉讼|起诉))或者?(?=(申请|提起)仲裁(由|均|皆|都|，?任))/g;
/** Who does not want the arbitration is no election of it. */
const UNWILLING = /不(同意|愿意?|接受|选择)[^，。；]{0,4}仲裁的?/g;
const namesArbitration = ({ sentence, language, text, listed }: Own): boolean => {
  const words = { ...sentence, text: text.replace(LEFT_TO_ONE, "、").replace(UNWILLING, "") };
  return (
    ARBITRATION_DECIDES[language].test(words.text) &&
    !ruledOut(words) &&
    (listed || elects(words) || NAMED[language].test(words.text) || OFFERED[language].test(words.text))
  );
};
const openInOne = (one: Own, disputed: ReadonlySet<string>): boolean =>
  (disputed.has(one.clause) || elects(one) || one.listed || NAMED[one.language].test(one.text)) &&
  !kindsApartWithin(one.language, one.text);
/** Sentences of one clause complete each other; of two clauses each has to say that it is about disputes. */
const openTogether = (court: Said, arbitration: Said, disputed: ReadonlySet<string>): boolean => {
  if (court.language === arbitration.language && kindsApart(arbitration.kinds, court.kinds)) return false;
  if (court.clause === arbitration.clause) return disputed.has(court.clause) || arbitration.elected || court.listed;
  const arbitrated = arbitration.elected || (arbitration.aboutDisputes && arbitration.named);
  return court.aboutDisputes && court.courtChosen && arbitrated;
};
