// Clauses: C1.2, N6
import type { StateName } from "@fealty/engine/views/view.ts";
import { useTranslation } from "react-i18next";
import type { GroupFigures } from "../../source/house-client.ts";
import { houseFormat } from "../../ui/house-format.ts";
import { ScrollX } from "../../ui/scroll-x.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import "./companies.css";

/** Each company by itself: contracts by status and state, money by currency. */
export function GroupSection({ companies }: { readonly companies: readonly GroupFigures[] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  return (
    <section className="register">
      <h1>{t("companies.group")}</h1>
      <p className="quiet">{t("companies.groupLead")}</p>
      {companies.length === 0 ? <p>{t("companies.groupNone")}</p> : null}
      {companies.map((one) => (
        <article key={one.companyId} className="group-company">
          <h2 className="company-name">{one.name[language] || one.name.zh}</h2>
          <p className="quiet">{t("companies.groupAt", { at: houseFormat(language, one.now).time(one.now) })}</p>
          <Contracts company={one} />
          <MoneyTable company={one} />
        </article>
      ))}
    </section>
  );
}
function Contracts({ company: { contracts, statuses, states } }: { readonly company: GroupFigures }) {
  const { t } = useTranslation();
  const told = (count: number | undefined): string => (count === undefined ? t("companies.few") : String(count));
  return (
    <dl className="group-figures">
      <div>
        <dt>{t("companies.groupContracts")}</dt>
        <dd>{contracts}</dd>
      </div>
      {statuses.map(({ name, contracts: count }) => (
        <div key={name}>
          <dt>{t(`companies.statuses.${name as "draft"}`)}</dt>
          <dd>{told(count)}</dd>
        </div>
      ))}
      {states.map(({ name, contracts: count }) => (
        <div key={name}>
          <dt>
            <StateMark state={name as StateName} />
          </dt>
          <dd>{told(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
function MoneyTable({ company: { money, name } }: { readonly company: GroupFigures }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  if (money.length === 0) return <p className="quiet">{t("companies.noMoney")}</p>;
  const title = t("companies.moneyOf", { name: name[language] || name.zh });
  return (
    <ScrollX label={title}>
      <table className="data">
        <caption className="hidden-word">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t("companies.currency")}</th>
            <th scope="col" className="n">
              {t("companies.payable")}
            </th>
            <th scope="col" className="n">
              {t("companies.paid")}
            </th>
            <th scope="col" className="n">
              {t("companies.open")}
            </th>
          </tr>
        </thead>
        <tbody>
          {money.map(({ currency, payable, paid, open }) => {
            const format = houseFormat(language, 0, currency);
            return (
              <tr key={currency}>
                <th scope="row">{currency}</th>
                {[payable, paid, open].map((amount, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: three columns that stand still
                  <td key={at} className="n">
                    {amount === undefined ? t("companies.few") : format.amount(amount)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollX>
  );
}
