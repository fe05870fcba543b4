// Clauses: N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import { listStatements } from "../store/derived-reads.ts";
import type { Tx } from "../store/transaction.ts";
import { companyNow, type House, type KnownContract } from "./house.ts";
import { Refusal } from "./refusal.ts";

export interface BundleMoment {
  readonly asOf: Instant;
  /** The last day of the period asked for; absent for the whole contract. */
  readonly untilDay?: string;
}
/** The moment that a bundle is of: the present, or that at which the statements of a period closed. Refusal: `no_such_period`. */
export const periodOf = async (
  house: House,
  tx: Tx,
  { contractId, number }: KnownContract,
  period: string | undefined,
): Promise<BundleMoment> => {
  const now = await companyNow(house, tx);
  if (period === undefined) return { asOf: now };
  const statements = await listStatements(tx, contractId);
  const own = statements.filter((one) => one.period === period);
  if (own.length > 0) {
    const closes = own.map(({ closesAt }) => closesAt ?? now);
    return {
      asOf: Math.min(Math.max(...closes), now) as Instant,
      untilDay: own
        .map(({ until }) => until)
        .sort()
        .at(-1)!,
    };
  }
  const known = [...new Set(statements.map((one) => one.period))];
  throw new Refusal(
    "no_such_period",
    {
      zh: `合同 ${number} 没有 ${period} 的结算单。${known.length === 0 ? "还没有任何结算期间。" : `可选：${known.join("、")}。`}`,
      en: `Contract ${number} has no statement of ${period}. ${known.length === 0 ? "It has none yet." : `There are: ${known.join(", ")}.`}`,
    },
    { number, period },
  );
};
