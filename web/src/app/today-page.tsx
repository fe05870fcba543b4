import { Navigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { FirstSteps } from "../features/today/first-steps.tsx";
import { TodaySection } from "../features/today/today-section.tsx";
import { HouseMessage } from "../ui/house-message.tsx";
import { ComputedSoFar, isWhole } from "./computed-so-far.tsx";
import { useAsked, useCompany, useHouse } from "./house-context.tsx";
import { NoFactsSince } from "./no-facts-since.tsx";
import { useTitle } from "./use-title.ts";
import { useWho } from "./who-context.tsx";

const DAYS = 7;
const MOST_IN_A_FILE = 20_000;

/** The first page of the house: the company's day; a party of contracts begins with those that are its own. */
export function TodayPage() {
  const who = useWho();
  if (!who || who.may.includes("read-today")) return <Day />;
  return <Navigate to={who.may.includes("list-contracts") ? "/contracts" : "/group"} replace />;
}
function Day() {
  const { t } = useTranslation();
  const house = useHouse();
  const company = useCompany();
  useTitle(t("today.title"));
  const key = `today ${company?.now ?? ""} ${company?.contracts ?? ""}`;
  const { answer, failure, again } = useAsked(key, (one) => one.company.today({ party: "company", days: DAYS }));
  // Of a part of the contracts a day's list would tell that nothing is to be done.
  const founding = company?.founding !== undefined && answer !== undefined && !isWhole(answer.computed);
  return (
    <main id="main" tabIndex={-1}>
      {answer && !founding ? null : <h1 className="pad">{t("today.title")}</h1>}
      {failure ? <HouseMessage failure={failure} again={again} /> : null}
      {answer ? (
        <ComputedSoFar
          computed={answer.computed}
          again={again}
          words={founding ? "today.founding" : "house.computed"}
        />
      ) : null}
      {company ? <NoFactsSince company={company} told="whole" /> : null}
      {founding ? null : answer ? (
        <TodaySection
          today={answer}
          first={company?.contracts === 0 ? <FirstSteps /> : null}
          whole={() => house.company.today({ party: "company", days: DAYS, most: MOST_IN_A_FILE })}
        />
      ) : failure ? null : (
        <p className="quiet pad" data-waits="">
          {t("contractList.loading")}
        </p>
      )}
    </main>
  );
}
