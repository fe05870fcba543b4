// Clauses: C1.2, N7
import Button from "antd/es/button";
import { useTranslation } from "react-i18next";
import type { ActivityPage, HouseClient } from "../../source/house-client.ts";
import { ExportList } from "../../ui/export/export-list.tsx";
import { houseFormat } from "../../ui/house-format.ts";
import { ScrollX } from "../../ui/scroll-x.tsx";
import type { ActivityFilter } from "./activity-filter.ts";
import { ActivityFilters } from "./activity-filters.tsx";
import { type ActLine, useActWords } from "./activity-words.ts";
import "../../ui/register.css";

interface Props {
  readonly house: HouseClient;
  readonly page: ActivityPage | undefined;
  readonly busy: boolean;
  readonly filter: ActivityFilter;
  readonly setFilter: (filter: ActivityFilter) => void;
  readonly more: (() => void) | undefined;
  readonly whole: () => Promise<readonly ActLine[]>;
}
/** Everything that was done, the latest first. */
export function ActivityList({ house, page, busy, filter, setFilter, more, whole }: Props) {
  const { t } = useTranslation();
  const words = useActWords();
  const filtered = Object.keys(filter).length > 0;
  const columns = [t("activity.at"), t("activity.who"), t("activity.did"), t("activity.about"), t("activity.how")];
  return (
    <section className="register" aria-busy={busy}>
      <div className="row">
        <h1>{t("activity.title")}</h1>
        <span className="grow" />
        {page && page.total > 0 ? (
          <ExportList
            title={t("activity.title")}
            table={async () => ({ columns, rows: (await whole()).map(words.row) })}
          />
        ) : null}
      </div>
      <p className="quiet">{t("activity.lead")}</p>
      <ActivityFilters key={JSON.stringify(filter)} house={house} filter={filter} setFilter={setFilter} />
      <p className="quiet" aria-live="polite">
        {page ? t("activity.found", { count: page.total }) : null}
      </p>
      {page?.rows.length === 0 ? (
        <div className="empty">
          <p>{t(filtered ? "activity.noneFound" : "activity.none")}</p>
          {filtered ? <Button onClick={() => setFilter({})}>{t("activity.clear")}</Button> : null}
        </div>
      ) : null}
      {page && page.rows.length > 0 ? <Rows rows={page.rows} columns={columns} /> : null}
      {more ? (
        <p className="row more">
          <Button onClick={more}>{t("activity.more", { count: (page?.total ?? 0) - (page?.rows.length ?? 0) })}</Button>
        </p>
      ) : null}
    </section>
  );
}
function Rows({ rows, columns }: { readonly rows: readonly ActLine[]; readonly columns: readonly string[] }) {
  const { t, i18n } = useTranslation();
  const words = useActWords();
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", rows[0]!.at);
  return (
    <ScrollX label={t("activity.title")}>
      <table className="data activity-rows">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((line, index) => {
            const href = words.hrefOf(line);
            const about = words.about(line);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of one moment are told apart by their place alone
              <tr key={`${line.at} ${index}`}>
                <td className="time">{format.time(line.at)}</td>
                <td className="who">{words.who(line)}</td>
                <td className="did">{words.did(line)}</td>
                <td className="about">{href === undefined ? about : <a href={href}>{about}</a>}</td>
                <td>{words.how(line, addressOf(line))}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollX>
  );
}
/** On the screen the address; the program of the other side, which is long, stands in the file. */
const addressOf = ({ from }: ActLine): string | undefined => from?.split("; ")[0];
