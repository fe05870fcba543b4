// Clauses: C1.2, A2
import { useTranslation } from "react-i18next";
import type { LettersRead } from "../../source/house-client.ts";
import { keptDates } from "../../ui/kept-dates.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { LETTER_STATES, letterHref } from "./letter-words.ts";

/** The letters of a contract, each version a line that leads to its page. */
export function LetterList({ letters }: { readonly letters: LettersRead["letters"] }) {
  const { t } = useTranslation();
  return (
    <ul className="plain">
      {letters.map((one) => (
        <li key={one.letterId} className="row">
          <a href={letterHref(one.letterId)}>{t("letters.open", { number: one.number, version: one.version })}</a>
          <span className="quiet">{one.agentName}</span>
          {one.fromOn === undefined || one.untilOn === undefined ? null : (
            <span className="quiet">{keptDates(t("letters.periodOf", { from: one.fromOn, until: one.untilOn }))}</span>
          )}
          {one.acts === 0 ? null : <span className="quiet">{t("letters.acts", { count: one.acts })}</span>}
          <span className="grow" />
          <StateMark state={LETTER_STATES[one.standing]} words={t(`letters.standings.${one.standing}`)} />
        </li>
      ))}
    </ul>
  );
}
