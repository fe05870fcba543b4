// Clauses: C6.2
import type { HeldView } from "@fealty/engine/views/view.ts";
import { useTranslation } from "react-i18next";
import { May } from "../../ui/may.tsx";
import { useReading } from "../../ui/reading.tsx";
import { ScrollX } from "../../ui/scroll-x.tsx";

/** Sales on days without a licence: that they are held, why, and how that is mended. */
export function HeldSales({ held: { count, sales } }: { readonly held: HeldView }) {
  const { t } = useTranslation();
  const { view, format } = useReading();
  const who = [...new Set(sales.flatMap(({ lacking }) => lacking))];
  const [first] = who;
  return (
    <section className="card" aria-label={t("heldSales.title")}>
      <h3>
        {t("heldSales.title")} <span className="quiet">{t("heldSales.count", { count })}</span>
      </h3>
      <p>{t("heldSales.why", { who: who.join(t("list")) })}</p>
      <ScrollX label={t("heldSales.title")}>
        <table className="data">
          <caption className="hidden-word">{t("heldSales.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("heldSales.when")}</th>
              <th scope="col">{t("heldSales.lacking")}</th>
              <th scope="col" className="n">
                {format.amountHead(t("pay.amount"))}
              </th>
            </tr>
          </thead>
          <tbody>
            {sales.map(({ event, at, amount, lacking }) => (
              <tr key={event}>
                <td className="time">{format.time(at)}</td>
                <td>{lacking.join(t("list"))}</td>
                <td className="n">{amount === undefined ? null : format.amount(amount)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
      {count > sales.length ? <p className="quiet">{t("heldSales.more", { count: count - sales.length })}</p> : null}
      <p>{t(view.party === "company" ? "heldSales.mend" : "heldSales.ask")}</p>
      {view.party === "company" ? (
        <May verb="list-licences">
          <p>
            <a
              className="link alone"
              href={`#/licences${who.length === 1 ? `?text=${encodeURIComponent(first ?? "")}` : ""}`}
            >
              {t("heldSales.toRegister")}
            </a>
          </p>
        </May>
      ) : null}
    </section>
  );
}
