// Clauses: C1.1, C1.2
import { useTranslation } from "react-i18next";
import type { HouseClient, PersonRead } from "../../source/house-client.ts";
import { spanText } from "../../ui/day-span.ts";
import { EndSpan } from "../../ui/end-span.tsx";

/** For which intermediary firms a person coordinates, coordinated and will; nothing for whoever never did. */
export function PersonFirms({
  house,
  person,
  changed,
}: {
  readonly house: HouseClient;
  readonly person: PersonRead;
  readonly changed: () => void;
}) {
  const { t, i18n } = useTranslation();
  if (person.firms.length === 0) return null;
  return (
    <>
      <h2>{t("people.firms")}</h2>
      <ul className="plain">
        {person.firms.map(({ coordinationId, name: names, fromOn, beforeOn }) => {
          const name = (i18n.language === "en" && names.en) || names.zh;
          return (
            <li key={coordinationId} className="row">
              <span>
                <a href="#/organisation">{name}</a> <span className="quiet date">{spanText(fromOn, beforeOn, t)}</span>
              </span>
              {beforeOn !== undefined && (beforeOn <= person.day || beforeOn === fromOn) ? (
                <span className="quiet">{t("people.over")}</span>
              ) : (
                <EndSpan
                  may="end-coordinator"
                  from={fromOn}
                  label={t("people.endCoordination", { name })}
                  ask={(beforeOn, key) =>
                    house.organisation.endCoordinator({ party: "company", key, coordinationId, beforeOn })
                  }
                  done={changed}
                />
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
