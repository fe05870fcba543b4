// Clauses: C2.3
import { useTranslation } from "react-i18next";
import { RulesSection } from "../features/rules/rules-section.tsx";
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
  const party = useWho()?.parties[0] ?? "company";
  const { answer, failure, again } = useAsked(`rules ${party}`, (one) => one.rules.list({ party }));
  return (
    <main id="main" tabIndex={-1}>
      {failure ? <HouseMessage failure={failure} again={again} /> : null}
      {answer ? (
        <RulesSection house={house} told={answer} company={party === "company"} changed={again} />
      ) : failure ? null : (
        <Loading />
      )}
    </main>
  );
}
