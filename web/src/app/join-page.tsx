// Clauses: C1.1
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isFoundingCode } from "../features/access/found-form.tsx";
import { FoundFurther } from "../features/access/found-further.tsx";
import { UseCode } from "../features/access/use-code.tsx";
import { JoinSlip, SignOutFirst } from "../features/companies/join-slip.tsx";
import { DOOR_CHANGED } from "../source/door-changed.ts";
import { codeOf, reasonOf } from "../source/house-client.ts";
import { beginAnew } from "../source/present-company.ts";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked, useHouse } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useTitle } from "./use-title.ts";
import { useWho } from "./who-context.tsx";
import "../features/access/access.css";
import "../ui/field.css";

/** A slip or a founding code that was opened by somebody who is signed in. */
export function JoinPage() {
  const { code } = useParams({ from: "/slip/$code" });
  return <JoinOf key={code} code={code} />;
}
/** The same, also before a company is chosen. */
export function JoinOf({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  useTitle(t("companies.another"));
  return (
    <main id="main" className="door" tabIndex={-1}>
      <h1>{t("companies.another")}</h1>
      {isFoundingCode(code) ? <Founding code={code} /> : <Joining code={code} />}
    </main>
  );
}
const goIn = (): void => {
  location.hash = "#/";
  beginAnew(false);
};
/** The address stays, so that the code stands at the door then. */
const useSignOut = (): (() => void) => {
  const house = useHouse();
  return () => void house.door.signOut().then(() => dispatchEvent(new Event(DOOR_CHANGED)));
};
function Founding({ code }: { readonly code: string }) {
  const who = useWho();
  const signOut = useSignOut();
  const { t } = useTranslation();
  const house = useHouse();
  if (who?.persona) return <SignOutFirst why={t("companies.notOfDemonstration")} signOut={signOut} />;
  return <FoundFurther house={house} founding={code} name={who?.person.name} entered={goIn} />;
}
function Joining({ code }: { readonly code: string }) {
  const { i18n } = useTranslation();
  const house = useHouse();
  const navigate = useNavigate();
  const who = useWho();
  const signOut = useSignOut();
  const { answer, failure, again } = useAsked(`slip ${code}`, (one) => one.door.slip({ code }));
  if (failure && codeOf(failure) === "CODE_UNKNOWN")
    return (
      <>
        <p role="alert">{reasonOf(failure, i18n.language === "en" ? "en" : "zh")}</p>
        <UseCode
          house={house}
          first={code}
          good={(next) => void navigate({ to: "/slip/$code", params: { code: next }, search: {} })}
          stop={() => void navigate({ to: "/", search: {} })}
        />
      </>
    );
  if (failure) return <HouseMessage failure={failure} again={again} />;
  if (!answer) return <Loading />;
  return (
    <JoinSlip
      house={house}
      code={code}
      read={answer}
      name={who?.person.name}
      persona={who?.persona ?? false}
      signOut={signOut}
      joined={goIn}
    />
  );
}
