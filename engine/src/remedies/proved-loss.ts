// Clauses: C11.2
import { namesFinding } from "../findings/find.ts";
import { type Acts, actsOf } from "../rules/acts.ts";
import type { Instant, Money } from "../values/brand.ts";
import { total } from "../values/money.ts";
import { compare, ONE, percentText, rational, subtract } from "../values/rational.ts";
import type { Text } from "../values/text.ts";
import type { Trace } from "../values/trace.ts";
import type { ProvedLoss } from "./types.ts";

const LOSS: Text = { zh: "可证明的损失", en: "Proved loss" };
const ABOVE: Text = { zh: "违约金高出损失的比例", en: "Damages above the loss, as a share of it" };
const EXCESSIVE: Text = {
  zh: "违约金超过损失百分之三十，一般可以认定为过分高于损失；是否调减须经请求并由双方或者裁判机构决定",
  en: "Damages more than thirty per cent above the loss, as a rule excessive; a reduction is for the parties or the tribunal, on request",
};
/** More than this above the loss is as a rule excessive (CC 585, interpretation of the general part on contracts, art. 65). */
const LINE = rational(3n, 10n);

/**
 * The loss proved for a finding by `asOf` beside the damages for it; several proofs add up. A remark and no more: whether damages
 * are raised or reduced is decided by people, on request.
 */
export const provedLoss = (acts: Acts, finding: string, damages: Money, asOf: Instant): ProvedLoss | undefined => {
  const proofs = actsOf(acts, "loss_proved").filter(
    (event) => event.at <= asOf && namesFinding(event, "finding", finding),
  );
  if (proofs.length === 0) return undefined;
  const proved = total(proofs.map(({ fields }) => fields.amount as Money));
  const ids = proofs.map(({ id }) => id);
  // Nothing lost gives no ratio, and any damages are above it.
  if (proved <= 0n) return { proved, excessive: damages > 0n, ids };
  const ratio = subtract(rational(damages, proved), ONE);
  return { proved, ratio, excessive: compare(ratio, LINE) > 0, ids };
};
/** The proved loss and what the damages are above it, as parts of the claim's own explanation. */
export const lossTraces = (
  { proved, ratio, excessive, ids }: ProvedLoss,
  damages: Money,
  { clause, version }: { readonly clause: string; readonly version: number },
  money: (value: Money) => string,
): Trace[] => {
  const evidence = { count: ids.length, hash: "", ids };
  const loss = { what: LOSS, formula: "", value: money(proved), inputs: [], clause, version, evidence };
  const value = ratio && percentText(ratio);
  const formula = ratio ? `${money(damages)} ÷ ${money(proved)} − 1` : "";
  if (value === undefined && !excessive) return [loss];
  return [loss, { what: excessive ? EXCESSIVE : ABOVE, formula, value: value ?? "", inputs: [], clause, version }];
};
