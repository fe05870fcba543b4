// Clauses: C1.1
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { JoinSlip } from "../features/companies/join-slip.tsx";
import { beginAnew } from "../source/present-company.ts";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked, useHouse } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useTitle } from "./use-title.ts";
import { useWho } from "./who-context.tsx";
import "../features/access/access.css";

/** A slip that was opened by somebody who is signed in. */
export function JoinPage() {
  const { code } = useParams({ from: "/slip/$code" });
  return <JoinOf code={code} />;
}
/** The same, also before a company is chosen. */
export function JoinOf({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  useTitle(t("companies.join"));
  const house = useHouse();
  const who = useWho();
  const { answer, failure, again } = useAsked(`slip ${code}`, (one) => one.door.slip({ code }));
  if (failure) return <HouseMessage failure={failure} again={again} />;
  if (!answer) return <Loading />;
  return (
    <main id="main" className="door" tabIndex={-1}>
      <h1>{t("companies.another")}</h1>
      <JoinSlip
        house={house}
        code={code}
        read={answer}
        name={who?.person.name}
        joined={() => {
          location.hash = "#/";
          beginAnew(false);
        }}
      />
    </main>
  );
}
