// Clauses: C1.3, C7.1, N7
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { OwnCustomersList, type OwnWhen } from "../features/customers/own-customers-list.tsx";
import { HouseMessage } from "../ui/house-message.tsx";
import { useRows } from "./use-rows.ts";
import { useTitle } from "./use-title.ts";

/** The customers of whoever is signed in as an agent. What is looked for may be a name: it stands in no link. */
export function OwnCustomersPage() {
  const { t } = useTranslation();
  useTitle(t("ownCustomers.title"));
  const [when, setWhen] = useState<OwnWhen>("now");
  const [typed, setTyped] = useState({ shown: "", sought: "" });
  const text = useDeferredValue(typed.sought).trim();
  const question = { party: "agent" as const, when, ...(text === "" ? {} : { text }) };
  const { page, failure, busy, again, more } = useRows(JSON.stringify(question), (one, span) =>
    one.ownCustomers.list({ ...question, ...span }),
  );
  return (
    <main id="main" tabIndex={-1}>
      {failure ? <HouseMessage failure={failure} again={again} /> : null}
      {page || !failure ? (
        <OwnCustomersList
          page={page}
          busy={busy}
          sought={{
            text: typed.shown,
            set: (shown, composing = false) =>
              setTyped((before) => ({ shown, sought: composing ? before.sought : shown })),
          }}
          when={when}
          setWhen={setWhen}
          more={more}
        />
      ) : null}
    </main>
  );
}
