// Clauses: C1.2, A2
import { LettersPart } from "../features/letters/letters-part.tsx";
import { HouseMessage } from "../ui/house-message.tsx";
import { useReading } from "../ui/reading.tsx";
import { useAsked, useHouse } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useWho } from "./who-context.tsx";

/** The letters of a contract that a house keeps. */
export function ContractLetters() {
  const house = useHouse();
  const who = useWho();
  const { view, format } = useReading();
  const { number, party, params } = view;
  const { answer, failure, again } = useAsked(`letters ${number} ${party}`, (one) =>
    one.letters.list({ number, party }),
  );
  if (failure) return <HouseMessage failure={failure} again={again} />;
  if (!answer) return <Loading />;
  const both = (name: string) => ({
    zh: params[`authority_${name}_zh`]?.text ?? "",
    en: params[`authority_${name}_en`]?.text ?? "",
  });
  return (
    <LettersPart
      key={party}
      house={house}
      told={answer}
      format={format}
      // Whoever only looks with another party's eyes does nothing in its name.
      acts={party === "company" && who?.parties.includes("company") === true}
      begun={{ territory: both("territory"), products: both("products") }}
      changed={again}
    />
  );
}
