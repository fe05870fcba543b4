// Clauses: N7
import { useTranslation } from "react-i18next";
import type { RecordRead } from "../../source/house-client.ts";
import { useReading } from "../../ui/reading.tsx";
import { ScrollX } from "../../ui/scroll-x.tsx";

/** Who wrote what into the record, and how; the latest first. */
export function LatestRecords({ acts }: Pick<RecordRead, "acts">) {
  const { t } = useTranslation();
  const { format } = useReading();
  if (acts.length === 0) return null;
  return (
    <details className="latest-records">
      <summary>{t("record.latest")}</summary>
      <ScrollX label={t("record.latest")}>
        <table className="data">
          <thead>
            <tr>
              <th scope="col">{t("record.when")}</th>
              <th scope="col">{t("record.did")}</th>
              <th scope="col" className="number">
                {t("record.facts")}
              </th>
              <th scope="col">{t("record.by")}</th>
              <th scope="col">{t("record.how")}</th>
            </tr>
          </thead>
          <tbody>
            {acts.map((act) => (
              <tr key={act.leaf}>
                <td className="time">{format.time(act.at)}</td>
                <td>{t(`record.acts.${act.what}`, { defaultValue: act.did })}</td>
                <td className="number">{act.events === 0 ? "–" : format.count(act.events)}</td>
                <td>{t(`record.parties.${act.party}`, { defaultValue: act.party })}</td>
                <td>{t(`record.methods.${act.method}`, { defaultValue: act.method })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
    </details>
  );
}
