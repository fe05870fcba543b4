// Clauses: C1.2
import { useTranslation } from "react-i18next";
import { WebhookSection } from "../features/machines/webhook-section.tsx";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked, useHouse } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useTitle } from "./use-title.ts";

/** What the company's other systems are told. */
export function WebhooksPage() {
  const { t } = useTranslation();
  useTitle(t("webhooks.title"));
  const house = useHouse();
  const { answer, failure, again } = useAsked("webhooks", (one) => one.webhooks.list({ party: "company" }));
  if (failure) return <HouseMessage failure={failure} again={again} />;
  if (!answer) return <Loading />;
  return (
    <main id="main" tabIndex={-1}>
      <WebhookSection house={house} webhooks={answer} changed={again} />
    </main>
  );
}
