// Clauses: C1.2
import type { RoleName } from "../store/people.ts";

/** Somebody who is signed in, with what that person is today. */
export interface Actor {
  readonly personId: string;
  readonly roles: readonly RoleName[];
  /** Of each role the branches in which it holds, with all below them; a role that is missing here holds in the whole company. */
  readonly branchesOf: ReadonlyMap<RoleName, readonly string[]>;
  /** No role holds any more: own contracts may still be looked at. */
  readonly former: boolean;
  /** Contracts that alone are there for somebody who was a party: those whose view lasts. Absent: all of the own. */
  readonly contractIds?: readonly string[];
  /** Teams to which the person belongs today; of somebody who holds no role any more those to which it belonged. */
  readonly teamIds?: readonly string[];
  /** Firms for which the person coordinates today; of somebody who holds no role any more those for which it did. */
  readonly firmIds?: readonly string[];
  /** A role that asks for a second factor, without one: nothing is open but the own login. */
  readonly lacksSecondFactor: boolean;
  /** A machine asks with a key that this person answers for: it may what both the role and the key allow. */
  readonly key?: MachineKey;
}
export interface MachineKey {
  readonly apiKeyId: string;
  readonly name: string;
  /** Names it in lines of what was done. */
  readonly prefix: string;
  readonly scopes: readonly string[];
}
