// Clauses: C6.2
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { RecordForm } from "../features/licences/licence-form.tsx";
import { PersonLicences } from "../features/licences/person-licences.tsx";
import { codeOf } from "../source/house-client.ts";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked, useHouse } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useTitle } from "./use-title.ts";
import "../ui/register.css";

/** The licences of the person whose code stands in the address; `new` is the form for a licence of somebody who is chosen. */
export function LicencePersonPage() {
  const { code = "" } = useParams({ strict: false }) as { readonly code?: string };
  return (
    <main id="main" tabIndex={-1}>
      {code === "new" ? <NewLicence /> : <Known key={code} code={code} />}
    </main>
  );
}
function NewLicence() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const house = useHouse();
  useTitle(t("licences.recordTitle"));
  return (
    <section className="register">
      <p>
        <a href="#/licences">{t("licences.title")}</a>
      </p>
      <h1>{t("licences.recordTitle")}</h1>
      <RecordForm
        house={house}
        done={(code) => void navigate({ to: "/licences/$code", params: { code }, search: {} })}
        stop="#/licences"
      />
    </section>
  );
}
function Known({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const house = useHouse();
  const { answer, failure, again } = useAsked(`licences ${code}`, (one) =>
    one.licences.read({ party: "company", person: code }),
  );
  const isThere = codeOf(failure) !== "NO_SUCH_THING";
  useTitle(isThere ? t("licences.titleOf", { name: answer?.name ?? code }) : t("people.noSuch"));
  if (!isThere)
    return (
      <div className="message">
        <h1>{t("people.noSuch")}</h1>
        <p>{t("people.noSuchNext", { code })}</p>
        <p>
          <a href="#/licences">{t("licences.title")}</a>
        </p>
      </div>
    );
  if (failure) return <HouseMessage failure={failure} again={again} />;
  return answer ? <PersonLicences house={house} told={answer} changed={again} /> : <Loading />;
}
