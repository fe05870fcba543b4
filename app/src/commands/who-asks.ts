// Clauses: C1.2, C10.3, N1
import type { PartyName } from "@fealty/engine/views/view.ts";
import { loginOf } from "../login/login.ts";
import { listFirmsEverOf, listFirmsOn } from "../store/intermediary-firms.ts";
import {
  findLoginSession,
  findOpenSession,
  type LoginSession,
  type OpenSession,
  prolongLoginSession,
} from "../store/login-sessions.ts";
import { findMembership } from "../store/memberships.ts";
import { listBranches } from "../store/organisation.ts";
import { findPerson, listRoleHoldings, type Person, type RoleHolding } from "../store/people.ts";
import { listMembershipsOn, listTeamsEverOf } from "../store/teams.ts";
import type { Tx } from "../store/transaction.ts";
import type { Actor, Caller, Via } from "./access.ts";
import { BranchTree } from "./branch-tree.ts";
import { companyDay, covers, isEmpty } from "./company-day.ts";
import { groupedBy } from "./grouped.ts";
import type { House } from "./house.ts";
import { lastingViews, lasts } from "./lasting-view.ts";
import { isStaff, WITH_SECOND_FACTOR } from "./permissions.ts";
import { Refusal } from "./refusal.ts";

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** Somebody at a device that is signed in. */
export interface Asking {
  readonly session: LoginSession;
  readonly person: Person;
  readonly actor: Actor;
  /** How the call came in. */
  readonly via?: Via | undefined;
  /** In whose name the person acts; the first is the one its pages open with. */
  readonly parties: readonly PartyName[];
}
/**
 * Who asks, by the cookie of the request; undefined where nobody is signed in. Roles are those of the company's day, so one that ended opens nothing at
 * the very next request.
 */
export const whoAsks = async (house: House, headers: Headers): Promise<Asking | undefined> => {
  if (!headers.has("cookie")) return undefined;
  const token = (await loginOf(house.store)).tokenOf(headers);
  if (token === undefined) return undefined;
  const now = house.now();
  const session = await house.store.withLogins(async (tx) => {
    const found = await findLoginSession(tx, token, now);
    if (found && now - found.usedAt > DAY)
      await prolongLoginSession(tx, found.sessionId, now, (now + WEEK) as typeof now);
    return found;
  });
  return session && house.store.withCompany(session.companyId, {}, (tx) => askingIn(house, tx, session));
};
/**
 * Somebody who is signed in, whatever company the device acts in, or none yet. Not whoever was chosen among the people of a demonstration with one
 * click: that opens the demonstration and nothing else.
 */
export const signedIn = async (house: House, headers: Headers): Promise<OpenSession | undefined> => {
  if (!headers.has("cookie")) return undefined;
  const token = (await loginOf(house.store)).tokenOf(headers);
  if (token === undefined) return undefined;
  const session = await house.store.withLogins((tx) => findOpenSession(tx, token, house.now()));
  return session?.persona === false ? session : undefined;
};
/** What somebody who is signed in would be in a company, in its own transaction; undefined where nothing is open there. */
export const askingIn = async (house: House, tx: Tx, session: LoginSession): Promise<Asking | undefined> => {
  const member = await memberAs(house, tx, session.personId);
  if (member?.userId !== session.userId) return undefined;
  const { person, parties, actor } = member;
  const asksMore = actor.roles.some((role) => WITH_SECOND_FACTOR.includes(role));
  const lacksSecondFactor = asksMore && !session.persona && !session.secondFactor && !session.byPasskey;
  return { session, person, parties, actor: { ...actor, lacksSecondFactor } };
};
/** Somebody of the company whose login holds, with what that person is on the company's day; undefined where there is nobody, or nothing is left to see. */
export const memberAs = async (
  house: House,
  tx: Tx,
  of: string,
): Promise<(Omit<Asking, "session" | "via"> & { readonly userId: string }) | undefined> => {
  const entry = await findPerson(tx, { personId: of });
  // A device that was signed in as an entry which stands under another now acts as that one.
  const personId = entry?.mergedIntoId ?? of;
  const person = personId === of ? entry : await findPerson(tx, { personId });
  const membership = await findMembership(tx, personId);
  if (person === undefined || membership === undefined) return undefined;
  const day = await companyDay(house, tx);
  const holdings = (await listRoleHoldings(tx, personId)).filter((one) => !isEmpty(one));
  const present = holdings.filter((one) => covers(one, day));
  const roles = [...new Set(present.map(({ role }) => role))];
  const former = roles.length === 0;
  const parties = partiesOf(former ? holdings.filter(wasParty).map(({ role }) => role) : roles);
  if (parties.length === 0) return undefined;
  const branchesOf = branchesIn(present, new BranchTree(await listBranches(tx)));
  const lasting = former ? (await lastingViews(house, tx, personId, day)).filter((one) => lasts(one, day)) : undefined;
  const audited = present.flatMap(({ contractId }) => contractId ?? []);
  const contractIds = audited.length > 0 ? audited : lasting?.map(({ contractId }) => contractId);
  const teamIds = !parties.includes("agent")
    ? []
    : former
      ? await listTeamsEverOf(tx, personId)
      : (await listMembershipsOn(tx, personId, day)).map(({ teamId }) => teamId);
  const firmIds = !parties.includes("intermediary")
    ? []
    : await (former ? listFirmsEverOf(tx, personId) : listFirmsOn(tx, personId, day));
  const actor = {
    personId,
    roles,
    branchesOf,
    former,
    lacksSecondFactor: false,
    ...(contractIds && { contractIds }),
    ...(teamIds.length === 0 ? {} : { teamIds }),
    ...(firmIds.length === 0 ? {} : { firmIds }),
  };
  return { userId: membership.userId, person, parties, actor };
};
/** Of each role the branches and all below them; none for a role that holds in the whole company beside. */
const branchesIn = (holdings: readonly RoleHolding[], tree: BranchTree): Map<RoleHolding["role"], readonly string[]> =>
  new Map(
    [...groupedBy(holdings, ({ role }) => role)].flatMap(([role, own]) =>
      own.some(({ branchId }) => branchId === undefined)
        ? []
        : [[role, own.flatMap(({ branchId }) => tree.below(branchId!).map((one) => one.branchId))] as const],
    ),
  );
/** A party of a contract that has ended keeps the view of what was its own; somebody of the company keeps nothing. */
const wasParty = ({ role }: RoleHolding): boolean => !isStaff(role);
const partiesOf = (roles: readonly RoleHolding["role"][]): PartyName[] => [
  ...(roles.some(isStaff) ? (["company"] as const) : []),
  ...(["agent", "intermediary"] as const).filter((party) => roles.includes(party)),
];
/** Refusals: `not_signed_in`, `not_for_this_party` where somebody asks in the name of a party that it is not. */
export const callerAs = (asking: Asking | undefined, party: PartyName): Caller => {
  if (asking === undefined) throw notSignedIn();
  const { session, actor, parties } = asking;
  const { companyId } = session;
  if (parties[0] === "company") return { companyId, party, actor, preview: party !== "company" };
  if (parties.includes(party)) return { companyId, party, actor, personId: actor.personId };
  throw new Refusal(
    "not_for_this_party",
    {
      zh: "您不是这一方，不能以其身份查看或操作。",
      en: "You are not that party: nothing is shown or done in its name.",
    },
    { party },
  );
};
export const notSignedIn = (): Refusal => new Refusal("not_signed_in", { zh: "请先登录。", en: "Sign in first." });
