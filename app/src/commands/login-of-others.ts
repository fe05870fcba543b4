// Clauses: C1.1, C1.2, N1
import { listMemberships } from "../store/memberships.ts";
import type { RoleHolding } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import type { Caller } from "./access.ts";
import { covers, isEmpty } from "./company-day.ts";
import type { FormFaults } from "./form-faults.ts";
import { BY_OWNERS, isOwner, scopeOf, type Verb } from "./permissions.ts";

/** What is done to somebody's way in, or to what it is known by. */
type Done = "slip" | "end" | "rename";
/** Whoever holds a slip becomes that person, and whoever ends a login takes its work away: for a role that only owners give an owner alone does it. */
const STRONG = {
  slip: [
    "此人的职务由负责人任命，登录凭条也须由负责人发放或批准；没有别的负责人可以登录时，在运行忠约的机器上用 fealty slip 发放。",
    "An owner gave this person its role, so an owner makes or approves the slip; where no other owner can sign in, `fealty slip` on the machine that runs Fealty makes it.",
  ],
  end: [
    "此人的职务由负责人任命，登录也只能由负责人停用，请交负责人办理。",
    "An owner gave this person its role, so only an owner ends the login; ask one.",
  ],
  rename: [
    "此人的职务由负责人任命，姓名和工号不由分支机构更改，请交负责人或全公司的运营办理。",
    "An owner gave this person its role, so a branch does not change its name and code; ask an owner, or operations of the whole company.",
  ],
} as const satisfies Record<Done, readonly [string, string]>;
export const refuseStrong = (
  holdings: readonly RoleHolding[],
  { actor }: Pick<Caller, "actor">,
  faults: FormFaults,
  done: Done = "slip",
): void => {
  if (!isOwner(actor) && holdings.some(({ role }) => BY_OWNERS.includes(role))) {
    const [zh, en] = STRONG[done];
    faults.add("person", zh, en);
  }
};
/**
 * Whoever keeps the lists of some branches does nothing to the login of somebody who works elsewhere as well. Colleagues of the whole company are seen
 * from every branch; who has all its roles in other branches is not, and is said not to be there.
 */
export const refuseBeyond = (
  holdings: readonly RoleHolding[],
  { actor }: Pick<Caller, "actor">,
  verb: Verb,
  day: string,
  faults: FormFaults,
): void => {
  const scope = scopeOf(actor, verb);
  const open = holdings.filter((one) => !isEmpty(one) && (one.beforeOn === undefined || one.beforeOn > day));
  if (scope === undefined || open.every(({ branchId }) => branchId !== undefined && scope.includes(branchId))) return;
  faults.add(
    "person",
    "此人在全公司或您管辖之外的机构也有职务，请由全公司的运营或负责人办理。",
    "This person has a role in the whole company or in a branch beyond yours; operations of the whole company or an owner does it.",
  );
};
/** An owner of the whole company by its own right, today. */
const ownsFor = (holding: RoleHolding, day: string): boolean =>
  holding.role === "owner" &&
  holding.branchId === undefined &&
  holding.deputyForPersonId === undefined &&
  covers(holding, day);
/**
 * The company keeps an owner who can sign in: without one nobody appoints another, and nobody opens the way for those who lost theirs.
 * Whoever asks has locked the organisation, so that two do not end each other's.
 */
export const refuseLastOwner = async (
  tx: Tx,
  personId: string,
  all: readonly RoleHolding[],
  day: string,
  faults: FormFaults,
): Promise<void> => {
  if (!all.some((one) => one.personId === personId && ownsFor(one, day))) return;
  const signingIn = new Set((await listMemberships(tx)).map((one) => one.personId));
  if (!signingIn.has(personId)) return;
  const goesOn = all.some(
    (one) =>
      one.personId !== personId && signingIn.has(one.personId) && one.beforeOn === undefined && ownsFor(one, day),
  );
  if (goesOn) return;
  faults.add(
    "person",
    "没有停用：这是最后一位能登录的负责人。请先任命另一位负责人，等其用凭条登录之后再停用。",
    "Nothing was ended: this is the last owner who can sign in. Appoint another owner first, and end this login once that one has signed in with a slip.",
  );
};
