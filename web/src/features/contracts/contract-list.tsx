// Clauses: N1, N6
import type { StateName } from "@fealty/engine/views/view.ts";
import Button from "antd/es/button";
import Input from "antd/es/input";
import Select from "antd/es/select";
import type { TFunction } from "i18next";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Company, ContractPage, ListedContract } from "../../source/house-client.ts";
import { ExportList } from "../../ui/export/export-list.tsx";
import { houseFormat } from "../../ui/house-format.ts";
import { StateMark } from "../../ui/state-mark.tsx";
import { contractTable } from "./contract-table.ts";
import "./contract-list.css";

export interface ListFilter {
  readonly text: string;
  readonly mode?: ListedContract["mode"];
  readonly state?: StateName;
  readonly branch?: string;
  /** Only those where something may be missed. */
  readonly risk?: boolean;
  /** Only those with findings that wait for a decision. */
  readonly findings?: boolean;
}
/** What people filter by; the other states are seldom the worst of a contract. */
export const STATES: readonly StateName[] = [
  "missed",
  "at_risk",
  "indeterminate",
  "not_enough_data",
  "running",
  "met",
  "ended",
];
export const MODES = ["company_led", "agent_led", "intermediary_led"] as const;

export function ContractList({
  company,
  page,
  busy,
  filter,
  setFilter,
  more,
  whole,
}: {
  readonly company: Company;
  readonly page: ContractPage | undefined;
  readonly busy: boolean;
  readonly filter: ListFilter;
  readonly setFilter: (filter: ListFilter) => void;
  readonly more: (() => void) | undefined;
  /** All that the filter finds, for a file. */
  readonly whole: () => Promise<readonly ListedContract[]>;
}) {
  const { t, i18n } = useTranslation();
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", company.now);
  /** How many rows there were when more were asked for: the first new one gets the focus. */
  const listed = useRef<number>(undefined);
  const body = useRef<HTMLElement>(null);
  const count = page?.rows.length ?? 0;
  useEffect(() => {
    if (listed.current === undefined || count <= listed.current) return;
    body.current?.querySelectorAll<HTMLElement>("tbody a")[listed.current]?.focus();
    listed.current = undefined;
  }, [count]);
  const filtered =
    filter.text !== "" || [filter.mode, filter.state, filter.branch, filter.risk, filter.findings].some(Boolean);
  return (
    <section className="contract-list" aria-busy={busy} ref={body}>
      <div className="row">
        <h1>{t("contracts")}</h1>
        <span className="quiet" aria-live="polite">
          {page ? countsOf(page.counts, t).join(" · ") : null}
        </span>
        <span className="grow" />
        <ExportList title={t("contracts")} table={async () => contractTable(company, await whole(), format, t)} />
      </div>
      <Filters company={company} filter={filter} setFilter={setFilter} />
      {filter.risk ? <p className="quiet">{t("contractList.riskMeans")}</p> : null}
      {page && company.founding === undefined && page.rows.length === 0 ? (
        <div className="empty">
          <p>{t(filtered ? "contractList.noneFound" : "contractList.none")}</p>
          {filtered ? <Button onClick={() => setFilter({ text: "" })}>{t("contractList.clear")}</Button> : null}
        </div>
      ) : null}
      {page && page.rows.length > 0 ? <Rows company={company} rows={page.rows} /> : null}
      {more ? (
        <p className="row more">
          <Button
            onClick={() => {
              listed.current = page?.rows.length;
              more();
            }}
          >
            {t("contractList.more", { count: (page?.counts.contracts ?? 0) - (page?.rows.length ?? 0) })}
          </Button>
        </p>
      ) : null}
    </section>
  );
}
const countsOf = ({ contracts, atRisk, withFindings }: ContractPage["counts"], t: TFunction): string[] => [
  t("contractList.contracts", { count: contracts }),
  t("contractList.risky", { count: atRisk }),
  t("contractList.undecided", { count: withFindings }),
];
function Filters({
  company,
  filter,
  setFilter,
}: {
  readonly company: Company;
  readonly filter: ListFilter;
  readonly setFilter: (filter: ListFilter) => void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const within = (select: HTMLElement) => select.parentElement ?? document.body;
  const chosen = <Name extends keyof ListFilter>(name: Name, value: ListFilter[Name] | undefined): void => {
    const { [name]: _, ...rest } = filter;
    setFilter({ text: "", ...rest, ...(value === undefined ? {} : { [name]: value }) });
  };
  return (
    <div className="row list-filter">
      <Input
        className="words"
        allowClear
        aria-label={t("contractList.search")}
        placeholder={t("contractList.search")}
        value={filter.text}
        onChange={(event) => chosen("text", event.target.value)}
      />
      <Select
        aria-label={t("contractList.mode")}
        placeholder={t("contractList.mode")}
        allowClear
        getPopupContainer={within}
        value={filter.mode ?? null}
        onChange={(value: ListedContract["mode"] | null) => chosen("mode", value ?? undefined)}
        options={MODES.map((mode) => ({ value: mode, label: t(`mode.${mode}`, { ns: "words" }) }))}
      />
      <Select
        aria-label={t("contractList.state")}
        placeholder={t("contractList.state")}
        allowClear
        getPopupContainer={within}
        value={filter.state ?? null}
        onChange={(value: StateName | null) => chosen("state", value ?? undefined)}
        options={STATES.map((state) => ({ value: state, label: t(`state.${state}`, { ns: "words" }) }))}
      />
      <Select
        aria-label={t("contractList.branch")}
        placeholder={t("contractList.branch")}
        allowClear
        getPopupContainer={within}
        value={filter.branch ?? null}
        onChange={(value: string | null) => chosen("branch", value ?? undefined)}
        options={company.branches.map(({ branchId, name }) => ({ value: branchId, label: name[language] }))}
      />
      {(["risk", "findings"] as const).map((only) => (
        <button
          key={only}
          type="button"
          className="chip"
          aria-pressed={filter[only] === true}
          onClick={() => chosen(only, filter[only] === true ? undefined : true)}
        >
          {t(only === "risk" ? "contractList.atRisk" : "contractList.withFindings")}
        </button>
      ))}
    </div>
  );
}
function Rows({ company, rows }: { readonly company: Company; readonly rows: readonly ListedContract[] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const format = houseFormat(language, company.now);
  const branchOf = new Map(company.branches.map(({ branchId, name }) => [branchId, name[language]]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the window is scrolled by keyboard too
    <section className="scroll-x" tabIndex={0} aria-label={t("contracts")}>
      <table className="data contracts">
        <thead>
          <tr>
            <th scope="col">{t("contractList.number")}</th>
            <th scope="col">{t("contractList.agent")}</th>
            <th scope="col">{t("contractList.worst")}</th>
            <th scope="col" className="n">
              {t("contractList.findings")}
            </th>
            <th scope="col" className="n">
              {t("contractList.index")}
            </th>
            <th scope="col" className="n">
              {t("contractList.pay")}
            </th>
            <th scope="col">{t("contractList.branch")}</th>
            <th scope="col">{t("contractList.mode")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.number}>
              <td>
                <a href={`#/contracts/${encodeURIComponent(row.number)}`}>{row.number}</a>
                {company.tour.some(({ agentName, mode }) => agentName === row.agentName && mode === row.mode) ? (
                  <small className="tour-mark" title={t("contractList.tourMeans")}>
                    {t("contractList.tour")}
                  </small>
                ) : null}
              </td>
              <td>{row.agentName}</td>
              <td>{row.state === null ? null : <StateMark state={row.state as StateName} />}</td>
              <td className="n" data-label={t("contractList.findings")}>
                {row.openFindings === null ? "" : format.count(row.openFindings)}
              </td>
              <td className="n">
                {row.figures.index ? (
                  <>
                    <small className="quiet">{row.figures.index.title[language]} </small>
                    {format.metric(row.figures.index.value, row.figures.index.unit)}
                    <small className="quiet">
                      {" "}
                      {intervalOf(row.figures.index, format, language) ||
                        (row.figures.index.unit === "score" ? t("header.noInterval") : "")}{" "}
                      {format.periodShort(row.figures.index.period)}
                    </small>
                  </>
                ) : (
                  t("contractList.noFigure")
                )}
              </td>
              <td className="n" data-label={t("contractList.pay")}>
                {row.figures.pay ? (
                  <>
                    {houseFormat(language, company.now, row.figures.pay.currency.code).money(row.figures.pay.payable)}
                    <small className="quiet pay-period">
                      {format.periodShort(row.figures.pay.period, format.date(company.now))}
                    </small>
                  </>
                ) : (
                  t("contractList.noFigure")
                )}
              </td>
              <td>{row.branchId === null ? "" : branchOf.get(row.branchId)}</td>
              <td>{t(`mode.${row.mode}`, { ns: "words" })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A score never stands alone where there is room: its interval and sample beside it. */
const intervalOf = (
  { low, high, n, unit }: NonNullable<ListedContract["figures"]["index"]>,
  format: ReturnType<typeof houseFormat>,
  language: "zh" | "en",
): string => {
  if (low === null || high === null) return "";
  const [open, and, close] = language === "zh" ? ["（", "，", "）"] : ["(", ", ", ")"];
  const sample = n === null ? "" : `${and}n = ${format.count(n)}`;
  return `${open}${format.metric(low, unit)}–${format.metric(high, unit)}${sample}${close}`;
};
