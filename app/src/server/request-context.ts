// Clauses: N1
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context as HonoContext } from "hono";
import { whoAsks } from "../commands/who-asks.ts";
import { cameFrom } from "./came-from.ts";
import type { Base, Context } from "./context.ts";

/** What routes get of one request: who asks is found out once, from its cookie. Refusal: `too_many_requests`. */
export const contextOf = async (base: Base, c: HonoContext): Promise<Context> => {
  const { headers } = c.req.raw;
  const asking = await whoAsks(base.house, headers);
  const address = getConnInfo(c).remote.address ?? "";
  await base.pace.take(asking?.session.sessionId, address);
  return {
    ...base,
    asking,
    device: { headers, address },
    cookies: [],
    via: { method: c.req.path.startsWith("/api/") ? "api" : "page", from: cameFrom(c) },
  };
};
/** The answer with the cookies that its route gave. */
export const withCookies = (response: Response, { cookies }: Context): Response => {
  for (const line of cookies) response.headers.append("set-cookie", line);
  return response;
};
