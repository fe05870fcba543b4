// Clauses: C7.1, N7
import { listConsentsOf, listNotices, recipientOf } from "../store/consents.ts";
import { customersOfContract } from "../store/events.ts";
import type { Tx } from "../store/transaction.ts";
import { consentStandings } from "./consent-state.ts";
import { groupedBy } from "./grouped.ts";
import type { House, KnownContract } from "./house.ts";
import { isSameName } from "./name-match.ts";

type Told = Pick<KnownContract, "contractId" | "intermediaryName" | "eventSequence">;
/**
 * Codes of the contract's customers whose data its intermediary may see: those with a consent that stands now to a notice which names it as the
 * recipient (PIPL 23). Everybody else's stays with the two who handle it. This is the one place that says so, for every read; a withdrawal closes
 * the next one, of whatever moment it is.
 * @param tx of the whole company: an intermediary sees no consents
 */
export const disclosedIn = async (
  tx: Tx,
  { contractId, intermediaryName, eventSequence }: Told,
): Promise<ReadonlySet<string>> => {
  if (intermediaryName === undefined) return new Set();
  const notices = (await listNotices(tx)).filter((one) => isSameName(recipientOf(one) ?? "", intermediaryName));
  if (notices.length === 0) return new Set();
  const own = new Set(notices.map(({ noticeId }) => noticeId));
  const codes = await customersOfContract(tx, contractId, eventSequence);
  const said = (await listConsentsOf(tx, "intermediary", codes)).filter(({ noticeId }) => own.has(noticeId));
  const standing = [...groupedBy(said, ({ code }) => code)].filter(([, consents]) =>
    // By whatever spelling a notice names it, the last word counts.
    consentStandings(notices, consents.slice(0, 1)).some((one) => one.standing === "given"),
  );
  return new Set(standing.map(([code]) => code));
};
/** The same in a transaction of its own. */
export const disclosedTo = (house: House, companyId: number, contract: Told): Promise<ReadonlySet<string>> =>
  house.store.withCompany(companyId, { snapshot: true }, (tx) => disclosedIn(tx, contract));
