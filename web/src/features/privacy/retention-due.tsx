// Clauses: C7.1, N8

import Segmented from "antd/es/segmented";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Retention } from "../../source/house-client.ts";
import { ExportList } from "../../ui/export/export-list.tsx";
import type { ListTable } from "../../ui/export/table.ts";
import { keptDates } from "../../ui/kept-dates.tsx";
import { clockText, fieldsName } from "../../ui/retention-words.ts";
import { ScrollX } from "../../ui/scroll-x.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import type { RetentionProps } from "./retention-props.ts";

const AHEAD = [30, 90, 366] as const;
type Due = Retention["due"][number];
/** What goes on the first of its days: everything, or the values that nobody needs any more. */
const goes = ({ dueOn, first, fields }: Due, t: TFunction): string =>
  dueOn === first
    ? t("retention.all")
    : fieldsName(
        fields.flatMap((one) => (one.dueOn === first ? [one.field] : [])),
        t,
      );
const whyOf = ({ clocks }: Due, t: TFunction): readonly string[] =>
  clocks.filter(({ endedOn }) => endedOn !== undefined).map((clock) => clockText(clock, t));
const stateOf = ({ blocks }: Due, t: TFunction): string =>
  blocks.length === 0
    ? t("retention.will")
    : `${t("retention.stopped")}${t("list")}${blocks.map((one) => t(`retention.blocks.${one}`)).join(t("list"))}`;

/** Whose data falls due in the days to come, why, and what keeps it all the same. */
export function RetentionDue({ retention: { until, due, total }, days, look, whole }: RetentionProps) {
  const { t } = useTranslation();
  const columns = ["customer", "dueOn", "what", "why"] as const;
  const table = async (): Promise<ListTable> => ({
    columns: [...columns.map((column) => t(`retention.${column}`)), t("privacy.standing")],
    rows: (await whole()).due.map((one) => [
      one.customer,
      one.first,
      goes(one, t),
      whyOf(one, t).join(t("list")),
      stateOf(one, t),
    ]),
  });
  return (
    <>
      <div className="row">
        <h2>{t("retention.due")}</h2>
        <span className="grow" />
        {due.length === 0 ? null : <ExportList title={t("retention.due")} table={table} />}
        <Segmented
          size="small"
          name="ahead"
          aria-label={t("retention.days")}
          value={days}
          onChange={look}
          options={AHEAD.map((value) => ({ value, label: t("retention.daysAhead", { count: value }) }))}
        />
      </div>
      <p className="quiet">{keptDates(t("retention.dueLead", { until }))}</p>
      {due.length === 0 ? (
        <p className="empty">{t("retention.noneDue")}</p>
      ) : (
        <>
          <p className="quiet">
            {t("retention.dueCount", { count: total })}
            {due.length < total ? ` ${t("retention.dueMore", { shown: due.length })}` : null}
          </p>
          <ScrollX label={t("retention.due")}>
            <table className="data retention-due">
              <thead>
                <tr>
                  {columns.map((column) => (
                    <th key={column} scope="col">
                      {t(`retention.${column}`)}
                    </th>
                  ))}
                  <th scope="col">{t("privacy.standing")}</th>
                </tr>
              </thead>
              <tbody>
                {due.map((one) => (
                  <tr key={one.customer}>
                    <td>
                      <a href={`#/customers/${encodeURIComponent(one.customer)}`}>{one.customer}</a>
                    </td>
                    <td className="date">{one.first}</td>
                    <td>{goes(one, t)}</td>
                    <td className="why">
                      {whyOf(one, t).map((line) => (
                        <div key={line}>{keptDates(line)}</div>
                      ))}
                    </td>
                    <td>
                      <StateMark state={one.blocks.length === 0 ? "running" : "suspended"} words={stateOf(one, t)} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollX>
        </>
      )}
    </>
  );
}
