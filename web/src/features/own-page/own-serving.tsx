// Clauses: C1.2, A2, C7.1
import { useTranslation } from "react-i18next";
import { lastDay } from "../../ui/day-span.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { keptDates } from "../../ui/kept-dates.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import type { OwnProps } from "./own-props.ts";

const STATES = { valid: "met", not_yet: "not_started", ended: "ended" } as const;
const letterLink = (code: string): string => `#/letter/${encodeURIComponent(code)}`;
/** Which contracts serve the customer, who the agent is, and whether its letter of authority is good; and the check of any other letter. */
export function OwnServing({ page: { serving } }: OwnProps) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  return (
    <>
      <h2>{t("ownPage.serving")}</h2>
      {serving.some(({ present }) => present) ? null : <p>{t("ownPage.nobody")}</p>}
      <ul className="plain">
        {serving.map(({ number, title, agentName, fromOn, beforeOn, toEnd, present, letters }) => (
          <li key={`${number} ${fromOn}`}>
            <div className="row">
              <b>{agentName}</b>
              <StateMark
                state={present ? "met" : "ended"}
                words={t(present ? "ownPage.servedNow" : "ownPage.servedBefore")}
              />
            </div>
            <div className="quiet">
              {title[language] || title.zh} · {t("ownPage.contract", { number })} ·{" "}
              {keptDates(
                present && toEnd
                  ? t("ownPage.days", { from: fromOn })
                  : t("ownPage.daysUntil", { from: fromOn, until: lastDay(beforeOn) }),
              )}
            </div>
            {letters.map((letter) => (
              <div className="row" key={letter.code}>
                <a href={letterLink(letter.code)}>{t("ownPage.letterOpen", { number: letter.number })}</a>
                <StateMark state={STATES[letter.standing]} words={t(`ownPage.letterStates.${letter.standing}`)} />
              </div>
            ))}
            {present && letters.length === 0 ? <p className="quiet">{t("ownPage.noLetter")}</p> : null}
          </li>
        ))}
      </ul>
      <CheckLetter />
    </>
  );
}
/** The code of a letter leads to its public page. */
function CheckLetter() {
  const { t } = useTranslation();
  const form = useForm(
    { code: "" },
    async ({ code }) => code.trim(),
    (code) => {
      if (code !== "") location.hash = letterLink(code);
    },
  );
  return (
    <>
      <h3>{t("ownPage.check")}</h3>
      <p className="quiet">{t("ownPage.checkLead")}</p>
      <FormFrame form={form} verb={t("ownPage.checkNow")}>
        <TextField
          label={t("ownPage.checkCode")}
          hint={t("ownPage.checkHint")}
          value={form.values.code}
          change={(code) => form.set({ code })}
        />
      </FormFrame>
    </>
  );
}
