// Clauses: C11.2

import type { ClaimView } from "@fealty/engine/views/view.ts";
import { useTranslation } from "react-i18next";
import { Figure } from "./figure.tsx";
import { useLossWords } from "./loss-words.ts";
import { useReading } from "./reading.tsx";
import { ScrollX } from "./scroll-x.tsx";

/** Liquidated damages: what for, who owes whom, and whether a person has decided it. */
export function ClaimTable({ claims }: { readonly claims: readonly ClaimView[] }) {
  const { t } = useTranslation();
  const { format } = useReading();
  const lossOf = useLossWords();
  return (
    <ScrollX label={t("claim.title")}>
      <table className="data claims">
        <caption className="hidden-word">{t("claim.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("claim.about")}</th>
            <th scope="col">{t("claim.parties")}</th>
            <th scope="col">{t("claim.status")}</th>
            <th scope="col" className="n">
              {format.amountHead(t("pay.amount"))}
            </th>
          </tr>
        </thead>
        <tbody>
          {claims.map((claim) => (
            <tr key={claim.ref}>
              <td>
                <Figure of={claim.aboutRef}>{claim.about}</Figure>
                {claim.days === undefined ? null : (
                  <span className="quiet">
                    {" "}
                    {t("claim.days", { count: claim.days, shown: format.count(claim.days) })}
                  </span>
                )}
                {claim.loss === undefined ? null : <p className="quiet">{lossOf(claim)}</p>}
              </td>
              <td className="kept-whole">
                {t("claim.owes", {
                  from: t(`party.${claim.from}`, { ns: "words" }),
                  holder: t(`party.${claim.holder}`, { ns: "words" }),
                })}
              </td>
              <td className="kept-whole">{t(claim.status === "decided" ? "claim.decided" : "claim.proposed")}</td>
              <td className="n">
                <Figure of={claim.ref}>{format.amount(claim.amount)}</Figure>
                {claim.uncapped === undefined ? null : (
                  <span className="quiet"> {t("claim.capped", { amount: format.amount(claim.uncapped) })}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
