// Clauses: N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import type { Context } from "hono";
import { addressOf } from "./public-address.ts";

const LONGEST = 160;
/** Before the prefix of a key, behind the address; trusted in lines whose method is `key`, for a program may call itself anything. */
const KEY = "key ";
/** Address and program of the other side, as the record keeps them (capture metadata; Online Litigation Rules 2021, 18). */
export const cameFrom = (c: Context, publicUrl: string | undefined, key?: string): string => {
  const address = addressOf(c, publicUrl);
  const program = c.req.header("user-agent")?.replace(/\p{Cc}/gu, " ");
  return [address, key === undefined ? undefined : `${KEY}${key}`, program]
    .filter((part) => part !== undefined && part !== "")
    .join("; ")
    .slice(0, LONGEST);
};

/** Milliseconds since 1970 by the device's own clock. */
const DEVICE_CLOCK = "fealty-device-clock";
const DIGITS = /^\d{1,15}$/;
const TEN_YEARS = 10 * 365 * 86_400;
/**
 * How far the device's clock is ahead of the house's, in whole seconds: capture metadata that decides nothing. Absent where none was sent, or none
 * that a clock would show.
 */
export const clockOffset = (c: Context, now: Instant): number | undefined => {
  const sent = c.req.header(DEVICE_CLOCK);
  if (sent === undefined || !DIGITS.test(sent)) return undefined;
  const seconds = Math.round(Number(sent) / 1000 - now / 1_000_000);
  return Math.abs(seconds) <= TEN_YEARS ? seconds : undefined;
};
