// Clauses: C1.2
import { createHmac } from "node:crypto";
import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent, type RequestOptions, request } from "node:https";
import { isIP } from "node:net";
import { limited } from "./limited.ts";
import { isPublicAddress } from "./public-addresses.ts";

/** Ports that another system may be told at. */
export const WEBHOOK_PORTS: readonly number[] = [443, 8443];
const TIME_MS = 10_000;
const MOST_READ = 64 * 1024;

/** Why a try came to nothing. */
export type DeliveryProblem =
  | "address_refused"
  | "name_unknown"
  | "no_connection"
  | "tls"
  | "timed_out"
  | "redirected"
  | "refused";
export interface WebhookSettings {
  /** FEALTY_WEBHOOK_LOOPBACK: addresses of this machine itself, also over http and at any port; for a trial on one machine. */
  readonly loopback: boolean;
  /** Certificates that are trusted beside those of the system, PEM. */
  readonly ca?: string | undefined;
  /** Default: the system's. */
  readonly resolve?: (name: string) => Promise<readonly LookupAddress[]>;
}
export interface WebhookMessage {
  /** The same at every try. */
  readonly id: string;
  readonly url: string;
  readonly body: string;
  /** The present one first. */
  readonly secrets: readonly Buffer[];
}
export interface WebhookAnswer {
  readonly code?: number;
  /** Absent where it was taken. */
  readonly problem?: DeliveryProblem;
}
const LOOPBACK_V4 = /^127\./;
const isLoopback = (address: string): boolean => LOOPBACK_V4.test(address) || address === "::1";
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "");

/** What is wrong with an address before any name is resolved; undefined where nothing is. */
export const urlFault = (
  text: string,
  { loopback }: Pick<WebhookSettings, "loopback">,
): "form" | "scheme" | "user" | "port" | "inside" | undefined => {
  if (!URL.canParse(text) || text.length > 500) return "form";
  const url = new URL(text);
  const host = hostOf(url);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "scheme";
  if (url.username !== "" || url.password !== "" || url.hash !== "") return "user";
  // The parser has made one of every way to write an address by now: 2130706433, 0x7f.1 and 0177.0.0.1 are 127.0.0.1.
  if (loopback && (isLoopback(host) || host === "localhost")) return undefined;
  if (url.protocol !== "https:") return "scheme";
  if (!WEBHOOK_PORTS.includes(Number(url.port || 443))) return "port";
  if (isIP(host) === 0 ? isInside(host) : !isPublicAddress(host)) return "inside";
  return undefined;
};
/** Names that stand for no public host (RFC 6761, 6762, 7686, 8375, 9476). */
const isInside = (host: string): boolean =>
  !host.replace(/\.$/, "").includes(".") ||
  /\.(?:localhost|local|internal|intranet|lan|home|corp|private|test|invalid|onion|alt|home\.arpa)\.?$/i.test(host);

/**
 * Standard Webhooks: `webhook-id`, `webhook-timestamp` in seconds, and for each secret `v1,` and the base64 of the HMAC-SHA256 of id, timestamp and body
 * with dots between.
 */
export const signatureHeaders = (
  { id, body, secrets }: Omit<WebhookMessage, "url">,
  seconds: number,
): Readonly<Record<string, string>> => ({
  "webhook-id": id,
  "webhook-timestamp": String(seconds),
  "webhook-signature": secrets
    .map((secret) => `v1,${createHmac("sha256", secret).update(`${id}.${seconds}.${body}`).digest("base64")}`)
    .join(" "),
});
/**
 * Tells another system, once. The name is resolved once, every address that it has is checked, and the connection goes to one of those: a name that
 * points elsewhere a moment later leads nowhere. No redirect is followed, no proxy asked, and nothing of the answer is kept but its status.
 */
export const tellWebhook = async (
  message: WebhookMessage,
  settings: WebhookSettings,
  signal: AbortSignal,
  now: () => number = Date.now,
): Promise<WebhookAnswer> => {
  if (urlFault(message.url, settings) !== undefined) return { problem: "address_refused" };
  return limited(signal, TIME_MS, (limit) => tellWithin(limit, message, settings, now));
};
const tellWithin = async (
  limit: AbortSignal,
  message: WebhookMessage,
  settings: WebhookSettings,
  now: () => number,
): Promise<WebhookAnswer> => {
  const url = new URL(message.url);
  const found = await orAborted(addressesOf(hostOf(url), settings), limit);
  if (found === "aborted") return { problem: "timed_out" };
  const [first] = found;
  if (first === undefined) return { problem: "name_unknown" };
  if (!found.every(({ address }) => isPublicAddress(address) || (settings.loopback && isLoopback(address))))
    return { problem: "address_refused" };
  return post(url, first, message, settings, limit, Math.floor(now() / 1000));
};
const orAborted = <Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result | "aborted"> =>
  Promise.race([
    work,
    new Promise<"aborted">((resolve) => {
      if (signal.aborted) resolve("aborted");
      signal.addEventListener("abort", () => resolve("aborted"), { once: true });
    }),
  ]);
const addressesOf = async (host: string, { resolve }: WebhookSettings): Promise<readonly LookupAddress[]> => {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  return (resolve ?? ((name: string) => lookup(name, { all: true })))(host).catch(() => []);
};
const post = (
  url: URL,
  { address }: LookupAddress,
  message: WebhookMessage,
  { ca }: WebhookSettings,
  signal: AbortSignal,
  seconds: number,
): Promise<WebhookAnswer> =>
  new Promise((resolve) => {
    const host = hostOf(url);
    const secure = url.protocol === "https:";
    const options: RequestOptions = {
      method: "POST",
      // Of the address that was checked; an agent of one's own asks no proxy and keeps no connection.
      host: address,
      port: url.port || (secure ? 443 : 80),
      path: `${url.pathname}${url.search}`,
      agent: secure ? new Agent({ keepAlive: false }) : new PlainAgent({ keepAlive: false }),
      ...(secure && isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === undefined ? {} : { ca }),
      headers: {
        ...signatureHeaders(message, seconds),
        host: url.host,
        "content-type": "application/json; charset=utf-8",
        "content-length": String(Buffer.byteLength(message.body)),
        "user-agent": "Fealty",
      },
      signal,
    };
    const asking = (secure ? request : plainRequest)(options, (answer) => {
      const code = answer.statusCode ?? 0;
      let read = 0;
      answer.on("data", (piece: Buffer) => {
        read += piece.length;
        // Whoever answers without end has answered.
        if (read > MOST_READ) answer.destroy();
      });
      const end = (): void => resolve(answerOf(code));
      answer.on("end", end).on("error", end).on("close", end);
    });
    asking.on("error", (error) => resolve({ problem: signal.aborted ? "timed_out" : problemOf(error) }));
    asking.end(message.body);
  });
const answerOf = (code: number): WebhookAnswer =>
  code >= 200 && code < 300
    ? { code }
    : { code, problem: code >= 300 && code < 400 ? "redirected" : ("refused" as const) };
const problemOf = (error: Error): DeliveryProblem => {
  const code = String((error as NodeJS.ErrnoException).code ?? "");
  return /CERT|SSL|TLS|SIGNED|ISSUER/.test(code) || code === "EPROTO" ? "tls" : "no_connection";
};
