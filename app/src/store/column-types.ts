import { assert } from "@fealty/engine/values/assert.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantText, parseInstant } from "@fealty/engine/values/date.ts";
import pg from "pg";

/** An instant as a parameter: RFC 3339 in UTC, exact to the microsecond. */
export const instantParameter = (at: Instant): string => instantText(at, 0);
export const optionalInstant = (at: Instant | null | undefined): string | null =>
  at === null || at === undefined ? null : instantParameter(at);

/** `2026-06-10 02:00:00.123456+00`, as PostgreSQL writes it with the time zone UTC. */
export const readInstant = (text: string): Instant => {
  const instant = parseInstant(`${text}:00`);
  assert(instant !== undefined, `${text} is an instant of the years 1 to 9999`);
  return instant;
};

const BIGINT = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;
const BYTEA = 17;
const JSONB = 3802;
const TEXTS = 1009;
const READERS: Readonly<Record<number, (text: string) => unknown>> = {
  [BIGINT]: BigInt,
  [DATE]: (text) => text,
  [TIMESTAMPTZ]: readInstant,
  [BYTEA]: (text) => Buffer.from(text.slice(2), "hex"),
  [JSONB]: JSON.parse,
  [TEXTS]: pg.types.getTypeParser(TEXTS as never) as (text: string) => unknown,
  16: (text) => text === "t",
  21: Number,
  23: Number,
};
/** Exact values in place of the driver's own: bigint, microseconds, plain dates. What is not listed stays text. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: string) =>
    format === "binary" ? (bytes: Buffer) => bytes : (READERS[oid] ?? ((text: string) => text))) as never,
};
