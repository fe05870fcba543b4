// Clauses: N1
import { FIRST_INSTANT, LAST_INSTANT } from "@fealty/engine/values/date.ts";
import { z } from "zod";

/** UTC microseconds since 1970, as the engine counts them. */
export const instant = z.int().describe("UTC microseconds since 1970-01-01");
/** One that a contract can be looked at. */
export const moment = instant.min(FIRST_INSTANT).max(LAST_INSTANT);
export const party = z.enum(["company", "agent", "intermediary"]);
export const language = z.enum(["zh", "en"]);
export const mode = z.enum(["company_led", "agent_led", "intermediary_led"]);
export const both = z.object({ zh: z.string(), en: z.string() });
export const number = z
  .string()
  .regex(/^[^\0]+$/)
  .max(200)
  .describe("The contract's number, as people know it");
export const viewpoint = z.object({
  number,
  party,
  language,
  asOf: moment.optional().describe("Without it: the company's present moment"),
});
/** A `ProblemView`. */
export const problem = z.object({
  file: z.string(),
  line: z.int(),
  column: z.int(),
  severity: z.enum(["error", "warning", "finding"]),
  code: z.string(),
  what: z.string(),
  why: z.string().exactOptional(),
  fix: z.string().exactOptional(),
  clause: z.string().exactOptional(),
  citation: z.string().exactOptional(),
});
export const failure = z.object({
  text: both.describe("What is wrong and how to mend it"),
  problems: z.array(problem).describe("Each mistake with its place"),
});
/** What any route can answer. */
export const common = {
  INTERNAL_SERVER_ERROR: { status: 500, data: failure },
  DATABASE_UNREACHABLE: { status: 503, data: failure },
  SERVER_DID_NOT_START: { status: 503, data: failure },
  BUSY: { status: 503, data: failure },
  OUTCOME_UNKNOWN: { status: 503, data: failure },
  NOT_FROM_HERE: { status: 403, data: failure },
  INPUT_MALFORMED: { status: 400, data: failure },
  VALUE_REFUSED: { status: 422, data: failure },
  INPUT_TOO_LARGE: { status: 413, data: failure },
  TOO_MANY_REQUESTS: { status: 429, data: failure },
  STATEMENT_CLOSED: { status: 409, data: failure },
  KEY_REFUSED: { status: 401, data: failure },
  KEY_FROM_ELSEWHERE: { status: 403, data: failure },
} as const;
export const errors = {
  ...common,
  NO_SUCH_CONTRACT: { status: 404, data: failure },
  NOT_FOR_THIS_PARTY: { status: 403, data: failure },
  NOT_SIGNED_IN: { status: 401, data: failure },
  NOT_PERMITTED: { status: 403, data: failure },
  SECOND_FACTOR_NEEDED: { status: 403, data: failure },
} as const;
