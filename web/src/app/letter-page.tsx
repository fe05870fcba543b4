// Clauses: C1.2, A2
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { LetterActions } from "../features/letters/letter-actions.tsx";
import { LetterLife } from "../features/letters/letter-life.tsx";
import { LetterSheet } from "../features/letters/letter-sheet.tsx";
import { codeOf } from "../source/house-client.ts";
import { houseFormat } from "../ui/house-format.ts";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked, useHouse } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useTitle } from "./use-title.ts";
import { useWho } from "./who-context.tsx";
import "../features/letters/letters.css";

/** One letter by its id in the address, as it prints, with what comes next. */
export function LetterPage() {
  const { letter: letterId = "" } = useParams({ strict: false }) as { readonly letter?: string };
  return (
    <main id="main" className="letter-page" tabIndex={-1}>
      <Known key={letterId} letterId={letterId} />
    </main>
  );
}
function Known({ letterId }: { readonly letterId: string }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const house = useHouse();
  const who = useWho();
  const party = who?.parties[0] ?? "company";
  const { answer, failure, again } = useAsked(`letter ${letterId}`, (one) => one.letters.read({ letterId, party }));
  const isMissing = ["NO_SUCH_THING", "INPUT_MALFORMED"].includes(codeOf(failure) ?? "");
  useTitle(answer ? t("letters.statusOf", { number: answer.letter.number }) : t("letters.title"));
  if (isMissing)
    return (
      <div className="message">
        <h1>{t("letters.noSuch")}</h1>
        <p>{t("letters.noSuchNext")}</p>
      </div>
    );
  if (failure) return <HouseMessage failure={failure} again={again} />;
  if (!answer) return <Loading />;
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", answer.now);
  const { number } = answer.contract;
  return (
    <>
      <p className="screen-only">
        <a href={`#/contracts/${encodeURIComponent(number)}/letters`}>{t("letters.back", { number })}</a>
      </p>
      <LetterSheet {...answer} format={format} />
      <LetterLife letter={answer.letter} format={format} />
      {party === "company" ? (
        <LetterActions
          {...answer}
          house={house}
          changed={(other) =>
            other === letterId
              ? again()
              : void navigate({ to: "/letters/$letter", params: { letter: other }, search: {} })
          }
        />
      ) : null}
    </>
  );
}
