// Clauses: C7.1, N7
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { type CustomersFilter, CustomersList, KINDS, WHENS } from "../features/customers/customers-list.tsx";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked } from "./house-context.tsx";
import type { PageSearch } from "./search.ts";
import { useRows } from "./use-rows.ts";
import { useTitle } from "./use-title.ts";

/** The register of customers. Filters stand in the link; what is looked for does not, since it may be a name or a number. */
export function CustomersPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  useTitle(t("customers.title"));
  const filter = filterOf(useSearch({ strict: false }) as PageSearch);
  const [typed, setTyped] = useState({ shown: "", sought: "" });
  const asked = useDeferredValue(filter);
  const text = useDeferredValue(typed.sought).trim();
  const { when, ...others } = asked;
  const days = when === "unserved" ? { when: "now" as const, served: "nobody" as const } : { when };
  const question = { party: "company" as const, ...others, ...days, ...(text === "" ? {} : { text }) };
  const { page, failure, busy, again, more, whole } = useRows(JSON.stringify(question), (one, span) =>
    one.customers.list({ ...question, ...span }),
  );
  const organisation = useAsked("organisation", (one) => one.organisation.read({ party: "company" }));
  const setFilter = (next: CustomersFilter): void =>
    void navigate({ to: "/customers", search: (old: PageSearch) => searchOf(old, next), replace: true });
  return (
    <main id="main" tabIndex={-1}>
      {failure ? <HouseMessage failure={failure} again={again} /> : null}
      {page || !failure ? (
        <CustomersList
          page={page}
          branches={organisation.answer?.branches ?? []}
          busy={busy}
          sought={{
            text: typed.shown,
            set: (shown, composing = false) =>
              setTyped((before) => ({ shown, sought: composing ? before.sought : shown })),
          }}
          filter={filter}
          setFilter={setFilter}
          more={more}
          whole={whole}
        />
      ) : null}
    </main>
  );
}
const filterOf = ({ kind, branch, when }: PageSearch): CustomersFilter => {
  const chosen = KINDS.find((one) => one === kind);
  return {
    ...(chosen === undefined ? {} : { kind: chosen }),
    ...(branch === undefined ? {} : { branch }),
    when: WHENS.find((one) => one === when) ?? "now",
  };
};
const searchOf = ({ lang }: PageSearch, { kind, branch, when }: CustomersFilter): PageSearch => ({
  ...(lang === undefined ? {} : { lang }),
  ...(kind === undefined ? {} : { kind }),
  ...(branch === undefined ? {} : { branch }),
  ...(when === "now" ? {} : { when }),
});
