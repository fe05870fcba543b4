import type { Instant } from "@fealty/engine/values/brand.ts";
import { type Activity, addActivities } from "../store/activity.ts";
import { once } from "../store/idempotency.ts";
import type { Tx } from "../store/transaction.ts";
import { authorise, type Caller, type Verb } from "./access.ts";
import { companyNow, type House } from "./house.ts";

/** A call that changes something: the same key is the same call. */
export interface Keyed {
  /** Drawn by the caller. */
  readonly key: string;
}
/** What a command that changes who is who works with. */
export interface Doing {
  readonly tx: Tx;
  readonly now: Instant;
  /** Writes down what was done, in the same transaction. */
  readonly tell: (
    subjectKind: Activity["subjectKind"],
    subjectId: string,
    detail: Readonly<Record<string, unknown>>,
  ) => Promise<void>;
}
/**
 * Authorises a command and does it once for its key, in one transaction, with what it tells of itself.
 * Refusals: `not_for_this_party`, `key_reused`, those of `work`.
 */
export const doOnce = <Answer>(
  house: House,
  caller: Caller,
  verb: Verb,
  { key, ...request }: Keyed,
  work: (doing: Doing) => Promise<Answer>,
): Promise<Answer> => {
  authorise(caller, verb);
  const { companyId, personId } = caller;
  return house.store.withCompany(companyId, { personId, idempotent: true }, async (tx) => {
    const call = { command: verb, key, request: JSON.stringify(request), personId, at: house.now() };
    const { answer } = await once(tx, call, async () => {
      const now = await companyNow(house, tx);
      const actor = personId === undefined ? {} : { actorPersonId: personId };
      const tell: Doing["tell"] = (subjectKind, subjectId, detail) =>
        addActivities(tx, [{ at: house.now(), ...actor, verb, subjectKind, subjectId, detail }]);
      return work({ tx, now, tell });
    });
    return answer;
  });
};
