// Clauses: N7

import type { Channel, Outcome } from "./channel.ts";
import { limited } from "./limited.ts";

export interface WecomSettings {
  /** Of the service, without a slash at its end; a company that runs WeCom on its own machines has its own. */
  readonly url: string;
  readonly corpId: string;
  /** Number of the application in whose name messages come. */
  readonly agentId: number;
  readonly secret: string;
}
/** What WeCom answers to every call; `errcode` 0 is success. */
interface Answer {
  readonly errcode?: number;
  readonly errmsg?: string;
}
interface Token {
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}
const TIME_MS = 30_000;
/** A token is renewed this long before it ends, in milliseconds. */
const EARLY_MS = 300_000;
/** WeCom drops the same message to the same member for so long, in seconds; four hours is the most it takes. */
const SAME_SECONDS = 14_400;
/** The token is wrong or over: asked for anew, once. */
const TOKEN_OVER = [40001, 40014, 42001];
/** Nobody of the company has that number, or the application may not write to whoever has it: no later try changes that by itself. */
const NOT_A_MEMBER = [40003, 46004, 60011, 60103, 60111, 81013];

/**
 * Messages to members of a company in WeCom (企业微信), whom it knows by the phone number in its own directory: `gettoken`, `user/getuserid`, `message/send`
 * of its service for applications of one's own. The phone number stands in a body alone. A member who has tied WeCom to WeChat reads that a message came there as well.
 */
export const wecomChannel = (settings: WecomSettings, now: () => number = Date.now): Channel => {
  const { url, corpId, agentId, secret } = settings;
  let token: Token | undefined;
  const renewed = async (signal: AbortSignal): Promise<string> => {
    const query = new URLSearchParams({ corpid: corpId, corpsecret: secret });
    const answer = await ask<Answer & { access_token?: string; expires_in?: number }>(
      `${url}/cgi-bin/gettoken?${query}`,
      undefined,
      signal,
    );
    if (answer.access_token === undefined) throw new WecomError(answer);
    token = { text: answer.access_token, until: now() + (answer.expires_in ?? 0) * 1000 - EARLY_MS };
    return token.text;
  };
  const call = async <Given extends Answer>(path: string, body: object, signal: AbortSignal): Promise<Given> => {
    const kept = token !== undefined && token.until > now() ? token.text : await renewed(signal);
    const at = (text: string): string => `${url}/cgi-bin/${path}?${new URLSearchParams({ access_token: text })}`;
    const first = await ask<Given>(at(kept), body, signal);
    const answer = TOKEN_OVER.includes(first.errcode ?? 0)
      ? await ask<Given>(at(await renewed(signal)), body, signal)
      : first;
    if (answer.errcode !== 0) throw new WecomError(answer);
    return answer;
  };
  return {
    name: "wecom",
    domain: new URL(url).hostname,
    send: async ({ to, text }, signal) => {
      try {
        const { userid } = await call<Answer & { userid?: string }>("user/getuserid", { mobile: mobileOf(to) }, signal);
        const message = {
          touser: userid,
          msgtype: "text",
          agentid: agentId,
          text: { content: text },
          enable_duplicate_check: 1,
          duplicate_check_interval: SAME_SECONDS,
        };
        const answer = await call<Answer & { invaliduser?: string; msgid?: string }>("message/send", message, signal);
        if (answer.invaliduser)
          return { outcome: "refused", answer: "81013 the application may not write to this member" };
        return { outcome: "sent", answer: answer.msgid ?? "ok" };
      } catch (error) {
        return failed(error);
      }
    },
    check: async (signal) => {
      try {
        await renewed(signal);
        return undefined;
      } catch (error) {
        return failed(error).answer;
      }
    },
  };
};
/** Members of the mainland stand in the directory without the country's code. */
const mobileOf = (address: string): string => address.replace(/^\+86/, "");

/** WeCom's own words of why not: without what only its operators read, and the caller's address. */
class WecomError extends Error {
  readonly code: number | undefined;
  constructor({ errcode, errmsg = "" }: Answer) {
    super(`${errcode ?? "?"} ${errmsg.replace(/,? (hint|from ip|more info at).*$/s, "")}`.trim());
    this.code = errcode;
  }
}
const ask = async <Given extends Answer>(
  address: string,
  body: object | undefined,
  signal: AbortSignal,
): Promise<Given> =>
  limited(signal, TIME_MS, async (limit) => {
    const response = await fetch(address, {
      ...(body && {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      }),
      // What it is told is for the configured service alone.
      redirect: "manual",
      signal: limit,
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`HTTP ${response.status}`);
    }
    return (await response.json()) as Given;
  });
/** No address and no secret of a call stands in what is kept of it. */
const failed = (error: unknown): Outcome => {
  if (error instanceof WecomError)
    return { outcome: NOT_A_MEMBER.includes(error.code ?? 0) ? "refused" : "later", answer: error.message };
  const { message, cause } = error as Error & { readonly cause?: { readonly code?: string } };
  return { outcome: "later", answer: cause?.code ?? (error instanceof SyntaxError ? "no JSON" : message) };
};
