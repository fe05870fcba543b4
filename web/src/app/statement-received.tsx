// Clauses: C6.2, N7
import type { StatementView } from "@fealty/engine/views/view.ts";
import { useContext } from "react";
import { StatementReceived } from "../features/pay/statement-received.tsx";
import { useReading } from "../ui/reading.tsx";
import { HouseContext, useAsked } from "./house-context.tsx";
import { useWho } from "./who-context.tsx";

/** Who has received a closed statement of a contract that a house keeps. */
export function ReceivedOf({ statement }: { readonly statement: StatementView }) {
  const house = useContext(HouseContext)!;
  const who = useWho();
  const { number, party } = useReading().view;
  const { answer, again } = useAsked(`received ${number} ${party}`, (one) => one.records.read({ number, party }));
  return answer === undefined ? null : (
    <StatementReceived
      key={`${statement.rule} ${statement.period}`}
      house={house}
      statement={statement}
      received={answer.received}
      isOwn={who?.parties.includes(party) === true}
      changed={again}
    />
  );
}
