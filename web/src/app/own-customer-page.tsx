// Clauses: C1.3, C7.1, N7
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { OwnCustomerSection } from "../features/customers/own-customer-section.tsx";
import { codeOf } from "../source/house-client.ts";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked, useHouse } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useTitle } from "./use-title.ts";

/** One customer of the agent who is signed in, by the code in the address. */
export function OwnCustomerPage() {
  const { code = "" } = useParams({ strict: false }) as { readonly code?: string };
  return (
    <main id="main" tabIndex={-1}>
      <Own key={code} code={code} />
    </main>
  );
}
function Own({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const house = useHouse();
  const { answer, failure, again } = useAsked(code, (one) => one.ownCustomers.read({ party: "agent", customer: code }));
  const isThere = codeOf(failure) !== "NO_SUCH_THING";
  // A window's name stands in the browser's history: it tells nobody's name.
  useTitle(isThere ? t("customers.one", { code }) : t("customers.noSuch"));
  if (!isThere)
    return (
      <div className="message">
        <h1>{t("customers.noSuch")}</h1>
        <p>{t("ownCustomers.noSuchNext", { code })}</p>
        <p>
          <a href="#/own-customers">{t("ownCustomers.title")}</a>
        </p>
      </div>
    );
  if (failure) return <HouseMessage failure={failure} again={again} />;
  if (!answer) return <Loading />;
  return <OwnCustomerSection house={house} customer={answer} changed={again} />;
}
