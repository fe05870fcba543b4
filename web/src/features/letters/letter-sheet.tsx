// Clauses: C1.2, A2
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { LetterRead } from "../../source/house-client.ts";
import type { Format } from "../../ui/format.ts";
import { QrPicture } from "../../ui/qr-picture.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { inLanguage, LETTER_STATES } from "./letter-words.ts";

/** A letter as it is handed over and shown to a customer; on paper it stands alone. */
export function LetterSheet({
  letter,
  contract,
  publicUrl = location.origin,
  format,
}: Pick<LetterRead, "letter" | "contract" | "publicUrl"> & { readonly format: Format }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const missing = <span className="fault">{t("letters.notSet")}</span>;
  const text = (words: string): ReactNode => (words.trim() === "" ? missing : words);
  const { fromOn, untilOn, signedBy, signedOn, form, statusCode } = letter;
  const period =
    fromOn === undefined || untilOn === undefined ? missing : t("letters.periodOf", { from: fromOn, until: untilOn });
  const parts: readonly (readonly [string, ReactNode])[] = [
    [t("letters.principal"), contract.companyName],
    [t("letters.agentName"), text(letter.agentName)],
    [t("letters.contract"), `${contract.title[language]} ${contract.number}`],
    [
      t("letters.matters"),
      letter.matters.length === 0
        ? missing
        : letter.matters.map((one) => t(`letters.matterNames.${one as "service"}`)).join(t("list")),
    ],
    [t("letters.powers"), text(inLanguage(letter.powers, language))],
    [
      t("letters.amountLimit"),
      letter.amountLimit === undefined ? t("letters.noLimit") : format.money(letter.amountLimit),
    ],
    [t("letters.territory"), text(inLanguage(letter.territory, language))],
    [t("letters.products"), text(inLanguage(letter.products, language))],
    [t("letters.period"), period],
    [
      t("letters.signedBy"),
      signedBy === "" || signedOn === undefined
        ? missing
        : t("letters.signed", { by: signedBy, form: t(`letters.forms.${form}`), on: signedOn }),
    ],
  ];
  const address = statusCode === undefined ? undefined : `${publicUrl}/#/letter/${statusCode}`;
  return (
    <article className="letter-sheet">
      <div className="row">
        <h1>{t("letters.statusOf", { number: letter.number })}</h1>
        <span className="quiet">{t("letters.version", { version: letter.version })}</span>
        <span className="grow" />
        <StateMark state={LETTER_STATES[letter.standing]} words={t(`letters.standings.${letter.standing}`)} />
      </div>
      <p>{t("letters.body")}</p>
      <dl>
        {parts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="print-only letter-seal">{t("letters.seal")}</p>
      {address === undefined ? null : (
        <div className="letter-check">
          <QrPicture text={address} label={t("letters.scan")} />
          <div>
            <p>{t("letters.scan")}</p>
            <p className="quiet letter-address">{address}</p>
          </div>
        </div>
      )}
    </article>
  );
}
