// Clauses: C6.2, C7.1
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import { type LicenceFilter, LicenceList } from "../features/licences/licence-list.tsx";
import { STATES } from "../features/licences/licence-words.ts";
import { HouseMessage } from "../ui/house-message.tsx";
import { useCompany } from "./house-context.tsx";
import type { PageSearch } from "./search.ts";
import { useRows } from "./use-rows.ts";
import { useTitle } from "./use-title.ts";

/** The register of licences; its filters stand in the link, so that a list can be sent to a colleague. */
export function LicencesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const company = useCompany();
  useTitle(t("licences.title"));
  const filter = filterOf(useSearch({ strict: false }) as PageSearch);
  const { text, state } = useDeferredValue(filter);
  const question = {
    party: "company" as const,
    ...(text === "" ? {} : { text }),
    ...(state === undefined ? {} : { state }),
  };
  const key = JSON.stringify([question, company?.now, company?.contracts]);
  const { page, failure, busy, again, more, whole } = useRows(key, (one, span) =>
    one.licences.list({ ...question, ...span }),
  );
  const setFilter = (next: LicenceFilter): void =>
    void navigate({ to: "/licences", search: (old: PageSearch) => searchOf(old, next), replace: true });
  return (
    <main id="main" tabIndex={-1}>
      {failure ? <HouseMessage failure={failure} again={again} /> : null}
      {page || !failure ? (
        <LicenceList page={page} busy={busy} filter={filter} setFilter={setFilter} more={more} whole={whole} />
      ) : null}
    </main>
  );
}
const filterOf = ({ text, state }: PageSearch): LicenceFilter => {
  const chosen = STATES.find((one) => one === state);
  return { text: text ?? "", ...(chosen === undefined ? {} : { state: chosen }) };
};
const searchOf = ({ lang }: PageSearch, { text, state }: LicenceFilter): PageSearch => ({
  ...(lang === undefined ? {} : { lang }),
  ...(text === "" ? {} : { text }),
  ...(state === undefined ? {} : { state }),
});
