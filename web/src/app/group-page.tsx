// Clauses: C1.2, N6
import { useTranslation } from "react-i18next";
import { GroupSection } from "../features/companies/group-section.tsx";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useTitle } from "./use-title.ts";
import "../ui/register.css";

/** Figures of the companies whose owners let somebody read them. */
export function GroupPage() {
  const { t } = useTranslation();
  useTitle(t("companies.group"));
  const { answer, failure, again } = useAsked("group", (one) => one.door.group());
  if (failure) return <HouseMessage failure={failure} again={again} />;
  if (!answer) return <Loading />;
  return (
    <main id="main" tabIndex={-1}>
      <GroupSection companies={answer} />
    </main>
  );
}
