// Clauses: C7.1, N7
import { markedIn, unmarked } from "../evaluation/customer-marks.ts";
import type { Both } from "../evaluation/derived-details.ts";
import type { ContractKey } from "../evaluation/protocol.ts";
import { findCustomers } from "../store/customers.ts";
import { customersOfContract } from "../store/events.ts";
import type { Tx } from "../store/transaction.ts";
import { isStoreRefusal } from "./store-refusal.ts";

export type Names = Readonly<Record<string, string>>;
/** Names by code, of those whom the register has and nobody erased; none where the master key is not at hand. */
export const namesOf = async (tx: Tx, codes: readonly string[]): Promise<Names> => {
  try {
    const found = await findCustomers(tx, { codes: [...new Set(codes)] });
    return Object.fromEntries(found.flatMap(({ code, data }) => (data === undefined ? [] : [[code, data.name]])));
  } catch (problem) {
    // Contracts are read without personal data, too: who is meant is told by numbers then.
    if (isStoreRefusal(problem) && problem.code.startsWith("master_key_")) return {};
    throw problem;
  }
};
/** Codes of a contract's customers, never their names; events only come on, so that a number of events always means the same. */
const known = new Map<string, readonly string[]>();
const KEPT = 500;
/** What the register calls the customers of a contract. Which of it a party sees is for the views to say. */
export const namesOfContract = async (tx: Tx, { companyId, contractId, sequence }: ContractKey): Promise<Names> => {
  const key = `${companyId}/${contractId}/${sequence}`;
  const codes = known.get(key) ?? (await customersOfContract(tx, contractId, sequence));
  known.delete(key);
  known.set(key, codes);
  for (const oldest of known.keys()) {
    if (known.size <= KEPT) break;
    known.delete(oldest);
  }
  return namesOf(tx, codes);
};
/** Puts names in the place of marks, in whatever lists have subjects; whoever has none there is named by the code. */
export const withNames = async <Row extends { readonly subject?: Both }>(
  tx: Tx,
  rows: readonly Row[],
): Promise<Row[]> => {
  const codes = rows.flatMap(({ subject }) => (subject === undefined ? [] : markedIn(subject.zh)));
  const names = codes.length === 0 ? {} : await namesOf(tx, codes);
  return rows.map((row) => {
    const { subject } = row;
    if (subject === undefined) return row;
    return {
      ...row,
      subject: {
        zh: unmarked(subject.zh, (code) => names[code] ?? `客户 ${code}`),
        en: unmarked(subject.en, (code) => names[code] ?? `Customer ${code}`),
      },
    };
  });
};
