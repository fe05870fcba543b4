// Clauses: C7.1, N7
import type { Context as HonoContext } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { z } from "zod";
import { errorToHttp, malformedRequest } from "./errors-to-http.ts";

// What the routes have in common that give or take a whole file.

/** The name in all letters, and for programs that know none but ASCII's one without the others. */
export const attachment = (name: string): string =>
  `attachment; filename="${name.replace(/[^ -~]|["\\%]/g, "_")}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)}`;
export const wanted = <Shape>(shape: z.ZodType<Shape>, given: unknown): Shape => {
  const { data, success, error } = shape.safeParse(given);
  if (!success) throw malformedRequest(error, given);
  return data;
};
/** Does the work, or tells the refusal as the routes of the API do. */
export const answered = async (
  c: HonoContext,
  log: (error: unknown) => void,
  work: () => Promise<Response>,
): Promise<Response> => {
  try {
    return await work();
  } catch (error) {
    const told = errorToHttp(error);
    if (told.status >= 500) log(error);
    return c.json(told.toJSON(), told.status as ContentfulStatusCode);
  }
};
