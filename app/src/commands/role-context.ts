import { listBranches } from "../store/organisation.ts";
import { listPeople, listRoleHoldings } from "../store/people.ts";
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
): Promise<RoleContext & { readonly people: Awaited<ReturnType<typeof listPeople>> }> => {
  const people = await listPeople(tx);
  const ids = new Map(people.map(({ code, personId }) => [code, personId]));
  return {
    people,
    tree: new BranchTree(await listBranches(tx)),
    holdings: await listRoleHoldings(tx),
    personOf: (code) => ids.get(code),
    byOwner: isOwner(actor),
    scope: scopeOf(actor, verb),
  };
};
