// Clauses: N1
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Refusal } from "../commands/refusal.ts";
import { errorToHttp } from "./errors-to-http.ts";

/** Bytes of a request that is one value; files come as streams with a limit of their own (uploads.ts). */
export const LONGEST_BODY = 16 * 2 ** 20;
/** Objects and lists inside each other; what routes take goes six deep. */
export const DEEPEST_BODY = 64;
const FILES = "/api/import-files";

/** A request that is larger or deeper than any route takes is refused before anything reads it (T13). */
export const limits: MiddlewareHandler = async (c, next) => {
  if (c.req.method === "GET" || c.req.method === "HEAD" || c.req.path === FILES) return next();
  return limited(c, async () => {
    // Parsing and checking walk a value by recursion.
    const { url, method, headers, signal } = c.req.raw;
    const text = await c.req.text();
    if (depthOf(text) > DEEPEST_BODY) {
      c.res = refuse(tooDeep());
      return;
    }
    // What has been read cannot be read once more by the routes.
    c.req.raw = new Request(url, { method, headers, signal, body: text });
    await next();
  });
};
const limited = bodyLimit({ maxSize: LONGEST_BODY, onError: () => refuse(tooLong()) });
const refuse = (refusal: Refusal): Response => {
  const told = errorToHttp(refusal);
  return Response.json(told.toJSON(), { status: told.status as ContentfulStatusCode });
};
/** How deep a text of JSON goes, without parsing it; stops where it is too deep. */
export const depthOf = (text: string): number => {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfText(text, at);
    else if (code === OBJECT || code === LIST) {
      depth += 1;
      if (depth > deepest) deepest = depth;
      if (deepest > DEEPEST_BODY) return deepest;
    } else if (code === OBJECT + 2 || code === LIST + 2) depth -= 1;
  }
  return deepest;
};
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OBJECT = 0x7b;
const LIST = 0x5b;
const endOfText = (text: string, from: number): number => {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at;
  }
  return text.length;
};
const tooLong = (): Refusal =>
  new Refusal("input_too_large", {
    zh: `请求超过 ${LONGEST_BODY / 2 ** 20} MB，没有执行。请分几次发送；大文件请走 POST ${FILES}。`,
    en: `The request is larger than ${LONGEST_BODY / 2 ** 20} MB; nothing was done. Send it in parts; a large file goes to POST ${FILES}.`,
  });
const tooDeep = (): Refusal =>
  new Refusal("input_malformed", {
    zh: `请求里的对象和列表嵌套超过 ${DEEPEST_BODY} 层，没有执行。各接口要什么，见 /openapi.json。`,
    en: `The request nests objects and lists more than ${DEEPEST_BODY} deep; nothing was done. What each route takes stands in /openapi.json.`,
  });
