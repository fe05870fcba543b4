// Clauses: N7
import { useContext } from "react";
import { RecordPart } from "../features/record/record-part.tsx";
import { HouseMessage } from "../ui/house-message.tsx";
import { useReading } from "../ui/reading.tsx";
import { HouseContext, useAsked } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useWho } from "./who-context.tsx";

/** The record of a contract that a house keeps; files that were dropped into the page have none. */
export function ContractRecord() {
  const house = useContext(HouseContext);
  const { view } = useReading();
  return house === undefined || view.id.startsWith("local-") ? null : <Kept number={view.number} party={view.party} />;
}
function Kept({ number, party }: { readonly number: string; readonly party: "company" | "agent" | "intermediary" }) {
  const house = useContext(HouseContext)!;
  const who = useWho();
  const { answer, failure, again } = useAsked(`record ${number} ${party}`, (one) =>
    one.records.read({ number, party }),
  );
  if (failure) return <HouseMessage failure={failure} again={again} />;
  // Whoever only looks with another party's eyes neither signs for it nor takes its evidence away.
  const isOwn = who?.parties.includes(party) === true;
  const may = {
    sign: isOwn && who.may.includes("countersign"),
    bundle: isOwn && who.may.includes("make-bundle"),
  };
  return answer ? <RecordPart key={party} house={house} record={answer} may={may} changed={again} /> : <Loading />;
}
