// Clauses: C2.3
import { RulesToRead } from "../features/contracts/rules-to-read.tsx";
import { useAsked } from "./house-context.tsx";

/** On the first page of a party; the list of contracts itself says when the house cannot be reached. */
export function OwnRulesToRead({ party }: { readonly party: "agent" | "intermediary" }) {
  const { answer } = useAsked(`rules ${party}`, (house) => house.rules.list({ party }));
  return answer === undefined ? null : <RulesToRead books={answer.books} />;
}
