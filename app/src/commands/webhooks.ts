// Clauses: C1.2
import type { Instant } from "@fealty/engine/values/brand.ts";
import { urlFault, WEBHOOK_PORTS } from "../delivery/webhook.ts";
import { bodyOf } from "../store/happenings.ts";
import { loginKeys } from "../store/login-key.ts";
import { lockOrganisation } from "../store/organisation.ts";
import { listPeople } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { addDeliveries, listDeliveries, lockDelivery, sendDeliveryAgain } from "../store/webhook-deliveries.ts";
import {
  addWebhook,
  changeWebhookSecret,
  endWebhook,
  type Happening,
  listWebhooks,
  lockWebhook,
  type Webhook,
} from "../store/webhooks.ts";
import { authorise, type Caller, doerOf, relationOf } from "./access.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { machineSecret } from "./key-secret.ts";
import { Refusal } from "./refusal.ts";
import { announceMessages } from "./send-messages.ts";

/** What another system can be told of. */
export const HAPPENINGS = [
  "events.recorded",
  "clause.state_changed",
  "finding.appeared",
  "statement.closed",
] as const satisfies readonly Happening[];
/** How long the former secret signs beside a new one. */
const OVERLAP_HOURS = 24;
const HOUR = 3_600_000_000;
const MOST_DELIVERIES = 100;

/** Where the company's other systems are told, the latest first; no secret is among it. Refusals: `not_for_this_party`, `not_permitted`. */
export const readWebhooks = (house: House, caller: Caller) => {
  authorise(caller, "list-webhooks");
  return house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, "list-webhooks"), snapshot: true },
    async (tx) => {
      const names = new Map((await listPeople(tx)).map(({ personId, name }) => [personId, name]));
      const now = house.now();
      return {
        now,
        kinds: HAPPENINGS,
        webhooks: (await listWebhooks(tx)).map(({ madeBy, formerUntil, ended, ...one }) => ({
          ...one,
          madeBy: names.get(madeBy ?? ""),
          ...(formerUntil !== undefined && now < formerUntil ? { formerUntil } : {}),
          ...(ended === undefined ? {} : { ended: { at: ended.at, by: names.get(ended.by ?? "") } }),
        })),
      };
    },
  );
};
/** What one of them was told and what became of it, the latest first. Refusals: as above, `no_such_thing`. */
export const readDeliveries = (house: House, caller: Caller, { webhookId }: { readonly webhookId: string }) => {
  authorise(caller, "list-webhooks");
  return house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, "list-webhooks"), snapshot: true },
    async (tx) => {
      const found = (await listWebhooks(tx)).find((one) => one.webhookId === webhookId);
      if (found === undefined) throw noSuchThing("webhook", webhookId);
      return { now: house.now(), deliveries: await listDeliveries(tx, webhookId, MOST_DELIVERIES) };
    },
  );
};
export interface NewWebhook extends Keyed {
  readonly name: string;
  readonly url: string;
  readonly kinds: readonly Happening[];
}
export interface ToldSecret {
  readonly webhookId: string;
  readonly name: string;
  /** `whsec_` and 32 bytes in base64, shown this once. */
  readonly secret: string;
}
/** Refusals: `not_for_this_party`, `not_permitted`, `form_refused`, `key_reused`. */
export const makeWebhook = (house: House, caller: Caller, given: NewWebhook): Promise<ToldSecret> => {
  authorise(caller, "make-webhook");
  return withSecret(house, caller, given.key, (draw) =>
    doOnce(house, caller, "make-webhook", given, async ({ tx, tell }) => {
      // Of two at once that are called the same, the second sees the first.
      await lockOrganisation(tx);
      const checked = await checkedWebhook(house, tx, given);
      const [webhookId, secretId] = [newUuid(), newUuid()];
      const webhook: Webhook = { webhookId, ...checked, madeBy: doerOf(caller), madeAt: house.now() };
      await addWebhook(tx, await loginKeys(tx), webhook, draw(secretId));
      await tell({ subjectKind: "webhook", subjectId: webhookId, detail: { after: checked } });
      return { webhookId, secretId, name: checked.name };
    }),
  );
};
export interface NamedWebhook extends Keyed {
  readonly webhookId: string;
}
/**
 * A new secret; the former one signs beside it for a day, so that the other side can change without losing anything, or not at all where it is known to others.
 * Refusals: as above, `no_such_thing`, `already_decided`.
 */
