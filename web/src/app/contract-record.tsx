// Clauses: N7
import { useContext } from "react";
import { RecordPart } from "../features/record/record-part.tsx";
import { HouseMessage } from "../ui/house-message.tsx";
import { useReading } from "../ui/reading.tsx";
import { HouseContext, useAsked } from "./house-context.tsx";
import { Loading } from "./loading.tsx";

/** The record of a contract that a house keeps; files that were dropped into the page have none. */
export function ContractRecord() {
  const house = useContext(HouseContext);
  const { view } = useReading();
  return house === undefined || view.id.startsWith("local-") ? null : <Kept number={view.number} party={view.party} />;
}
function Kept({ number, party }: { readonly number: string; readonly party: "company" | "agent" | "intermediary" }) {
  const house = useContext(HouseContext)!;
  const { answer, failure, again } = useAsked(`record ${number} ${party}`, (one) =>
    one.records.read({ number, party }),
  );
  if (failure) return <HouseMessage failure={failure} again={again} />;
  return answer ? <RecordPart key={party} house={house} record={answer} changed={again} /> : <Loading />;
}
