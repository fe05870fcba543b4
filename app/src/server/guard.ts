// Clauses: N1
import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { bearerOf } from "../commands/ask-by-key.ts";
import { isPublic, isThisMachine } from "./public-address.ts";

const SELF = "'self'";
/** @param publicUrl where people open the house through a proxy; over https it stays so */
export const headersFor = (publicUrl: string | undefined): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: [SELF],
      scriptSrc: [SELF, "'wasm-unsafe-eval'"],
      styleSrc: [SELF, "'unsafe-inline'"],
      imgSrc: [SELF, "data:", "blob:"],
      fontSrc: [SELF, "data:"],
      workerSrc: [SELF, "blob:"],
      connectSrc: [SELF],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: "no-referrer",
    strictTransportSecurity: publicUrl?.startsWith("https:") ? "max-age=31536000" : false,
  });
/** What the house answers tells of people: no browser, messenger or proxy on the way keeps it, nor shows it again once somebody has left (T19). */
export const keptNowhere: MiddlewareHandler = async (c, next) => {
  await next();
  c.res.headers.set("cache-control", "no-store");
};
const refusal = (text: { zh: string; en: string }) => ({
  defined: true,
  code: "NOT_FROM_HERE",
  status: 403,
  message: text.en,
  data: { text, problems: [] },
});

/**
 * A page of another site can make a browser on this machine ask us: by a name that points here (so the host must be ours), or
 * across sites (so a request that says where it comes from must come from our own page). Through a proxy the house is asked by the name of
 * FEALTY_PUBLIC_URL, and by no other.
 */
export const guardFor =
  (publicUrl: string | undefined): MiddlewareHandler =>
  async (c, next) => {
    const host = c.req.header("host") ?? "";
    const fromOutside = isPublic(c.req.raw.headers, publicUrl);
    const ownOrigin = fromOutside ? new URL(publicUrl!).origin : `http://${host}`;
    const origin = c.req.header("origin");
    const site = c.req.header("sec-fetch-site");
    // A browser sends no key by itself, and where there is one no cookie counts (request-context.ts).
    const byKey = bearerOf(c.req.raw.headers) !== undefined;
    const fromHere =
      (fromOutside || isThisMachine(host)) &&
      (byKey ||
        ((origin === undefined || origin === ownOrigin) &&
          (site === undefined ||
            site === "same-origin" ||
            site === "none" ||
            isOpening(c.req.header("sec-fetch-mode")))));
    if (fromHere) return next();
    return c.json(
      refusal({
        zh: "只接受由忠约自己的页面、以它自己的网址发出的请求。",
        en: "Only requests from Fealty's own page, under its own address, are accepted.",
      }),
      403,
    );
  };
/** A link that somebody follows from a mail or another page opens ours, and asks nothing in its name. */
const isOpening = (mode: string | undefined): boolean => mode === "navigate";
