// Clauses: N1
import type { Context as HonoContext } from "hono";
import { askingByKey, bearerOf } from "../commands/ask-by-key.ts";
import type { House } from "../commands/house.ts";
import { Refusal } from "../commands/refusal.ts";
import { type Asking, whoAsks } from "../commands/who-asks.ts";
import { cameFrom, clockOffset } from "./came-from.ts";
import type { Base, Context } from "./context.ts";
import { addressOf, isPublic } from "./public-address.ts";

const publicUrlOf = ({ delivery }: House): string | undefined => delivery?.publicUrl;
/**
 * What routes get of one request: who asks is found out once, from its key or from its cookie.
 * Refusals: `too_many_requests`, `key_refused`, `key_from_elsewhere`.
 */
export const contextOf = async (base: Base, c: HonoContext): Promise<Context> => {
  const publicUrl = publicUrlOf(base.house);
  const address = addressOf(c, publicUrl) ?? "";
  const bearer = bearerOf(c.req.raw.headers);
  // A request with a key is that key's alone, whoever else is signed in where it comes from.
  const headers = bearer === undefined ? c.req.raw.headers : withoutCookies(c.req.raw.headers);
  const asking = bearer === undefined ? await whoAsks(base.house, headers) : await byKey(base, bearer, address);
  refuseOther(asking, c);
  await base.pace.take(asking?.session.sessionId, address);
  const from = cameFrom(c, publicUrl, asking?.actor.key?.prefix);
  const method = bearer !== undefined ? "key" : c.req.path.startsWith("/api/") ? "api" : "page";
  const via = { method, from, clockOffsetSeconds: clockOffset(c, base.house.now()) } as const;
  return { ...base, asking, device: { headers, address, via }, cookies: [], via };
};
/** Whoever tries keys waits as everybody does who is not signed in. */
const byKey = async ({ house, pace }: Base, bearer: string, address: string): Promise<Asking> => {
  try {
    return await askingByKey(house, bearer, address);
  } catch (refusal) {
    await pace.take(undefined, address);
    throw refusal;
  }
};
const withoutCookies = (headers: Headers): Headers => {
  const kept = new Headers(headers);
  kept.delete("cookie");
  return kept;
};
/** The company that the page was drawn for. */
const COMPANY = "x-fealty-company";
/**
 * A login may open several companies, and its device acts in one. A page that was drawn for another one, before somebody switched in another window, is
 * refused: what was filled in there must not come into this company. Refusal: `other_company`.
 */
const refuseOther = (asking: Asking | undefined, c: HonoContext): void => {
  const drawnFor = c.req.header(COMPANY);
  if (drawnFor === undefined || asking === undefined || c.req.path.startsWith("/rpc/door/")) return;
  if (drawnFor === String(asking.session.companyId)) return;
  throw new Refusal("other_company", {
    zh: "您已在另一个窗口切换到别的公司，这里没有写入。页面会重新打开；要在原来的公司办理，请先切换回去。",
    en: "You switched to another company in another window; nothing was written here. The page opens anew; switch back to go on in the former company.",
  });
};
/** The answer with the cookies that its route gave. */
export const withCookies = (response: Response, { cookies, device, house }: Context): Response => {
  const { headers } = device;
  // Whoever came over https goes on over https alone.
  const secure = isPublic(headers, publicUrlOf(house)) && publicUrlOf(house)?.startsWith("https:") === true;
  for (const line of cookies) response.headers.append("set-cookie", secure ? `${line}; Secure` : line);
  return response;
};
