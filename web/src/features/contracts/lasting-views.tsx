// Clauses: C10.3
import { useTranslation } from "react-i18next";
import type { LastingViews } from "../../source/house-client.ts";
import { keptDates } from "../../ui/kept-dates.tsx";
import "../../ui/register.css";

/** Until when somebody who holds no role any more still sees each contract, and why until then. */
export function LastingList({ views }: { readonly views: LastingViews["views"] }) {
  const { t } = useTranslation();
  return (
    <section className="register">
      <h2>{t("contractList.lasting.title")}</h2>
      <p className="quiet">{t("contractList.lasting.lead")}</p>
      {views.length === 0 ? <p className="empty">{t("contractList.lasting.none")}</p> : null}
      {views.length > 0 ? (
        <table className="data lasting-views">
          <thead>
            <tr>
              <th scope="col">{t("contractList.number")}</th>
              <th scope="col">{t("contractList.lasting.until")}</th>
              <th scope="col">{t("contractList.lasting.why")}</th>
            </tr>
          </thead>
          <tbody>
            {views.map(({ number, why, untilOn, countedFrom, dueOn }) => (
              <tr key={number}>
                <td>{number}</td>
                <td>{untilOn === undefined ? t("contractList.lasting.noEnd") : keptDates(untilOn)}</td>
                <td>{keptDates(t(`contractList.lasting.whys.${why}`, { countedFrom, dueOn }))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}
