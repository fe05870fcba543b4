// Clauses: C1.2

import Button from "antd/es/button";
import Input from "antd/es/input";
import Segmented from "antd/es/segmented";
import Select from "antd/es/select";
import { useTranslation } from "react-i18next";
import type { ListedPerson, PeoplePage, RoleName } from "../../source/house-client.ts";
import { BranchChoice, type Branches } from "../../ui/branch-choice.tsx";
import { May } from "../../ui/may.tsx";
import { ROLES } from "../../ui/role-words.ts";
import { RoleText } from "./role-text.tsx";
import "../../ui/register.css";

export interface PeopleFilter {
  readonly text: string;
  readonly role?: RoleName;
  readonly branch?: string;
  readonly when: ListedPerson["when"];
}
export function PeopleList({
  page,
  branches,
  busy,
  filter,
  setFilter,
  more,
}: {
  readonly page: PeoplePage | undefined;
  readonly branches: Branches;
  readonly busy: boolean;
  readonly filter: PeopleFilter;
  readonly setFilter: (filter: PeopleFilter) => void;
  readonly more: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  const filtered = filter.text !== "" || filter.role !== undefined || filter.branch !== undefined;
  return (
    <section className="register" aria-busy={busy}>
      <div className="row">
        <h1>{t("people.title")}</h1>
        <span className="grow" />
        <May verb="list-licences">
          <Button href="#/licences">{t("people.licences")}</Button>
        </May>
        <May verb="list-messages">
          <Button href="#/outbox">{t("outbox.title")}</Button>
        </May>
        <May verb="import-people">
          <Button href="#/people/import">{t("peopleImport.title")}</Button>
        </May>
        <May verb="add-person">
          <Button type="primary" href="#/people/new">
            {t("people.add")}
          </Button>
        </May>
      </div>
      <Filters branches={branches} counts={page?.counts} filter={filter} setFilter={setFilter} />
      <p className="quiet" aria-live="polite">
        {page ? t("people.found", { count: page.total }) : null}
      </p>
      {page?.rows.length === 0 ? (
        <div className="empty">
          <p>{t(filtered ? "people.noneFound" : `people.none.${filter.when}`)}</p>
          {filtered ? (
            <Button onClick={() => setFilter({ text: "", when: filter.when })}>{t("people.clear")}</Button>
          ) : null}
        </div>
      ) : null}
      {page && page.rows.length > 0 ? <Rows rows={page.rows} branches={branches} /> : null}
      {more ? (
        <p className="row more">
          <Button onClick={more}>{t("people.more", { count: (page?.total ?? 0) - (page?.rows.length ?? 0) })}</Button>
        </p>
      ) : null}
    </section>
  );
}
function Filters({
  branches,
  counts,
  filter,
  setFilter,
}: {
  readonly branches: Branches;
  readonly counts: PeoplePage["counts"] | undefined;
  readonly filter: PeopleFilter;
  readonly setFilter: (filter: PeopleFilter) => void;
}) {
  const { t } = useTranslation();
  const within = (select: HTMLElement) => select.parentElement ?? document.body;
  const { role: _, ...withoutRole } = filter;
  const { branch: __, ...withoutBranch } = filter;
  return (
    <div className="row register-filter">
      <Input
        className="words"
        allowClear
        aria-label={t("people.search")}
        placeholder={t("people.search")}
        value={filter.text}
        onChange={(event) => setFilter({ ...filter, text: event.target.value })}
      />
      <Select
        aria-label={t("people.role")}
        placeholder={t("people.role")}
        allowClear
        getPopupContainer={within}
        value={filter.role ?? null}
        onChange={(role: RoleName | null) => setFilter(role ? { ...filter, role } : withoutRole)}
        options={ROLES.map((role) => ({ value: role, label: t(`people.roles.${role}`) }))}
      />
      <BranchChoice
        branches={branches}
        placeholder={t("people.branch")}
        value={filter.branch}
        change={(branch) => setFilter(branch ? { ...filter, branch } : withoutBranch)}
      />
      <Segmented
        aria-label={t("people.when")}
        value={filter.when}
        onChange={(when) => setFilter({ ...filter, when })}
        options={(["now", "later", "ended"] as const).map((when) => ({
          value: when,
          label: `${t(`people.whens.${when}`)}${counts ? ` ${counts[when]}` : ""}`,
        }))}
      />
    </div>
  );
}
function Rows({ rows, branches }: { readonly rows: readonly ListedPerson[]; readonly branches: Branches }) {
  const { t } = useTranslation();
  return (
    <table className="data people-rows">
      <thead>
        <tr>
          <th scope="col">{t("people.name")}</th>
          <th scope="col">{t("people.code")}</th>
          <th scope="col">{t("people.roleColumn")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ code, name, roles }) => (
          <tr key={code}>
            <td>
              <a href={`#/people/${encodeURIComponent(code)}`}>{name}</a>
            </td>
            <td>{code}</td>
            <td>
              {roles.map((role) => (
                <div key={`${role.role} ${role.branch} ${role.fromOn}`}>
                  <RoleText role={role} branches={branches} />
                </div>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
