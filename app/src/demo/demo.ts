import { makeDemo } from "./generate.ts";
import kept from "./kept-payables.json" with { type: "json" };
import type { Demo } from "./model.ts";
import { payablesOf, reckoner } from "./reckon.ts";
import { type Size, SPANS } from "./span.ts";
import type { Payables } from "./story/money.ts";

export const USUAL_SEED = 20260920;
export interface DemoOptions {
  readonly size: Size;
  /** Another seed makes another company; its payments are reckoned while it is made, which takes about twice as long. */
  readonly seed?: number;
  /** How the company's form, `contracts/hengxin.yaml`, names the template. */
  readonly template?: string;
  /** False reckons payments anew even where they are kept. */
  readonly useKept?: boolean;
}
type Kept = Readonly<Record<string, Readonly<Record<string, Payables>>>>;

/**
 * The demonstration company: 恒信保险代理有限公司, all made up (演示数据). The same size and seed give the same bytes. People,
 * customers and the answer key are made at once, contracts with their facts one by one when they are asked for.
 *
 * What a month pays is for the contract to say, not for the story. For the usual seed the sums that the engine gave are kept
 * beside this file, and a test holds them equal to it; so the data are made without an evaluation.
 */
export const generateDemo = ({
  size,
  seed = USUAL_SEED,
  template = "../templates/agent-loyalty/contract.yaml",
  useKept = true,
}: DemoOptions): Demo => {
  const known = useKept && seed === USUAL_SEED ? (kept as Kept)[size] : undefined;
  const reckon = reckoner();
  return makeDemo({
    size,
    seed,
    template,
    payables: (contract) => known?.[contract.number] ?? payablesOf(reckon(contract, SPANS[size].asOf)),
  });
};
