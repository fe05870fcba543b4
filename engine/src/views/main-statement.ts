// Clauses: C6.3, S10
import type { PartyName, StatementView } from "./view.ts";

/**
 * The statement that a party looks for first, closed last or else the latest: of its own, for whoever is paid nothing that of the
 * agent. So an intermediary's fee is never shown for the agent's pay.
 */
export const mainStatement = <S extends Pick<StatementView, "holder" | "status">>(
  statements: readonly S[],
  party: PartyName,
): S | undefined => {
  const of = (holder: PartyName): readonly S[] => statements.filter((one) => one.holder === holder);
  const own = [of(party), of("agent"), statements].find((list) => list.length > 0) ?? [];
  return own.findLast(({ status }) => status === "closed") ?? own.at(-1);
};
