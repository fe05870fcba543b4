// Clauses: N1
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

const THIS_MACHINE = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;
const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;

/** Whether an address names the machine itself. */
export const isThisMachine = (host: string): boolean => THIS_MACHINE.test(host);
const HANDED_ON = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"] as const;
/**
 * Whether somebody sits at the machine: what a proxy handed on came from elsewhere, also where the proxy asks by this machine's own name.
 */
export const isAtTheMachine = (headers: Headers): boolean =>
  isThisMachine(headers.get("host") ?? "") && HANDED_ON.every((name) => !headers.has(name));
/** Whether somebody came through the proxy that serves FEALTY_PUBLIC_URL, by the host that the proxy hands on. */
export const isPublic = (headers: Headers, publicUrl: string | undefined): boolean =>
  publicUrl !== undefined &&
  !isThisMachine(headers.get("host") ?? "") &&
  headers.get("host") === new URL(publicUrl).host;
/**
 * The address of the other side. Of one who came through the proxy it is the last that the proxy wrote down: those before it anybody may
 * have written.
 */
export const addressOf = (c: Context, publicUrl: string | undefined): string | undefined => {
  // A request that a test hands in has no connection.
  const own = "incoming" in ((c.env ?? {}) as object) ? getConnInfo(c).remote.address : undefined;
  if (own === undefined || !LOOPBACK.test(own) || !isPublic(c.req.raw.headers, publicUrl)) return own;
  const forwarded = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  return forwarded !== undefined && /^[0-9a-fA-F.:]{2,45}$/.test(forwarded) ? forwarded : own;
};
