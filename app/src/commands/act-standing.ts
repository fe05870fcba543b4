// Clauses: C1.2, A2
import { instantOf, zonedText } from "@fealty/engine/calendar/zone.ts";
import { assert } from "@fealty/engine/values/assert.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { addDays, parseDay } from "@fealty/engine/values/date.ts";
import type { UnauthorisedAct } from "../store/act-checks.ts";
import { readCompany } from "../store/companies.ts";
import type { Tx } from "../store/transaction.ts";
import { zoneNamed } from "../world.ts";
import { type House, type KnownContract, keyOf, materialIn } from "./house.ts";

export const ACT_STANDINGS = ["open", "demanded", "ratified", "refused", "silence", "withdrawn", "dropped"] as const;
export type ActStanding = (typeof ACT_STANDINGS)[number];
/** What an act outside the authority is at a moment: thirty days after a demand silence has refused it (CC 171). */
export const actStanding = ({ steps }: Pick<UnauthorisedAct, "steps">, now: Instant): ActStanding => {
  const last = steps.find(({ kind }) => kind !== "demanded");
  if (last) return last.kind as ActStanding;
  const demand = steps.find(({ kind }) => kind === "demanded");
  if (!demand) return "open";
  return now > demand.dueAt! ? "silence" : "demanded";
};
/** A demand that arrived, of the case with that code. */
interface Demand {
  readonly code: string;
  readonly at: Instant;
  readonly now: Instant;
}
/**
 * Until when the company may ratify. The contract's own procedure says so where it has one, and the engine counts it; without one it is the
 * thirtieth day after the day on which the demand came, to its end (CC 171, 201, 202).
 */
export const ratificationDue = async (
  house: House,
  tx: Tx,
  contract: KnownContract,
  demand: Demand,
): Promise<Instant> => {
  const key = keyOf(tx.companyId, contract);
  const question = { ask: "view", viewpoint: { asOf: demand.now, party: "company", language: "zh" } } as const;
  const { clauses } = await house.threads.ask<"view">(key, question, () => materialIn(tx, key));
  const counted = Object.values(clauses)
    .flatMap(({ rules }) => rules.flatMap(({ instances }) => instances))
    .find(({ openedAt, subject }) => openedAt === demand.at && subject?.startsWith(`${demand.code}/`) === true)?.dueAt;
  if (counted !== undefined) return counted as Instant;
  const zone = await zoneNamed((await readCompany(tx)).timeZone);
  assert(zone, "the company's time zone is known");
  return instantOf(zone, addDays(parseDay(zonedText(zone, demand.at).slice(0, 10))!, DAYS + 1));
};
const DAYS = 30;
