import { findContract } from "../store/contracts.ts";
import { listBranches } from "../store/organisation.ts";
import { listPeople, listRoleHoldings, peopleByCode } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import type { Caller } from "./access.ts";
import { BranchTree } from "./branch-tree.ts";
import { isOwner, scopeOf, type Verb } from "./permissions.ts";
import type { RoleContext } from "./role-rules.ts";

/** All that a role is checked against. */
export const roleContext = async (
  tx: Tx,
  { actor }: Pick<Caller, "actor">,
  verb: Verb,
  /** Numbers of contracts that are named. */
  contracts: readonly (string | undefined)[] = [],
): Promise<RoleContext & { readonly people: Awaited<ReturnType<typeof listPeople>> }> => {
  const people = await listPeople(tx);
  const byCode = peopleByCode(people);
  const named = new Map<string, string>();
  for (const number of contracts) {
    const found = number === undefined ? undefined : await findContract(tx, number.trim());
    if (found !== undefined) named.set(found.number, found.contractId);
  }
  return {
    people,
    tree: new BranchTree(await listBranches(tx)),
    holdings: await listRoleHoldings(tx),
    personOf: (code) => byCode.get(code)?.personId,
    contractOf: (number) => named.get(number),
    byOwner: isOwner(actor),
    scope: scopeOf(actor, verb),
  };
};
