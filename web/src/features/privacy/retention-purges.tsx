// Clauses: C7.1, N8
import { useTranslation } from "react-i18next";
import type { Retention } from "../../source/house-client.ts";
import { houseFormat } from "../../ui/house-format.ts";
import { fieldsName, purposeName } from "../../ui/retention-words.ts";
import { ScrollX } from "../../ui/scroll-x.tsx";

/** What the job deleted, of whose code, and under which versions of the periods; the data itself stands nowhere any more. */
export function RetentionPurges({ purges }: Pick<Retention, "purges">) {
  const { t, i18n } = useTranslation();
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", purges[0]?.at ?? 0);
  if (purges.length === 0) return <p className="quiet">{t("retention.noPurges")}</p>;
  return (
    <ScrollX label={t("retention.purges")}>
      <table className="data retention-purges">
        <thead>
          <tr>
            {(["purgedAt", "customer", "dueOn", "what", "purgedUnder"] as const).map((column) => (
              <th key={column} scope="col">
                {t(`retention.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {purges.map(({ at, customer, dueOn, whole, fields, grounds }) => (
            <tr key={`${at} ${customer}`}>
              <td className="time">{format.time(at)}</td>
              <td>
                <a href={`#/customers/${encodeURIComponent(customer)}`}>{customer}</a>
              </td>
              <td className="date">{dueOn}</td>
              <td>{whole ? t("retention.all") : fieldsName(fields, t)}</td>
              <td>
                {grounds
                  .map(({ purpose, version }) => t("retention.ground", { purpose: purposeName(purpose, t), version }))
                  .join(t("list"))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
