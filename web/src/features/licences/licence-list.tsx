// Clauses: C6.2, C7.1
import Button from "antd/es/button";
import Input from "antd/es/input";
import Select from "antd/es/select";
import { useTranslation } from "react-i18next";
import type { LicencesPage, ListedLicence } from "../../source/house-client.ts";
import { spanText } from "../../ui/day-span.ts";
import { ExportList } from "../../ui/export/export-list.tsx";
import { keptDates } from "../../ui/kept-dates.tsx";
import { May } from "../../ui/may.tsx";
import { ScrollX } from "../../ui/scroll-x.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { licenceTable } from "./licence-table.ts";
import { heldWords, licenceLink, MARKED, STATES } from "./licence-words.ts";
import "../../ui/register.css";
import "./licences.css";

export interface LicenceFilter {
  readonly text: string;
  readonly state?: ListedLicence["state"];
}
interface Filtering {
  readonly page: LicencesPage | undefined;
  readonly filter: LicenceFilter;
  readonly setFilter: (filter: LicenceFilter) => void;
}
/** Who holds which licence, and who lacks one: those that want doing stand first. */
export function LicenceList({
  busy,
  more,
  whole,
  ...filtering
}: Filtering & {
  readonly busy: boolean;
  readonly more: (() => void) | undefined;
  /** All that the filter finds, for a file. */
  readonly whole: () => Promise<readonly ListedLicence[]>;
}) {
  const { t } = useTranslation();
  const { page } = filtering;
  return (
    <section className="register" aria-busy={busy}>
      <p>
        <a href="#/people">{t("people.title")}</a>
      </p>
      <div className="row">
        <h1>{t("licences.title")}</h1>
        <span className="grow" />
        <ExportList title={t("licences.title")} table={async () => licenceTable(await whole(), t)} />
        <span className="row">
          <May verb="import-licences">
            <Button href="#/licences/import">{t("licencesImport.title")}</Button>
          </May>
          <May verb="keep-licence">
            <Button type="primary" href="#/licences/new">
              {t("licences.record")}
            </Button>
          </May>
        </span>
      </div>
      <p className="quiet">{t("licences.lead")}</p>
      <Filters {...filtering} />
      <p className="quiet" aria-live="polite">
        {page ? t("licences.found", { count: page.total }) : null}
      </p>
      {page?.rows.length === 0 ? <Nothing {...filtering} /> : null}
      {page && page.rows.length > 0 ? <Rows rows={page.rows} /> : null}
      {more ? (
        <p className="row more">
          <Button onClick={more}>{t("people.more", { count: (page?.total ?? 0) - (page?.rows.length ?? 0) })}</Button>
        </p>
      ) : null}
    </section>
  );
}
/** Nothing is there, or nothing was found: why, and the next step. */
function Nothing({ page, filter, setFilter }: Filtering) {
  const { t } = useTranslation();
  const filtered = filter.text !== "" || filter.state !== undefined;
  return (
    <div className="empty">
      <p>{t(filtered ? "licences.noneFound" : page?.asked ? "licences.none" : "licences.noneAsked")}</p>
      {filtered ? <Button onClick={() => setFilter({ text: "" })}>{t("people.clear")}</Button> : null}
    </div>
  );
}
function Filters({ page, filter, setFilter }: Filtering) {
  const { t } = useTranslation();
  const { state: _, ...withoutState } = filter;
  return (
    <div className="row register-filter">
      <Input
        className="words"
        allowClear
        aria-label={t("licences.search")}
        placeholder={t("licences.search")}
        value={filter.text}
        onChange={(event) => setFilter({ ...filter, text: event.target.value })}
      />
      <Select
        aria-label={t("licences.state")}
        placeholder={t("licences.state")}
        allowClear
        getPopupContainer={(select: HTMLElement) => select.parentElement ?? document.body}
        value={filter.state ?? null}
        onChange={(state: ListedLicence["state"] | null) => setFilter(state ? { ...filter, state } : withoutState)}
        options={STATES.map((state) => ({
          value: state,
          label: `${t(`licences.states.${state}`)}${page ? ` ${page.counts[state]}` : ""}`,
        }))}
      />
    </div>
  );
}
function Rows({ rows }: { readonly rows: readonly ListedLicence[] }) {
  const { t } = useTranslation();
  return (
    <ScrollX label={t("licences.title")}>
      <table className="data licence-rows">
        <thead>
          <tr>
            <th scope="col">{t("licences.name")}</th>
            <th scope="col">{t("licences.code")}</th>
            <th scope="col">{t("licences.state")}</th>
            <th scope="col">{t("licences.number")}</th>
            <th scope="col">{t("licences.insurer")}</th>
            <th scope="col">{t("licences.days")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={`${one.licenceId} ${one.person} ${one.name} ${one.number} ${one.onlyIn}`}>
              <td>{one.person === null ? one.name : <a href={licenceLink(one.person)}>{one.name}</a>}</td>
              <td>{one.person ?? <span className="quiet">{t("licences.nobody")}</span>}</td>
              <td>
                <StateMark state={MARKED[one.state]} words={t(`licences.states.${one.state}`)} />
                {one.held && one.state === "none" ? <div className="quiet">{heldWords(one.held, t)}</div> : null}
              </td>
              <td>
                {one.number}
                {one.kind === null ? null : <div className="quiet">{t(`licences.kinds.${one.kind}`)}</div>}
                {one.onlyIn === null ? null : (
                  <div className="quiet">
                    <a href={`#/contracts/${encodeURIComponent(one.onlyIn)}/timeline`}>
                      {t("licences.onlyIn", { number: one.onlyIn })}
                    </a>
                  </div>
                )}
                {one.state === "none" ? (
                  <span className="quiet">{t("licences.askedBy", { contracts: one.contracts.join(t("list")) })}</span>
                ) : null}
              </td>
              <td>{one.insurer}</td>
              <td className="date">
                {one.fromOn === null ? null : keptDates(spanText(one.fromOn, one.beforeOn ?? undefined, t))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
