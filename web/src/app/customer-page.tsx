// Clauses: C7.1
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { CustomerForm } from "../features/customers/customer-form.tsx";
import { CustomerSection } from "../features/customers/customer-section.tsx";
import { codeOf } from "../source/house-client.ts";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked, useHouse } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useTitle } from "./use-title.ts";

/** One customer by the code in the address; `new` is the form for one who is not there yet. */
export function CustomerPage() {
  const { code = "" } = useParams({ strict: false }) as { readonly code?: string };
  return (
    <main id="main" tabIndex={-1}>
      {code === "new" ? <Newcomer /> : <Known key={code} code={code} />}
    </main>
  );
}
const useOrganisation = () => useAsked("organisation", (house) => house.organisation.read({ party: "company" }));
function Newcomer() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  useTitle(t("customers.add"));
  const { answer, failure, again } = useOrganisation();
  const house = useHouse();
  if (failure) return <HouseMessage failure={failure} again={again} />;
  if (!answer) return <Loading />;
  return (
    <section className="register">
      <h1>{t("customers.add")}</h1>
      <CustomerForm
        house={house}
        organisation={answer}
        done={(code) => void navigate({ to: "/customers/$code", params: { code }, search: {} })}
        stop="#/customers"
      />
    </section>
  );
}
function Known({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const house = useHouse();
  const organisation = useOrganisation();
  const customer = useAsked(code, (one) => one.customers.read({ party: "company", customer: code }));
  const isThere = codeOf(customer.failure) !== "NO_SUCH_THING";
  // A window's name stands in the browser's history: it tells nobody's name, not even a part of it.
  useTitle(isThere ? t("customers.one", { code }) : t("customers.noSuch"));
  if (!isThere)
    return (
      <div className="message">
        <h1>{t("customers.noSuch")}</h1>
        <p>{t("customers.noSuchNext", { code })}</p>
        <p>
          <a href="#/customers">{t("customers.title")}</a>
        </p>
      </div>
    );
  const failure = customer.failure ?? organisation.failure;
  if (failure)
    return (
      <HouseMessage
        failure={failure}
        again={() => {
          customer.again();
          organisation.again();
        }}
      />
    );
  if (!customer.answer || !organisation.answer) return <Loading />;
  return (
    <CustomerSection
      house={house}
      customer={customer.answer}
      organisation={organisation.answer}
      changed={(other) =>
        other === undefined || other === code
          ? customer.again()
          : void navigate({ to: "/customers/$code", params: { code: other }, search: {}, replace: true })
      }
    />
  );
}
