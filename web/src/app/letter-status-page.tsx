// Clauses: C1.2, A2
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { LetterStatusSection } from "../features/letters/letter-status.tsx";
import { codeOf } from "../source/house-client.ts";
import { reasonOf } from "../source/reason.ts";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useTitle } from "./use-title.ts";

/** Whether a letter is good, for anybody who holds its address; nobody signs in for it. */
export function LetterStatusPage() {
  const { t, i18n } = useTranslation();
  useTitle(t("letters.statusTitle"));
  const { code = "" } = useParams({ strict: false }) as { readonly code?: string };
  const { answer, failure, again } = useAsked(`letter status ${code}`, (house) => house.door.letter({ code }));
  const told = codeOf(failure);
  const isToldPlainly = told === "NO_SUCH_LETTER" || told === "INPUT_MALFORMED";
  return (
    <main id="main" className="letter-page" tabIndex={-1}>
      {isToldPlainly ? (
        <div className="message" role="alert">
          <h1>{t("letters.noSuch")}</h1>
          <p>{reasonOf(failure, i18n.language === "en" ? "en" : "zh")}</p>
        </div>
      ) : failure ? (
        <HouseMessage failure={failure} again={again} />
      ) : answer ? (
        <LetterStatusSection status={answer} />
      ) : (
        <Loading />
      )}
    </main>
  );
}
