// Clauses: C7.1, N8
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RetentionSection } from "../features/privacy/retention-section.tsx";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked, useHouse } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useTitle } from "./use-title.ts";

const MOST_IN_A_FILE = 20_000;
/** How long data is kept, what falls due, what was deleted. */
export function PrivacyRetention() {
  const { t } = useTranslation();
  useTitle(t("retention.title"));
  const house = useHouse();
  const [days, look] = useState(30);
  const { answer, failure, again } = useAsked(`retention ${days}`, (one) =>
    one.privacy.retention({ party: "company", days }),
  );
  return (
    <main id="main" tabIndex={-1}>
      {failure ? <HouseMessage failure={failure} again={again} /> : null}
      {answer ? (
        <RetentionSection
          house={house}
          retention={answer}
          days={days}
          look={look}
          whole={() => house.privacy.retention({ party: "company", days, limit: MOST_IN_A_FILE })}
          changed={again}
        />
      ) : failure ? null : (
        <Loading />
      )}
    </main>
  );
}
