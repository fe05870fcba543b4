// Clauses: C1.2, N6
import type { Instant } from "@fealty/engine/values/brand.ts";
import { MICROS_PER_DAY } from "@fealty/engine/values/date.ts";
import { tellWebhook, type WebhookAnswer } from "../delivery/webhook.ts";
import { listen } from "../store/changes.ts";
import { loginKeys } from "../store/login-key.ts";
import {
  claimDelivery,
  type DeliveryOutcome,
  forgetDeliveries,
  nextDeliveryAt,
  settleDelivery,
} from "../store/webhook-deliveries.ts";
import { webhookSecrets } from "../store/webhooks.ts";
import type { House } from "./house.ts";

const MINUTE = 60_000_000;
/** After the first try, the second …; then somebody of the company has to look. */
const WAITS = [1, 5, 30, 120, 300, 600, 840].map((minutes) => minutes * MINUTE);
/** A try takes ten seconds at most, and nobody else begins one before. */
const HELD = MINUTE;
const KEPT_DAYS = 30;
/** Webhooks of a company that are told at the same time. */
const MOST_AT_ONCE = 32;
/** Whoever answers so wants to be told nothing more. */
const GONE = 410;

/** Hears of whatever a company's systems may have to be told, until the given function is called. */
export const hearHappenings = ({ store }: House, companyId: number, heard: () => void): Promise<() => Promise<void>> =>
  listen(store, (change) => {
    if (change === undefined || change.companyId === companyId) heard();
  });
/**
 * Tells what is due: of each webhook one after another, of several at once, so that one that answers slowly holds up itself alone. What is heard
 * of meanwhile is taken along. A try is committed before it is made and its outcome after it: nothing is lost when the process dies between the
 * two, and what is told once more has the same id. Gives how many tries were made.
 *
 * @param heard resolves at the next hint that something may have to be told
 */
export const tellDue = async (
  house: House,
  companyId: number,
  signal: AbortSignal,
  heard: () => Promise<void> = () => new Promise(() => undefined),
): Promise<number> => {
  let tries = 0;
  const running = new Map<string, Promise<void>>();
  const failures: unknown[] = [];
  try {
    while (!signal.aborted && failures.length === 0) {
      // Asked for before the look: what is written after it is heard of.
      const hint = heard();
      const busy = [...running.keys()];
      const claimed = busy.length < MOST_AT_ONCE ? await claim(house, companyId, busy) : undefined;
      if (claimed === undefined) {
        // Nothing is left only where nobody was passed over: whoever was busy at the look may have become free since.
        if (busy.length === 0) break;
        if (running.size < busy.length) continue;
        await Promise.race([...running.values(), hint]);
        continue;
      }
      const { webhookId } = claimed.delivery;
      const telling = tellOne(house, companyId, claimed, signal)
        .then(
          (told) => {
            if (told) tries += 1;
          },
          (error: unknown) => void failures.push(error),
        )
        .finally(() => running.delete(webhookId));
      running.set(webhookId, telling);
    }
  } finally {
    await Promise.all(running.values());
  }
  if (failures.length > 0) throw failures[0];
  return tries;
};
const claim = (house: House, companyId: number, busy: readonly string[]) =>
  house.store.withCompany(companyId, {}, async (tx) => {
    const now = house.now();
    const delivery = await claimDelivery(tx, now, (now + HELD) as Instant, busy);
    return delivery && { delivery, secrets: await webhookSecrets(tx, await loginKeys(tx), delivery.webhookId, now) };
  });
type Claimed = NonNullable<Awaited<ReturnType<typeof claim>>>;
/** Gives false where the house was shut down in the middle: it has not been answered. */
const tellOne = async (
  house: House,
  companyId: number,
  { delivery, secrets }: Claimed,
  signal: AbortSignal,
): Promise<boolean> => {
  const { deliveryId, url, body, tries } = delivery;
  const settings = house.webhooks ?? { loopback: false };
  const answer = await tellWebhook({ id: `msg_${deliveryId}`, url, body, secrets }, settings, signal);
  if (signal.aborted && answer.problem === "timed_out") return false;
  const outcome = outcomeOf(answer, tries, house.now());
  await house.store.withCompany(companyId, { idempotent: true }, (tx) => settleDelivery(tx, deliveryId, outcome));
  return true;
};
const outcomeOf = ({ code, problem }: WebhookAnswer, tries: number, at: Instant): DeliveryOutcome => {
  const told = { at, answerCode: code, problem };
  if (problem === undefined) return { ...told, state: "delivered" };
  const wait = code === GONE ? undefined : WAITS[tries - 1];
  return wait === undefined
    ? { ...told, state: "failed" }
    : { ...told, state: "waiting", nextTryAt: (at + wait) as Instant };
};
/** Milliseconds until the next try; undefined where none waits. */
export const untilNextDelivery = async (house: House, companyId: number): Promise<number | undefined> => {
  const at = await house.store.withCompany(companyId, { snapshot: true }, nextDeliveryAt);
  return at === undefined ? undefined : Math.max(0, (at - house.now()) / 1000);
};
/** Takes away what was told a month ago, or given up. */
export const forgetOldDeliveries = (house: House, companyId: number): Promise<number> =>
  house.store.withCompany(companyId, { idempotent: true }, (tx) =>
    forgetDeliveries(tx, (house.now() - KEPT_DAYS * MICROS_PER_DAY) as Instant),
  );
