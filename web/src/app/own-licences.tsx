// Clauses: C6.2
import { OwnLicenceList } from "../features/contracts/own-licences.tsx";
import { useAsked } from "./house-context.tsx";

/** On the first page of an agent; the list of contracts itself says when the house cannot be reached. */
export function OwnLicences() {
  const { answer } = useAsked("own licences", (house) => house.licences.own({ party: "agent" }));
  return answer === undefined ? null : <OwnLicenceList own={answer} />;
}
