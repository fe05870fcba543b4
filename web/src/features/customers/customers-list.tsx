// Clauses: C7.1, N6, N7

import Button from "antd/es/button";
import Input from "antd/es/input";
import Segmented from "antd/es/segmented";
import Select from "antd/es/select";
import { type ChangeEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CustomersPage, ListedCustomer } from "../../source/house-client.ts";
import { BranchChoice, type Branches, branchName } from "../../ui/branch-choice.tsx";
import { spanText } from "../../ui/day-span.ts";
import { ExportList } from "../../ui/export/export-list.tsx";
import { keptDates } from "../../ui/kept-dates.tsx";
import { May } from "../../ui/may.tsx";
import { ScrollX } from "../../ui/scroll-x.tsx";
import { customerTable } from "./customer-table.ts";
import { customerLink, shownName } from "./customer-words.ts";
import { rowsWithin } from "./customers-within.ts";
import "../../ui/register.css";
import "./customers.css";

export const KINDS = ["person", "organisation"] as const satisfies readonly ListedCustomer["kind"][];
/** `unserved`: customers of today whom no contract serves. */
export const WHENS = ["now", "unserved", "ended"] as const;
export interface CustomersFilter {
  readonly kind?: ListedCustomer["kind"];
  readonly branch?: string;
  readonly when: (typeof WHENS)[number];
}
/** What is looked for may be somebody's name or number: it is held apart from the filters, which stand in the link. */
export interface Sought {
  readonly text: string;
  /** `composing`: an input method is still at work on it, and nothing is looked for yet. */
  readonly set: (text: string, composing?: boolean) => void;
}
interface Filtering {
  readonly branches: Branches;
  readonly sought: Sought;
  readonly filter: CustomersFilter;
  readonly setFilter: (filter: CustomersFilter) => void;
}
export function CustomersList({
  page,
  busy,
  more,
  whole,
  ...filtering
}: Filtering & {
  readonly page: CustomersPage | undefined;
  readonly busy: boolean;
  readonly more: (() => void) | undefined;
  /** All that the filter finds, for a file. */
  readonly whole: () => Promise<readonly ListedCustomer[]>;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const { branches } = filtering;
  const [within, setWithin] = useState("");
  const rows = rowsWithin(page?.rows ?? [], within);
  return (
    <section className="register" aria-busy={busy}>
      <div className="row">
        <h1>{t("customers.title")}</h1>
        <span className="grow" />
        <ExportList
          title={t("customers.title")}
          table={async () => customerTable(await whole(), branches, language, t)}
        />
        <span className="row">
          <May verb="import-customers">
            <Button href="#/customers/import">{t("customers.importList")}</Button>
          </May>
          <May verb="keep-customer">
            <Button type="primary" href="#/customers/new">
              {t("customers.add")}
            </Button>
          </May>
        </span>
      </div>
      <Filters {...filtering} />
      <p className="quiet" aria-live="polite">
        {page ? t("customers.found", { count: page.total }) : null}
      </p>
      {page?.rows.length === 0 ? <Nobody {...filtering} /> : null}
      {page && page.rows.length > 0 ? (
        <>
          {page.rows.length > 1 ? (
            <Input
              className="within"
              allowClear
              autoComplete="off"
              aria-label={t("customers.within")}
              placeholder={t("customers.within")}
              value={within}
              onChange={(event) => setWithin(event.target.value)}
            />
          ) : null}
          {rows.length === 0 ? <p className="empty">{t("customers.noneWithin")}</p> : null}
          {rows.length > 0 ? <Rows rows={rows} branches={branches} language={language} /> : null}
        </>
      ) : null}
      {more ? (
        <p className="row more">
          <Button onClick={more}>
            {t("customers.more", { count: (page?.total ?? 0) - (page?.rows.length ?? 0) })}
          </Button>
        </p>
      ) : null}
    </section>
  );
}
/** Nobody is there, or nobody was found: why, and the next step. */
function Nobody({ sought, filter, setFilter }: Filtering) {
  const { t } = useTranslation();
  const { when } = filter;
  const filtered = sought.text.trim() !== "" || filter.kind !== undefined || filter.branch !== undefined;
  if (!filtered)
    return (
      <div className="empty">
        <p>{t(`customers.none.${when}`)}</p>
      </div>
    );
  const clear = (): void => {
    sought.set("");
    setFilter({ when });
  };
  return (
    <div className="empty">
      <p>{t("customers.noneFound")}</p>
      <p className="row">
        {when === "now" ? (
          <Button onClick={() => setFilter({ ...filter, when: "ended" })}>{t("customers.inEnded")}</Button>
        ) : null}
        <Button onClick={clear}>{t("customers.clear")}</Button>
      </p>
    </div>
  );
}
function Filters({ branches, sought, filter, setFilter }: Filtering) {
  const { t } = useTranslation();
  const { kind: _, ...withoutKind } = filter;
  const { branch: __, ...withoutBranch } = filter;
  const isComposing = ({ nativeEvent }: ChangeEvent): boolean => (nativeEvent as InputEvent).isComposing === true;
  return (
    <div className="row register-filter">
      <Input
        className="words"
        allowClear
        autoComplete="off"
        aria-label={t("customers.search")}
        placeholder={t("customers.search")}
        value={sought.text}
        onChange={(event) => sought.set(event.target.value, isComposing(event))}
        onCompositionEnd={(event) => sought.set(event.currentTarget.value)}
      />
      <Select
        aria-label={t("customers.kind")}
        placeholder={t("customers.kind")}
        allowClear
        getPopupContainer={(select: HTMLElement) => select.parentElement ?? document.body}
        value={filter.kind ?? null}
        onChange={(kind: ListedCustomer["kind"] | null) => setFilter(kind ? { ...filter, kind } : withoutKind)}
        options={KINDS.map((kind) => ({ value: kind, label: t(`customers.kinds.${kind}`) }))}
      />
      <BranchChoice
        branches={branches}
        placeholder={t("customers.branch")}
        value={filter.branch}
        change={(branch) => setFilter(branch ? { ...filter, branch } : withoutBranch)}
      />
      <Segmented
        aria-label={t("customers.when")}
        value={filter.when}
        onChange={(when) => setFilter({ ...filter, when })}
        options={WHENS.map((when) => ({ value: when, label: t(`customers.whens.${when}`) }))}
      />
    </div>
  );
}
function Rows({
  rows,
  branches,
  language,
}: {
  readonly rows: readonly ListedCustomer[];
  readonly branches: Branches;
  readonly language: "zh" | "en";
}) {
  const { t } = useTranslation();
  return (
    <ScrollX label={t("customers.title")}>
      <table className="data customer-rows">
        <thead>
          <tr>
            <th scope="col">{t("customers.name")}</th>
            <th scope="col">{t("customers.code")}</th>
            <th scope="col">{t("customers.kind")}</th>
            <th scope="col">{t("customers.branch")}</th>
            <th scope="col">{t("customers.servedUnder")}</th>
            <th scope="col">{t("customers.days")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.code}>
              <td className={one.erased ? "quiet" : undefined}>
                {/* Masked names are much alike; with the code each link is told from the others. */}
                <a href={customerLink(one.code)} aria-label={`${shownName(one, t)} ${one.code}`}>
                  {shownName(one, t)}
                </a>
              </td>
              <td>{one.code}</td>
              <td>{t(`customers.kinds.${one.kind}`)}</td>
              <td>{branchName(one.branch, branches, language)}</td>
              <td>
                {one.serving.map(({ number, agentName }) => (
                  <div key={number}>
                    <a href={`#/contracts/${encodeURIComponent(number)}`}>{`${agentName} ${number}`}</a>
                  </div>
                ))}
              </td>
              <td>{keptDates(spanText(one.fromOn, one.beforeOn, t))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
