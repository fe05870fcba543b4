// Clauses: C7.1, N7
import { markedIn, unmarked } from "../evaluation/customer-marks.ts";
import type { Both } from "../evaluation/derived-details.ts";
import type { ContractKey } from "../evaluation/protocol.ts";
import { type CustomerData, findCustomers, type KeptCustomer } from "../store/customers.ts";
import { customersOfContract } from "../store/events.ts";
import type { Tx } from "../store/transaction.ts";
import type { Caller } from "./access.ts";
import { type NameSight, nameShown, nameSightOf } from "./customer-mask.ts";
import { isStoreRefusal } from "./store-refusal.ts";

export type Names = Readonly<Record<string, string>>;
type KnownCustomer = Pick<KeptCustomer, "code" | "kind"> & { readonly data: CustomerData };
/** Those whom the register has and nobody erased; none where the master key is not at hand. */
const knownOf = async (tx: Tx, codes: readonly string[]): Promise<KnownCustomer[]> => {
  try {
    const found = await findCustomers(tx, { codes: [...new Set(codes)] });
    return found.flatMap(({ code, kind, data }) => (data === undefined ? [] : [{ code, kind, data }]));
  } catch (problem) {
    // Contracts are read without personal data, too: who is meant is told by numbers then.
    if (isStoreRefusal(problem) && problem.code.startsWith("master_key_")) return [];
    throw problem;
  }
};
const namesBy = (customers: readonly KnownCustomer[], told: (one: KnownCustomer) => string): Names =>
  Object.fromEntries(customers.map((one) => [one.code, told(one)]));
/** Codes of a contract's customers, never their names; events only come on, so that a number of events always means the same. */
const known = new Map<string, readonly string[]>();
const KEPT = 500;
const customersOf = async (tx: Tx, { companyId, contractId, sequence }: ContractKey): Promise<KnownCustomer[]> => {
  const key = `${companyId}/${contractId}/${sequence}`;
  const codes = known.get(key) ?? (await customersOfContract(tx, contractId, sequence));
  known.delete(key);
  known.set(key, codes);
  for (const oldest of known.keys()) {
    if (known.size <= KEPT) break;
    known.delete(oldest);
  }
  return knownOf(tx, codes);
};
/** What the register calls the customers of a contract. Which of it a party sees is for the views to say. */
export const namesOfContract = async (tx: Tx, key: ContractKey): Promise<Names> =>
  namesBy(await customersOf(tx, key), ({ data }) => data.name);
/** The same, and what stands in the place of names for somebody of that sight. */
export const namesShownOf = async (
  tx: Tx,
  key: ContractKey,
  sight: NameSight,
  language: "zh" | "en",
): Promise<{ readonly names: Names; readonly shownAs: Names }> => {
  const customers = await customersOf(tx, key);
  return {
    names: namesBy(customers, ({ data }) => data.name),
    shownAs: namesBy(customers, (one) => nameShown(one, sight, language)),
  };
};
/** Puts what whoever asks is told in the place of marks, in whatever lists have subjects; whoever has no name there is named by the code. */
export const withNames = async <Row extends { readonly subject?: Both }>(
  tx: Tx,
  caller: Caller,
  rows: readonly Row[],
): Promise<Row[]> => {
  const codes = rows.flatMap(({ subject }) => (subject === undefined ? [] : markedIn(subject.zh)));
  const customers = codes.length === 0 ? [] : await knownOf(tx, codes);
  const sight = nameSightOf(caller);
  const told = (language: "zh" | "en"): Names =>
    namesBy(customers, (one) => (sight === undefined ? one.data.name : nameShown(one, sight, language)));
  const [zh, en] = [told("zh"), told("en")];
  return rows.map((row) => {
    const { subject } = row;
    if (subject === undefined) return row;
    return {
      ...row,
      subject: {
        zh: unmarked(subject.zh, (code) => zh[code] ?? `客户 ${code}`),
        en: unmarked(subject.en, (code) => en[code] ?? `Customer ${code}`),
      },
    };
  });
};
