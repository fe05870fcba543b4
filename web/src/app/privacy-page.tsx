// Clauses: C7.1, N7
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PrivacySection } from "../features/privacy/privacy-section.tsx";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked, useHouse } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { NoSuchPage } from "./not-found.tsx";
import { PrivacyIncidents } from "./privacy-incidents.tsx";
import { PrivacyProcessing } from "./privacy-processing.tsx";
import { PrivacyRetention } from "./privacy-retention.tsx";
import { useTitle } from "./use-title.ts";

/** One part of what is done for the data of persons, by the word in the address. */
export function PrivacyPage() {
  const { part = "requests" } = useParams({ strict: false }) as { readonly part?: string };
  if (part === "retention") return <PrivacyRetention />;
  if (part === "processing") return <PrivacyProcessing />;
  if (part === "incidents") return <PrivacyIncidents />;
  return part === "requests" ? <Requests /> : <NoSuchPage />;
}
/** What persons ask of their data, and what they are told of it. */
function Requests() {
  const { t } = useTranslation();
  useTitle(t("privacy.title"));
  const house = useHouse();
  const { answer, failure, again } = useAsked("privacy", async (one) => {
    const [open, { notices }] = await Promise.all([
      one.customers.openRequests({ party: "company" }),
      one.notices.list({ party: "company" }),
    ]);
    return { open, notices };
  });
  return (
    <main id="main" tabIndex={-1}>
      {failure ? <HouseMessage failure={failure} again={again} /> : null}
      {answer ? <PrivacySection house={house} {...answer} changed={again} /> : failure ? null : <Loading />}
    </main>
  );
}
