// Clauses: C2.3
import Segmented from "antd/es/segmented";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RulesSection } from "../features/rules/rules-section.tsx";
import { BarSlot } from "../ui/bar-slot.tsx";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked, useHouse } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useTitle } from "./use-title.ts";
import { useWho } from "./who-context.tsx";

/** The rules of the company, for its people and for those whom they are for. */
export function RulesPage() {
  const { t } = useTranslation();
  useTitle(t("rules.title"));
  const house = useHouse();
  const parties = useWho()?.parties ?? ["company"];
  // Whoever works for the company and is its agent too reads and acknowledges as either.
  const [chosen, choose] = useState<(typeof parties)[number]>();
  const party = chosen ?? parties[0] ?? "company";
  const { answer, failure, again } = useAsked(`rules ${party}`, (one) => one.rules.list({ party }));
  return (
    <main id="main" tabIndex={-1}>
      {parties.length > 1 ? (
        <BarSlot>
          <Segmented
            size="small"
            className="as-party"
            aria-label={t("viewAs")}
            name="rules-seen-as"
            tabIndex={-1}
            value={party}
            onChange={choose}
            options={parties.map((one) => ({ value: one, label: t(`party.${one}`, { ns: "words" }) }))}
          />
        </BarSlot>
      ) : null}
      {failure ? <HouseMessage failure={failure} again={again} /> : null}
      {answer ? (
        <RulesSection key={party} house={house} told={answer} company={party === "company"} changed={again} />
      ) : failure ? null : (
        <Loading />
      )}
    </main>
  );
}
