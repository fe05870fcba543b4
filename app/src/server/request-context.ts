// Clauses: N1
import type { Context as HonoContext } from "hono";
import type { House } from "../commands/house.ts";
import { whoAsks } from "../commands/who-asks.ts";
import { cameFrom, clockOffset } from "./came-from.ts";
import type { Base, Context } from "./context.ts";
import { addressOf, isPublic } from "./public-address.ts";

const publicUrlOf = ({ delivery }: House): string | undefined => delivery?.publicUrl;
/** What routes get of one request: who asks is found out once, from its cookie. Refusal: `too_many_requests`. */
export const contextOf = async (base: Base, c: HonoContext): Promise<Context> => {
  const { headers } = c.req.raw;
  const asking = await whoAsks(base.house, headers);
  const publicUrl = publicUrlOf(base.house);
  const address = addressOf(c, publicUrl) ?? "";
  await base.pace.take(asking?.session.sessionId, address);
  return {
    ...base,
    asking,
    device: { headers, address },
    cookies: [],
    via: {
      method: c.req.path.startsWith("/api/") ? "api" : "page",
      from: cameFrom(c, publicUrl),
      clockOffsetSeconds: clockOffset(c, base.house.now()),
    },
  };
};
/** The answer with the cookies that its route gave. */
export const withCookies = (response: Response, { cookies, device, house }: Context): Response => {
  const { headers } = device;
  // Whoever came over https goes on over https alone.
  const secure = isPublic(headers, publicUrlOf(house)) && publicUrlOf(house)?.startsWith("https:") === true;
  for (const line of cookies) response.headers.append("set-cookie", secure ? `${line}; Secure` : line);
  return response;
};
