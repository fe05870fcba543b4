import { type Activity, addActivities } from "../store/activity.ts";
import { once } from "../store/idempotency.ts";
import { personalDigest } from "../store/personal-keys.ts";
import type { Tx } from "../store/transaction.ts";
import { actorOf, authorise, type Caller, doerOf, relationOf, type Verb } from "./access.ts";
import type { House } from "./house.ts";
import type { CustomerVerb } from "./permissions.ts";

/** A call that changes something: the same key is the same call. */
export interface Keyed {
  /** Drawn by the caller. */
  readonly key: string;
}
export type Done = Pick<Activity, "subjectKind" | "subjectId" | "detail">;
/** What a command that changes who is who works with. */
export interface Doing {
  readonly tx: Tx;
  /** Writes down what was done to each, in the same transaction. */
  readonly tell: (...done: readonly Done[]) => Promise<void>;
}
/**
 * Authorises a command and does it once for its key, in one transaction, with what it tells of itself.
 * @param options `personal`: the request holds personal data, which nobody may find by trying values against what is kept of it
 * Refusals: `not_for_this_party`, `key_reused`, those of `work`.
 */
export const doOnce = <Answer>(
  house: House,
  caller: Caller,
  verb: Verb | CustomerVerb,
  { key, ...request }: Keyed,
  work: (doing: Doing) => Promise<Answer>,
  { personal = false }: { readonly personal?: boolean } = {},
): Promise<Answer> => {
  authorise(caller, verb);
  const { companyId, personId } = caller;
  return house.store.withCompany(
    companyId,
    { ...relationOf(caller, verb), idempotent: true, by: actorOf(house, caller, verb) },
    async (tx) => {
      const text = JSON.stringify(request);
      const call = {
        command: verb,
        // Of a customer its own: nobody meets the key of another.
        key: caller.self === undefined ? key : `${caller.self.customerId}/${key}`,
        request: personal ? await personalDigest(tx, text) : text,
        personId,
        at: house.now(),
      };
      const { answer } = await once(tx, call, async () => {
        const actorPersonId = doerOf(caller);
        const actor = actorPersonId === undefined ? {} : { actorPersonId };
        const tell: Doing["tell"] = (...done) =>
          addActivities(
            tx,
            done.map((one) => ({ at: house.now(), ...actor, verb, ...one })),
          );
        return work({ tx, tell });
      });
      return answer;
    },
  );
};
