// Clauses: N1
import { useTranslation } from "react-i18next";
import { OwnLoginSection } from "../features/access/own-login.tsx";
import { DOOR_CHANGED } from "../source/door-changed.ts";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked, useHouse } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useTitle } from "./use-title.ts";

/** One's own login. */
export function LoginPage() {
  const { t } = useTranslation();
  useTitle(t("access.own"));
  const house = useHouse();
  const { answer, failure, again } = useAsked("login", (one) => one.login.read());
  if (failure) return <HouseMessage failure={failure} again={again} />;
  if (!answer) return <Loading />;
  return (
    <main id="main" tabIndex={-1}>
      <OwnLoginSection
        house={house}
        login={answer}
        changed={() => {
          again();
          // What is open to somebody may have changed with the second factor.
          dispatchEvent(new Event(DOOR_CHANGED));
        }}
      />
    </main>
  );
}
