// Clauses: C1.1, C1.2
import { useTranslation } from "react-i18next";
import type { OwnTeams } from "../../source/house-client.ts";
import { keptDates } from "../../ui/kept-dates.tsx";
import "../../ui/register.css";

type Composition = OwnTeams["teams"][number]["compositions"][number];

/** The teams of whoever is signed in as an agent, above its contracts: who belongs to each with which share, and who it will be; nothing for an agent alone. */
export function OwnTeamList({ teams, day }: { readonly teams: OwnTeams["teams"]; readonly day: string }) {
  const { t, i18n } = useTranslation();
  if (teams.length === 0) return null;
  return (
    <section className="register">
      <h2>{t("contractList.ownTeams.title", { count: teams.length })}</h2>
      <p className="quiet">{t("contractList.ownTeams.lead")}</p>
      <ul className="plain">
        {teams.map(({ code, name, lead, compositions, contracts }) => (
          <li key={code}>
            <div className="row">
              <b>{(i18n.language === "en" && name.en) || name.zh}</b>
              <span className="quiet">
                {t(lead ? "contractList.ownTeams.youLead" : "contractList.ownTeams.member")}
              </span>
              <span className="grow" />
              {contracts.length === 0 ? <span className="quiet">{t("contractList.ownTeams.noContract")}</span> : null}
              {contracts.map(({ number }) => (
                <a key={number} href={`#/contracts/${encodeURIComponent(number)}`}>
                  {number}
                </a>
              ))}
            </div>
            {compositions.map((one) => (
              <Members key={one.fromOn} composition={one} day={day} />
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
function Members({
  composition: { fromOn, members },
  day,
}: {
  readonly composition: Composition;
  readonly day: string;
}) {
  const { t } = useTranslation();
  const when = fromOn <= day ? "contractList.ownTeams.since" : "contractList.ownTeams.later";
  return (
    <table className="data own-team">
      <caption>{keptDates(t(when, { day: fromOn }))}</caption>
      <thead>
        <tr>
          <th scope="col">{t("contractList.ownTeams.name")}</th>
          <th scope="col" className="number">
            {t("contractList.ownTeams.share")}
          </th>
        </tr>
      </thead>
      <tbody>
        {members.map(({ name, lead, own, share: { numerator, denominator } }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two members may bear one name, and the order is the answer's
          <tr key={index}>
            <td>
              {own ? <b>{name}</b> : name}
              {lead ? <span className="quiet"> {t("contractList.ownTeams.leads")}</span> : null}
            </td>
            <td className="number">{`${numerator}/${denominator}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
