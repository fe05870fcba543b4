// Clauses: C1.1, C1.2
import { IntermediaryLine } from "../features/contract/intermediary-line.tsx";
import { useReading } from "../ui/reading.tsx";
import { useAsked } from "./house-context.tsx";

/** Below the parties of a contract that a house keeps; the page itself says when the house cannot be reached. */
export function ContractIntermediary() {
  const { view } = useReading();
  const { number, party } = view;
  const { answer, failure } = useAsked(`intermediary ${number} ${party}`, (house) =>
    house.contract.intermediary({ number, party }),
  );
  if (answer === undefined) return failure === undefined ? <span data-waits="" /> : null;
  return <IntermediaryLine told={answer} byCompany={party === "company"} />;
}
