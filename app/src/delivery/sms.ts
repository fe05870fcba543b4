// Clauses: N7

import { createHmac } from "node:crypto";
import type { Channel, Outcome } from "./channel.ts";
import { limited } from "./limited.ts";

export interface SmsSettings {
  /** Where a text is handed in; `{id}` stands for the message's own id. */
  readonly url: string;
  /** Shared with the gateway; signs each request. */
  readonly secret: string;
}
const TIME_MS = 30_000;
const LONGEST_READ = 1000;
/** Said of the moment and not of the message. */
const PASSING = [408, 425, 429];

/**
 * Texts over a gateway that takes `POST` of JSON `{ id, to, language, text }`. Each request is signed: `X-Fealty-Signature` is `v1=` and the HMAC-SHA256 in
 * hexadecimal digits of `X-Fealty-Timestamp`, a dot and the body, under the shared secret. `Idempotency-Key` is the same at every try. The phone
 * number stands in the body alone, for addresses end up in logs. 2xx: taken; 408, 425, 429, 5xx: later; any other: refused for good.
 */
export const smsChannel = ({ url, secret }: SmsSettings, now: () => number = Date.now): Channel => ({
  name: "sms",
  domain: new URL(url.replaceAll("{id}", "id")).hostname,
  send: async ({ reference, to, language, text }, signal) => {
    const id = reference.replace(/^<|@.*$/g, "");
    const body = JSON.stringify({ id, to, language, text });
    const timestamp = String(Math.floor(now() / 1000));
    const signature = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
    try {
      return await limited(signal, TIME_MS, async (limit) => {
        const answer = await fetch(url.replaceAll("{id}", id), {
          method: "POST",
          headers: {
            "content-type": "application/json; charset=utf-8",
            "idempotency-key": id,
            "x-fealty-timestamp": timestamp,
            "x-fealty-signature": `v1=${signature}`,
          },
          body,
          // A signed request goes where the configuration says and nowhere else.
          redirect: "error",
          signal: limit,
        });
        return outcomeOf(answer.status, `${answer.status} ${(await answer.text()).slice(0, LONGEST_READ)}`);
      });
    } catch (error) {
      return { outcome: "later", answer: reasonOf(error) };
    }
  },
  check: async (signal) => {
    try {
      await limited(signal, TIME_MS, (limit) =>
        fetch(url.replaceAll("{id}", "check"), { method: "HEAD", redirect: "error", signal: limit }),
      );
      return undefined;
    } catch (error) {
      return reasonOf(error);
    }
  },
});
const outcomeOf = (status: number, answer: string): Outcome => {
  if (status >= 200 && status < 300) return { outcome: "sent", answer };
  return { outcome: status >= 500 || PASSING.includes(status) ? "later" : "refused", answer };
};
/** What `fetch` failed with stands in its cause. */
const reasonOf = (error: unknown): string => {
  const { message, cause } = error as Error & {
    readonly cause?: { readonly code?: string; readonly message?: string };
  };
  return [message, cause?.code ?? cause?.message].filter(Boolean).join(": ");
};
