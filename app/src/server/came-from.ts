// Clauses: N7
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

const LONGEST = 160;
/** Address and program of the other side, as the record keeps them (capture metadata; Online Litigation Rules 2021, 18). */
export const cameFrom = (c: Context): string => {
  // A request that a test hands in has no connection.
  const address = "incoming" in ((c.env ?? {}) as object) ? getConnInfo(c).remote.address : undefined;
  const program = c.req.header("user-agent")?.replace(/\p{Cc}/gu, " ");
  return [address, program]
    .filter((part) => part !== undefined && part !== "")
    .join("; ")
    .slice(0, LONGEST);
};
