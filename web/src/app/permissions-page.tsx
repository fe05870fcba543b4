// Clauses: C1.2
import { useTranslation } from "react-i18next";
import { PermissionTable } from "../features/access/permission-table.tsx";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useTitle } from "./use-title.ts";
import { useWho } from "./who-context.tsx";

/** Which role may do what. */
export function PermissionsPage() {
  const { t } = useTranslation();
  useTitle(t("access.permissions"));
  const party = useWho()?.parties[0] ?? "company";
  const { answer, failure, again } = useAsked(`permissions ${party}`, (house) => house.access.permissions({ party }));
  if (failure) return <HouseMessage failure={failure} again={again} />;
  if (!answer) return <Loading />;
  return (
    <main id="main" tabIndex={-1}>
      <PermissionTable permissions={answer} />
    </main>
  );
}
