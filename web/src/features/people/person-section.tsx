// Clauses: C1.2
import Button from "antd/es/button";
import type { TFunction } from "i18next";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HouseClient, Organisation, PersonRead } from "../../source/house-client.ts";
import { spanText } from "../../ui/day-span.ts";
import { EndSpan } from "../../ui/end-span.tsx";
import { houseFormat } from "../../ui/house-format.ts";
import { keptDates } from "../../ui/kept-dates.tsx";
import { PersonFirms } from "./person-firms.tsx";
import { AppointForm, GrantForm, RenameForm } from "./person-forms.tsx";
import { MergedPerson, MergePersonForm } from "./person-merge.tsx";
import { RoleText } from "./role-text.tsx";
import "../../ui/field.css";
import "../../ui/register.css";
import { May } from "../../ui/may.tsx";

interface Props {
  readonly house: HouseClient;
  readonly person: PersonRead;
  readonly organisation: Organisation;
  /** Something was changed; with another code where the person has one now. */
  readonly changed: (code?: string) => void;
  /** Whether it can sign in; nothing for whoever does not keep the list. */
  readonly login: ReactNode;
}
/** One person: what it is, with whom it works, its contracts, and what was done to it. */
export function PersonSection({ house, person, organisation, changed, login }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const [open, setOpen] = useState<"rename" | "grant" | "appoint" | "merge">();
  const close = (code?: string): void => {
    setOpen(undefined);
    changed(code);
  };
  const isAgent = person.roles.some(({ role }) => role === "agent");
  const nameOf = (words: { readonly zh: string; readonly en: string }): string => words[language] || words.zh;
  return (
    <section className="register">
      <p>
        <a href="#/people">{t("people.title")}</a>
      </p>
      <div className="row">
        <h1>{person.name}</h1>
        <span className="quiet">{t("people.codeOf", { code: person.code })}</span>
        <span className="grow" />
        {person.mergedInto === undefined ? (
          <>
            <May verb="change-person">
              <Button onClick={() => setOpen(open === "rename" ? undefined : "rename")}>{t("people.rename")}</Button>
            </May>
            <May verb="merge-people">
              <Button onClick={() => setOpen(open === "merge" ? undefined : "merge")}>{t("people.merge")}</Button>
            </May>
          </>
        ) : null}
      </div>
      <MergedPerson house={house} person={person} done={close} />
      {person.merged.length === 0 ? null : (
        <p>
          {t("people.mergedHere")}{" "}
          {person.merged.map(({ code, name }) => (
            <a key={code} className="link alone" href={`#/people/${encodeURIComponent(code)}`}>
              {`${name} ${code}`}
            </a>
          ))}
        </p>
      )}
      {open === "merge" ? (
        <MergePersonForm house={house} person={person} done={close} stop={() => setOpen(undefined)} />
      ) : null}
      {open === "rename" ? (
        <RenameForm house={house} person={person} done={close} stop={() => setOpen(undefined)} />
      ) : null}
      {person.mergedInto === undefined ? login : null}
      {person.mergedInto === undefined ? <h2>{t("people.rolesTitle")}</h2> : null}
      <ul className="plain">
        {person.roles.map((role) => (
          <li key={role.roleHoldingId} className="row">
            <span>
              <RoleText role={role} branches={organisation.branches} />
            </span>
            {role.beforeOn !== undefined && (role.beforeOn <= person.day || role.beforeOn === role.fromOn) ? (
              <span className="quiet">{t("people.over")}</span>
            ) : (
              <EndSpan
                may="end-role"
                from={role.fromOn}
                label={t("people.endRole", { role: t(`people.roles.${role.role}`) })}
                ask={(beforeOn, key) =>
                  house.people.endRole({
                    party: "company",
                    key,
                    person: person.code,
                    roleHoldingId: role.roleHoldingId,
                    beforeOn,
                  })
                }
                done={() => changed()}
              />
            )}
          </li>
        ))}
      </ul>
      {open === "grant" ? (
        <GrantForm
          house={house}
          person={person}
          organisation={organisation}
          done={close}
          stop={() => setOpen(undefined)}
        />
      ) : person.mergedInto === undefined ? (
        <p>
          <May verb="grant-role">
            <Button onClick={() => setOpen("grant")}>{t("people.grant")}</Button>
          </May>
        </p>
      ) : null}
      {person.teams.length > 0 ? (
        <>
          <h2>{t("people.teams")}</h2>
          <ul className="plain">
            {person.teams.map((team) => (
              <li key={`${team.code} ${team.fromOn}`}>
                <a href="#/organisation">{nameOf(team.name)}</a>
                {team.lead ? ` · ${t("people.lead")}` : null} · {t("people.share", team.share)}{" "}
                <span className="quiet date">{spanText(team.fromOn, team.beforeOn, t)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <PersonFirms house={house} person={person} changed={() => changed()} />
      {isAgent || person.subAgencies.length > 0 ? <h2>{t("people.subAgents")}</h2> : null}
      {person.subAgencies.length > 0 ? (
        <ul className="plain">
          {person.subAgencies.map((one) => (
            <li key={one.subAgencyId} className="row">
              <span>
                {one.agent.code === person.code
                  ? t("people.appointed", { name: one.subAgent.name })
                  : t("people.appointedBy", { name: one.agent.name })}{" "}
                · {t(`people.grounds.${one.ground}`, { day: one.consentedOn ?? "" })} · {one.groundsText}{" "}
                <span className="quiet date">{spanText(one.fromOn, one.beforeOn, t)}</span>
              </span>
              {one.beforeOn === undefined ? (
                <EndSpan
                  may="end-sub-agency"
                  from={one.fromOn}
                  label={t("people.endSubAgency", { name: one.subAgent.name })}
                  ask={(beforeOn, key) =>
                    house.people.endSubAgency({ party: "company", key, subAgencyId: one.subAgencyId, beforeOn })
                  }
                  done={() => changed()}
                />
              ) : null}
            </li>
          ))}
        </ul>
      ) : isAgent ? (
        <p className="quiet">{t("people.noSubAgents")}</p>
      ) : null}
      {open === "appoint" ? (
        <AppointForm house={house} person={person} done={close} stop={() => setOpen(undefined)} />
      ) : isAgent ? (
        <p>
          <May verb="appoint-sub-agent">
            <Button onClick={() => setOpen("appoint")}>{t("people.appoint")}</Button>
          </May>
        </p>
      ) : null}
      {person.contracts.length > 0 ? (
        <>
          <h2>{t("contracts")}</h2>
          {person.contracts.some(({ lasting }) => lasting) ? (
            <p className="quiet">
              {t(person.login.since === undefined ? "people.lasting.noLogin" : "people.lasting.lead")}
            </p>
          ) : null}
          <ul className="plain">
            {person.contracts.map(({ number, title, status, term, lasting }) => (
              <li key={number}>
                <a href={`#/contracts/${encodeURIComponent(number)}`}>{number}</a> {nameOf(title)} ·{" "}
                {t(`people.statuses.${status}`)}{" "}
                <span className="quiet date">{t("people.fromTo", { from: term.from, to: term.until })}</span>
                {lasting === undefined ? null : (
                  <div className="quiet lasting">{keptDates(lastingText(lasting, t))}</div>
                )}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {isAgent ? (
        <May verb="list-licences">
          <p>
            <a className="link alone" href={`#/licences/${encodeURIComponent(person.code)}`}>
              {t("people.licences")}
            </a>
          </p>
        </May>
      ) : null}
      <History person={person} language={language} />
      <May verb="list-activity">
        <p>
          <a className="link alone" href={`#/activity?person=${encodeURIComponent(person.code)}`}>
            {t("people.acts")}
          </a>
        </p>
      </May>
    </section>
  );
}
/** Until when somebody who left still sees a contract of its own, and why until then. */
const lastingText = (
  { why, untilOn, countedFrom, dueOn, lasts }: NonNullable<PersonRead["contracts"][number]["lasting"]>,
  t: TFunction,
): string => {
  const reason = t(`contractList.lasting.whys.${why}`, { countedFrom, dueOn });
  if (untilOn === undefined) return t("people.lasting.open", { reason });
  return t(lasts ? "people.lasting.until" : "people.lasting.over", { untilOn, reason });
};
function History({ person, language }: { readonly person: PersonRead; readonly language: "zh" | "en" }) {
  const { t } = useTranslation();
  const tell = t as unknown as (key: string | readonly string[], words?: object) => string;
  const [latest] = person.history;
  if (!latest) return null;
  const format = houseFormat(language, latest.at);
  return (
    <>
      <h2>{t("people.history")}</h2>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">{t("people.at")}</th>
            <th scope="col">{t("people.what")}</th>
            <th scope="col">{t("people.by")}</th>
          </tr>
        </thead>
        <tbody>
          {person.history.map(({ at, verb, detail, actor }) => (
            <tr key={`${at} ${verb}`}>
              <td className="time">{format.time(at)}</td>
              <td>{tell(historyKeys(verb), toldOf(detail, tell, language))}</td>
              <td>{actor?.name ?? t("people.machine")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
/** Where the words of a line are looked for: those of this list, those of the table of permissions, and what is said of any other. */
const historyKeys = (verb: string): readonly string[] => [
  `people.verbs.${verb}`,
  `access.verbs.${verb}`,
  "people.verbs.other",
];
/** What a line of the history is made of: names before and after, the role and its days. */
const toldOf = (
  detail: Readonly<Record<string, unknown>>,
  tell: (key: string) => string,
  language: "zh" | "en",
): Record<string, string> => {
  const [before, after] = [detail.before, detail.after].map((one) => (one ?? {}) as Record<string, unknown>);
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  const role = text(after?.role) || text((after?.roles as { role?: string }[] | undefined)?.[0]?.role);
  const beforeOn = text(after?.beforeOn);
  return {
    oldName: text(before?.name),
    oldCode: text(before?.code),
    name: text(after?.name),
    code: text(after?.code),
    role: role === "" ? "" : tell(`people.roles.${role}`),
    from: text(after?.fromOn),
    to: beforeOn === "" ? "" : lastDayOf(beforeOn),
    subAgent: text(after?.subAgent),
    agent: text(after?.agent),
    licence: text(detail.licence),
    reason: text(detail.reason),
    grounds: text(detail.grounds),
    context: text(detail.outcome),
    firm: nameIn(after?.firm, language),
  };
};
/** A name that is kept in both languages. */
const nameIn = (value: unknown, language: "zh" | "en"): string => {
  const name = (value ?? {}) as { readonly zh?: string; readonly en?: string };
  return name[language] || (name.zh ?? "");
};
const lastDayOf = (beforeOn: string): string => spanText("", beforeOn, (_, { to = "" }) => to);