export const changeSecret = (
  house: House,
  caller: Caller,
  given: NamedWebhook & { readonly atOnce?: boolean | undefined },
): Promise<ToldSecret> => {
  authorise(caller, "change-webhook-secret");
  return withSecret(house, caller, given.key, (draw) =>
    doOnce(house, caller, "change-webhook-secret", given, async ({ tx, tell }) => {
      const { webhookId, name, formerUntil } = await openWebhook(tx, given.webhookId);
      const now = house.now();
      const faults = new FormFaults();
      if (given.atOnce !== true && formerUntil !== undefined && now < formerUntil)
        faults.add(
          "webhookId",
          "上一次更换的旧密钥还在并行签名，请等它到期；旧密钥已泄露的，请选“旧密钥立即停用”。",
          "The secret before this one still signs beside it: wait until it stops, or, where it is known to others, have it stop at once.",
        );
      faults.refuse();
      const secretId = newUuid();
      const until = given.atOnce === true ? now : now + OVERLAP_HOURS * HOUR;
      await changeWebhookSecret(tx, await loginKeys(tx), webhookId, draw(secretId), until as Instant);
      await tell({ subjectKind: "webhook", subjectId: webhookId, detail: { atOnce: given.atOnce === true } });
      return { webhookId, secretId, name };
    }),
  );
};
/** The same call is told the same secret, and what is kept of the call holds none. */
const withSecret = async (
  house: House,
  { companyId }: Caller,
  key: string,
  work: (
    draw: (secretId: string) => Buffer,
  ) => Promise<{ readonly webhookId: string; readonly secretId: string; readonly name: string }>,
): Promise<ToldSecret> => {
  const { machines } = await house.store.withLogins(loginKeys);
  const draw = (secretId: string): Buffer => machineSecret(machines, `webhook ${companyId} ${secretId}`, key);
  const { webhookId, secretId, name } = await work(draw);
  return { webhookId, name, secret: `whsec_${draw(secretId).toString("base64")}` };
};
const checkedWebhook = async (
  house: House,
  tx: Tx,
  given: NewWebhook,
): Promise<Pick<Webhook, "name" | "url" | "kinds">> => {
  const faults = new FormFaults();
  const name = faults.text("name", given.name, 60);
  if ((await listWebhooks(tx)).some((one) => one.ended === undefined && one.name === name))
    faults.add("name", "已有同名的通知地址在用。", "Another one of that name is in use.");
  const text = given.url.trim();
  const fault = urlFault(text, { loopback: house.webhooks?.loopback === true });
  if (fault !== undefined) faults.add("url", URL_FAULTS[fault].zh, URL_FAULTS[fault].en);
  const kinds = HAPPENINGS.filter((one) => given.kinds.includes(one));
  if (kinds.length === 0) faults.add("kinds", "请至少选一类事情。", "Choose at least one kind of happening.");
  faults.refuse();
  return { name, url: new URL(text).href, kinds };
};
const URL_FAULTS = {
  form: { zh: "不是网址，请写成 https://…。", en: "This is no address; write https://…." },
  scheme: {
    zh: "只接受 https 网址，内容在途中不可被读。",
    en: "Only https is told, so that nobody reads it on its way.",
  },
  user: {
    zh: "网址里不要写用户名、密码或 # 之后的部分；对方凭签名识别。",
    en: "Leave out user, password and what stands behind #; the other side knows us by the signature.",
  },
  port: {
    zh: `只接受 ${WEBHOOK_PORTS.join("、")} 端口。`,
    en: `Only the ports ${WEBHOOK_PORTS.join(" and ")} are told.`,
  },
  inside: {
    zh: "这是内部网络或本机的地址，不能通知。请写公网可达的域名。",
    en: "This address lies inside a network or is this machine; it is not told. Write a name that is public.",
  },
} as const;
/** Nothing is told there any more. Refusals: as above. */
export const endOneWebhook = (
  house: House,
  caller: Caller,
  given: NamedWebhook,
): Promise<{ readonly ended: boolean }> =>
  doOnce(house, caller, "end-webhook", given, async ({ tx, tell }) => {
    const { webhookId, name } = await openWebhook(tx, given.webhookId);
    const by = doerOf(caller);
    await endWebhook(tx, webhookId, { at: house.now(), ...(by === undefined ? {} : { by }) });
    await tell({ subjectKind: "webhook", subjectId: webhookId, detail: { name } });
    return { ended: true };
  });
/** Tells it something that happened nowhere. Refusals: as above. */
export const testWebhook = async (
  house: House,
  caller: Caller,
  given: NamedWebhook,
): Promise<{ readonly deliveryId: string }> => {
  const answer = await doOnce(house, caller, "send-webhook", given, async ({ tx, tell }) => {
    const { webhookId, name } = await openWebhook(tx, given.webhookId);
    const at = house.now();
    const [deliveryId] = await addDeliveries(
      tx,
      [{ webhookId, kind: "webhook.test", body: bodyOf("webhook.test", at, { webhook: name }) }],
      at,
    );
    await tell({ subjectKind: "webhook", subjectId: webhookId, detail: { test: true } });
    return { deliveryId: deliveryId! };
  });
  await announceMessages(house, caller.companyId);
  return answer;
};
/** Tells it once more, under the same id, so that the other side can drop what it has. Refusals: as above. */
export const tellAgain = async (
  house: House,
  caller: Caller,
  given: Keyed & { readonly deliveryId: string },
): Promise<{ readonly waiting: boolean }> => {
  const answer = await doOnce(house, caller, "send-webhook", given, async ({ tx, tell }) => {
    const delivery = await lockDelivery(tx, given.deliveryId);
    if (delivery === undefined) throw noSuchThing("delivery", given.deliveryId);
    const { webhookId } = await openWebhook(tx, delivery.webhookId);
    await sendDeliveryAgain(tx, delivery.deliveryId, house.now());
    await tell({ subjectKind: "webhook", subjectId: webhookId, detail: { again: delivery.kind } });
    return { waiting: true };
  });
  await announceMessages(house, caller.companyId);
  return answer;
};
const openWebhook = async (tx: Tx, webhookId: string): Promise<Webhook> => {
  const webhook = await lockWebhook(tx, webhookId);
  if (webhook === undefined) throw noSuchThing("webhook", webhookId);
  if (webhook.ended === undefined) return webhook;
  throw new Refusal("already_decided", {
    zh: "这个通知地址已经停用，不能再办理。请新建一个。",
    en: "This one has ended and stays so. Make a new one.",
  });
};
