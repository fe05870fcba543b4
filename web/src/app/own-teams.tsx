// Clauses: C1.1
import { OwnTeamList } from "../features/contracts/own-teams.tsx";
import { useAsked } from "./house-context.tsx";

/** On the first page of an agent; the list of contracts itself says when the house cannot be reached. */
export function OwnTeams() {
  const { answer } = useAsked("own teams", (house) => house.contracts.teams({ party: "agent" }));
  return answer === undefined ? null : <OwnTeamList teams={answer.teams} day={answer.day} />;
}
