// Clauses: C1.2
import { useTranslation } from "react-i18next";
import { ApiKeySection } from "../features/machines/api-key-section.tsx";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked, useHouse } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useTitle } from "./use-title.ts";

/** Keys that machines of the company ask with. */
export function ApiKeysPage() {
  const { t } = useTranslation();
  useTitle(t("apiKeys.title"));
  const house = useHouse();
  const { answer, failure, again } = useAsked("api-keys", (one) => one.apiKeys.list({ party: "company" }));
  if (failure) return <HouseMessage failure={failure} again={again} />;
  if (!answer) return <Loading />;
  return (
    <main id="main" tabIndex={-1}>
      <ApiKeySection house={house} apiKeys={answer} changed={again} />
    </main>
  );
}
