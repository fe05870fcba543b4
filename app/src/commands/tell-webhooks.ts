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
/** Whoever answers so wants to be told nothing more. */
const GONE = 410;

/** Hears of whatever a company's systems may have to be told, until the given function is called. */
export const hearHappenings = ({ store }: House, companyId: number, heard: () => void): Promise<() => Promise<void>> =>
  listen(store, (change) => {
    if (change === undefined || change.companyId === companyId) heard();
  });
/**
 * Tells what is due, one after another. A try is committed before it is made and its outcome after it: nothing is lost when the process dies
 * between the two, and what is told once more has the same id. Gives how many tries were made.
 */
export const tellDue = async (house: House, companyId: number, signal: AbortSignal): Promise<number> => {
  for (let tries = 0; ; tries += 1) {
    if (signal.aborted) return tries;
    const claimed = await house.store.withCompany(companyId, {}, async (tx) => {
      const now = house.now();
      const delivery = await claimDelivery(tx, now, (now + HELD) as Instant);
      return delivery && { delivery, secrets: await webhookSecrets(tx, await loginKeys(tx), delivery.webhookId, now) };
    });
    if (claimed === undefined) return tries;
    const { delivery, secrets } = claimed;
    const { deliveryId, url, body } = delivery;
    const answer = await tellWebhook(
      { id: `msg_${deliveryId}`, url, body, secrets },
      house.webhooks ?? { loopback: false },
      signal,
    );
    // A house that is shut down in the middle has not been answered.
    if (signal.aborted && answer.problem === "timed_out") return tries;
    const outcome = outcomeOf(answer, delivery.tries, house.now());
    await house.store.withCompany(companyId, { idempotent: true }, (tx) => settleDelivery(tx, deliveryId, outcome));
  }
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
