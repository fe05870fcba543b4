// Clauses: N7
import type { Context } from "hono";
import { addressOf } from "./public-address.ts";

const LONGEST = 160;
/** Address and program of the other side, as the record keeps them (capture metadata; Online Litigation Rules 2021, 18). */
export const cameFrom = (c: Context, publicUrl: string | undefined): string => {
  const address = addressOf(c, publicUrl);
  const program = c.req.header("user-agent")?.replace(/\p{Cc}/gu, " ");
  return [address, program]
    .filter((part) => part !== undefined && part !== "")
    .join("; ")
    .slice(0, LONGEST);
};
