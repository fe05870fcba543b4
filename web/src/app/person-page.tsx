// Clauses: C1.2
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PersonLogin } from "../features/access/person-login.tsx";
import { NewPerson } from "../features/people/new-person.tsx";
import { PersonSection } from "../features/people/person-section.tsx";
import { codeOf } from "../source/house-client.ts";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked, useHouse } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useTitle } from "./use-title.ts";
import { useWho } from "./who-context.tsx";

/** One person of the company by the code in the address; `new` is the form for somebody who is not there yet. */
export function PersonPage() {
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
  useTitle(t("people.add"));
  const { answer, failure, again } = useOrganisation();
  const house = useHouse();
  if (failure) return <HouseMessage failure={failure} again={again} />;
  if (!answer) return <Loading />;
  return (
    <NewPerson
      house={house}
      organisation={answer}
      done={(code) => void navigate({ to: "/people/$code", params: { code }, search: {} })}
    />
  );
}
function Known({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const house = useHouse();
  const who = useWho();
  const organisation = useOrganisation();
  const person = useAsked(code, (one) => one.people.read({ party: "company", person: code }));
  const isThere = codeOf(person.failure) !== "NO_SUCH_THING";
  useTitle(isThere ? (person.answer?.name ?? t("people.title")) : t("people.noSuch"));
  if (!isThere)
    return (
      <div className="message">
        <h1>{t("people.noSuch")}</h1>
        <p>{t("people.noSuchNext", { code })}</p>
        <p>
          <a href="#/people">{t("people.title")}</a>
        </p>
      </div>
    );
  const failure = person.failure ?? organisation.failure;
  if (failure)
    return (
      <HouseMessage
        failure={failure}
        again={() => {
          person.again();
          organisation.again();
        }}
      />
    );
  if (!person.answer || !organisation.answer) return <Loading />;
  return (
    <PersonSection
      house={house}
      person={person.answer}
      organisation={organisation.answer}
      login={
        who?.may.includes("invite-person") ? (
          <PersonLogin key={code} house={house} person={person.answer} changed={() => person.again()} />
        ) : null
      }
      changed={(other) =>
        other === undefined || other === code
          ? person.again()
          : void navigate({ to: "/people/$code", params: { code: other }, search: {}, replace: true })
      }
    />
  );
}
