// Clauses: C1.1, C1.2, N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import { type Activity, addActivities } from "../store/activity.ts";
import type { Actor as Doer, Tx } from "../store/transaction.ts";
import type { Via } from "./access.ts";
import type { House } from "./house.ts";
import { memberAs } from "./who-asks.ts";

/** What is done to a login beside the commands of the table of permissions: by its owner, at the door or at the machine. */
export const OWN_LOGIN_VERBS = [
  "activate-login",
  "prove-address",
  "ask-for-reset",
  "set-up-owner",
  "change-password",
  "add-second-factor",
  "end-second-factor",
  "add-passkey",
  "end-passkey",
  "enter-company",
] as const;
export type OwnLoginVerb = (typeof OWN_LOGIN_VERBS)[number];
/** Verbs of the table that leave their line at a login here. */
export type LoginVerb = OwnLoginVerb | "invite-person" | "decide-reset";

/** Who did what to somebody's login, among what was done to the person. @param by who it was and from where, where the transaction does not know it */
export const tellOfLogin = (
  tx: Tx,
  actorPersonId: string | undefined,
  verb: LoginVerb,
  personId: string,
  detail: Activity["detail"],
  at: Instant,
  by?: Doer,
): Promise<void> =>
  addActivities(by === undefined ? tx : { ...tx, by }, [
    {
      at,
      verb,
      subjectKind: "person",
      subjectId: personId,
      detail,
      ...(actorPersonId === undefined ? {} : { actorPersonId }),
    },
  ]);
/** Somebody at the own login: in the name and with the roles that the login opens today, by a way in of its own. */
export const atOwnLogin = async (
  house: House,
  tx: Tx,
  did: OwnLoginVerb,
  personId: string,
  via: Via | undefined,
): Promise<Doer> => {
  const member = await memberAs(house, tx, personId);
  const roles = member?.actor.roles ?? [];
  return {
    did,
    party: member?.parties[0] ?? "company",
    personId,
    method: via?.method ?? "page",
    ...(via?.from === undefined ? {} : { from: via.from }),
    ...(via?.clockOffsetSeconds === undefined ? {} : { clockOffsetSeconds: via.clockOffsetSeconds }),
    power: member?.parties[0] === "company" && roles.length > 0 ? roles.join(" ") : "party",
    at: house.now(),
  };
};
