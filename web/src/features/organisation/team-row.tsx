// Clauses: C1.2
import Button from "antd/es/button";
import { useTranslation } from "react-i18next";
import type { Organisation } from "../../source/house-client.ts";
import { May } from "../../ui/may.tsx";

type Team = Organisation["teams"][number];
export const compositionOn = (team: Team, day: string): Team["compositions"][number] | undefined =>
  team.compositions.findLast(({ fromOn }) => fromOn <= day);

/** A team with who it is now, and who it was or will be. */
export function TeamRow({ team, day, open }: { readonly team: Team; readonly day: string; readonly open: () => void }) {
  const { t, i18n } = useTranslation();
  const name = (i18n.language === "en" && team.name.en) || team.name.zh;
  const now = compositionOn(team, day);
  const others = team.compositions.filter((one) => one !== now);
  return (
    <>
      <div className="row">
        <b>{name}</b>
        <span className="quiet">{team.code}</span>
        {team.closedOn === undefined ? null : (
          <span className="quiet date">{t("organisation.closed", { day: team.closedOn })}</span>
        )}
        <span className="grow" />
        <May verb="compose-team">
          <Button size="small" aria-label={t("organisation.composeOf", { name })} onClick={open}>
            {t("organisation.compose")}
          </Button>
        </May>
      </div>
      {now ? <Members composition={now} /> : null}
      {others.length > 0 ? (
        <details>
          <summary>{t("organisation.otherTimes", { count: others.length })}</summary>
          {others.map((one) => (
            <div key={one.fromOn}>
              <p className="quiet date">
                {one.beforeOn === undefined
                  ? t("organisation.from", { from: one.fromOn })
                  : t("organisation.between", { from: one.fromOn, before: one.beforeOn })}
              </p>
              <Members composition={one} />
            </div>
          ))}
        </details>
      ) : null}
    </>
  );
}
function Members({ composition }: { readonly composition: Team["compositions"][number] }) {
  const { t } = useTranslation();
  return (
    <p className="members">
      {composition.members.map(({ code, name, lead, share }) => (
        <span key={code} className="member">
          <a href={`#/people/${encodeURIComponent(code)}`}>{name}</a>{" "}
          <span className="quiet">
            {lead ? `${t("organisation.lead")} ` : ""}
            {t("organisation.share", share)}
          </span>
        </span>
      ))}
    </p>
  );
}
