// Clauses: C10.3
import { LastingList } from "../features/contracts/lasting-views.tsx";
import { useAsked } from "./house-context.tsx";

/** Above the contracts of somebody who holds no role any more; the list itself says when the house cannot be reached. */
export function LastingViews({ party }: { readonly party: "agent" | "intermediary" }) {
  const { answer } = useAsked(`lasting ${party}`, (house) => house.contracts.lasting({ party }));
  return answer === undefined ? null : <LastingList views={answer.views} />;
}
