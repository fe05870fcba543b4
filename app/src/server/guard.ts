// Clauses: N1
import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

const SELF = "'self'";
export const headers: MiddlewareHandler = secureHeaders({
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
  strictTransportSecurity: false,
});
const OWN_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;
/** Whether an address names the machine itself. */
export const isThisMachine = (host: string): boolean => OWN_HOST.test(host);
const refusal = (text: { zh: string; en: string }) => ({
  defined: true,
  code: "NOT_FROM_HERE",
  status: 403,
  message: text.en,
  data: { text, problems: [] },
});

/**
 * A page of another site can make a browser on this machine ask us: by a name that points here (so the host must be ours), or
 * across sites (so a request that says where it comes from must come from our own page).
 */
export const guard: MiddlewareHandler = async (c, next) => {
  const host = c.req.header("host") ?? "";
  const origin = c.req.header("origin");
  const site = c.req.header("sec-fetch-site");
  const fromHere =
    isThisMachine(host) &&
    (origin === undefined || origin === `http://${host}`) &&
    (site === undefined || site === "same-origin" || site === "none" || isOpening(c.req.header("sec-fetch-mode")));
  if (fromHere) return next();
  return c.json(
    refusal({
      zh: "只接受来自本机、由忠约自己的页面发出的请求。",
      en: "Only requests from this machine and from Fealty's own page are accepted.",
    }),
    403,
  );
};
/** A link that somebody follows from a mail or another page opens ours, and asks nothing in its name. */
const isOpening = (mode: string | undefined): boolean => mode === "navigate";
